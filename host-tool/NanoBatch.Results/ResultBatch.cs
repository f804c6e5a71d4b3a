using System.Collections.Generic;

namespace NanoBatch.Results;

/// <summary>What one delivery from a board brings; it is stored whole or not at all, so that acknowledging it afterwards is safe.</summary>
public sealed record ResultBatch
{
    /// <summary>Reports and alerts; each needs its epoch and record number.</summary>
    public IReadOnlyList<Result> Results { get; init; } = [];

    /// <summary>Records that are no results.</summary>
    public IReadOnlyList<LedgerRecord> Others { get; init; } = [];

    /// <summary>Job packages by digest (8 hex digits), from descriptor records.</summary>
    public IReadOnlyDictionary<string, byte[]> Packages { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>What the board says about its jobs.</summary>
    public IReadOnlyList<JobStateEntry> Jobs { get; init; } = [];

    /// <summary>The board that delivered, or null.</summary>
    public BoardEntry? Board { get; init; }
}
