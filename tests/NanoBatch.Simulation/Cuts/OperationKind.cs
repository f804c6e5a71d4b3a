namespace NanoBatch.Simulation.Cuts;

/// <summary>What a script does to a board.</summary>
public enum OperationKind
{
    Run,
    Deploy,
    Pause,
    Resume,
    Remove,

    /// <summary>Acknowledges a share of what is not acknowledged yet.</summary>
    Acknowledge,
    SetClock,

    /// <summary>Power off between two writes, and on again.</summary>
    Restart,
}
