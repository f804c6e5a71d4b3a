using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>A board that results came from: one entry for each store epoch, since ids can be copied and disks wiped (DECISIONS 11, 12).</summary>
/// <remarks>Written into a store, what is null here leaves what the store knows; numbers that only rise keep the greater one.</remarks>
/// <param name="Epoch">Epoch of the board's store.</param>
/// <param name="Id">Its label when it was seen last.</param>
/// <param name="Mac">Hardware address as text, or null.</param>
/// <param name="Build">Firmware build, or null.</param>
/// <param name="SeenMs">When it was seen last by this machine's clock, milliseconds since 1970.</param>
public sealed record BoardEntry(ulong Epoch, string Id, string? Mac, string? Build, long SeenMs)
{
    /// <summary>Whether it is connected to its broker, as its status or last will says; null where no status came.</summary>
    public BoardPresence? Presence { get; init; }

    /// <summary>When that status came, milliseconds since 1970, or null.</summary>
    public long? StatusMs { get; init; }

    /// <summary>Quality of its clock as its newest record says, or null.</summary>
    public ClockQuality? Quality { get; init; }

    /// <summary>Number of its next record, as far as it is known, or null.</summary>
    public long? NextRecord { get; init; }

    /// <summary>Record up to which all is stored and acknowledged, as far as it is known, or null.</summary>
    public long? AcknowledgedTo { get; init; }

    /// <summary>Records that were stored and acknowledged just now, without a hole; where they follow on <see cref="AcknowledgedTo"/>, that rises. Never read back.</summary>
    public RecordRange? Delivered { get; init; }

    /// <summary>Records that the board still holds for its receiver, as far as it is known.</summary>
    public long? Backlog => NextRecord is { } next && AcknowledgedTo is { } to ? long.Max(0, next - 1 - to) : null;
}
