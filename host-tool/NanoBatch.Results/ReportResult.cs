namespace NanoBatch.Results;

/// <summary>One report of a task: its fields, and how many samples stand behind them.</summary>
public sealed record ReportResult : Result
{
    /// <summary>Number of this report among those of its task that were sent, from 0.</summary>
    public required long Seq { get; init; }

    /// <summary>Length of the window, in seconds.</summary>
    public required decimal WindowSeconds { get; init; }

    /// <summary>Per channel that the task uses, the sampling instants of a full window.</summary>
    public required NamedValues<long> Expected { get; init; }

    /// <summary>Per channel that the task uses, the valid samples in the window.</summary>
    public required NamedValues<long> Counts { get; init; }

    /// <summary>The fields in the job's order.</summary>
    public required NamedValues<FieldValue> Fields { get; init; }

    /// <summary>Revision of the calibration that was applied, or null.</summary>
    public long? CalibrationRevision { get; init; }

    /// <summary>Units of those fields whose unit is known, for axis labels and exports; null when none is.</summary>
    public NamedValues<string>? Units { get; init; }
}
