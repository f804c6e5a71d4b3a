namespace NanoBatch.Results;

/// <summary>What reports and alerts have in common: which job and task said it, when, and where it came from.</summary>
public abstract record Result
{
    /// <summary>Job name.</summary>
    public required string Job { get; init; }

    /// <summary>Job version, 1..65535; 0 when it is not known.</summary>
    public int Version { get; init; }

    /// <summary>Task number, 1-based, in file order.</summary>
    public required int Task { get; init; }

    /// <summary>End of the window, milliseconds since 1970-01-01T00:00Z; null while the board's clock is unknown (DECISIONS 20).</summary>
    public required long? TimeMs { get; init; }

    /// <summary>Board id, or null (a replay has none).</summary>
    public string? Board { get; init; }

    /// <summary>The store that the record lies in; together with <see cref="Record"/> the key of the result (DECISIONS 12), or null.</summary>
    public ulong? Epoch { get; init; }

    /// <summary>Record number in its store, or null.</summary>
    public long? Record { get; init; }

    /// <summary>First 4 bytes of the package digest as 8 lower-case hex digits, or null.</summary>
    public string? Digest { get; init; }

    /// <summary>Boot number of the board, with <see cref="MonotonicMs"/> what a later clock record dates the result by, or null.</summary>
    public long? Boot { get; init; }

    /// <summary>Milliseconds since that boot, or null.</summary>
    public long? MonotonicMs { get; init; }
}
