using System.Collections.Generic;

namespace NanoBatch.Results;

/// <summary>Raw counts of one channel at consecutive sampling instants, as a board keeps them in its history.</summary>
public sealed record HistoryBlock
{
    /// <summary>Stands in <see cref="Counts"/> for an instant without a valid reading.</summary>
    public const int Gap = -1;

    /// <summary>Most counts of a block.</summary>
    public const int SlotsMax = 64;

    /// <summary>Number of the block in the board's history, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>Channel name.</summary>
    public required string Channel { get; init; }

    /// <summary>Milliseconds from one count to the next.</summary>
    public required int PeriodMs { get; init; }

    /// <summary>Readings behind each count, 1..64.</summary>
    public required int Burst { get; init; }

    /// <summary>Whether a burst became its median instead of its mean.</summary>
    public required bool IsMedian { get; init; }

    /// <summary>Boot that the readings were taken in.</summary>
    public required long Boot { get; init; }

    /// <summary>False where the board's clock was unknown: <see cref="FirstMs"/> counts from the boot then.</summary>
    public required bool IsDated { get; init; }

    /// <summary>Instant of the first count: milliseconds since 1970, or since the boot.</summary>
    public required long FirstMs { get; init; }

    /// <summary>ADC counts 0..4095 after burst reduction, or <see cref="Gap"/>; 1 to 64 of them.</summary>
    public required IReadOnlyList<int> Counts { get; init; }
}
