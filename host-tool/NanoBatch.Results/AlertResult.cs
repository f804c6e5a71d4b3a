namespace NanoBatch.Results;

/// <summary>One change of an alert.</summary>
public sealed record AlertResult : Result
{
    /// <summary>Name of the alert, unique in its task.</summary>
    public required string Alert { get; init; }

    /// <summary>True when it was raised, false when it was cleared.</summary>
    public required bool IsRaised { get; init; }

    /// <summary>The state as results print it.</summary>
    public string State => IsRaised ? "raised" : "cleared";
}
