using System;

namespace NanoBatch.Results;

/// <summary>What a SQLite file is held to. The tool leaves it as it is; tests make the wait short and the disk small.</summary>
internal sealed record SqliteLimits
{
    /// <summary>How long a statement waits while another process writes, seconds.</summary>
    public int WaitSeconds { get; init; } = 30;

    /// <summary>Pages of 4 KiB that the file may have, asked whenever it is opened; null where only the disk is the limit.</summary>
    public Func<int>? PagesMax { get; init; }
}
