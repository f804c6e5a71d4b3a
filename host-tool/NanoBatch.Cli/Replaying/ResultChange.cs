using NanoBatch.Results;

namespace NanoBatch.Cli.Replaying;

/// <summary>A report or an alert that differs between two versions of a job; one side is null where only the other has it.</summary>
/// <param name="Before">What the first version sent.</param>
/// <param name="After">What the second version sent.</param>
internal sealed record ResultChange(Result? Before, Result? After)
{
    /// <summary>Whichever side there is.</summary>
    public Result Any => Before ?? After!;

    /// <summary>What happened, in one word.</summary>
    public string Kind => Before is null ? "added" : After is null ? "removed" : "changed";
}
