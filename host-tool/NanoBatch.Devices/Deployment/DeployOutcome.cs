namespace NanoBatch.Devices;

/// <summary>What a deployment did; both are a success, and both were read back and compared.</summary>
public enum DeployOutcome
{
    /// <summary>The package is active now, in place of the job of its name where there was one.</summary>
    Activated,

    /// <summary>The same package was active already; nothing was done.</summary>
    Unchanged,
}
