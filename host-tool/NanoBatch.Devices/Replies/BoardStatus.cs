using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>How a board is doing: the reply to Info. Counters run since the board's start.</summary>
public sealed record BoardStatus
{
    /// <summary>Milliseconds since the board's start.</summary>
    public required long UptimeMs { get; init; }

    /// <summary>How far the board's clock can be trusted.</summary>
    public required ClockQuality ClockQuality { get; init; }

    /// <summary>The board's time, milliseconds since 1970; since its start while <see cref="ClockQuality"/> is unknown.</summary>
    public required long BoardTimeMs { get; init; }

    /// <summary>Memory of the rings in use, bytes.</summary>
    public required long RingBytesUsed { get; init; }

    /// <summary>Memory that rings may use, bytes.</summary>
    public required long RingBytesMax { get; init; }

    /// <summary>Active jobs.</summary>
    public required int JobCount { get; init; }

    /// <summary>Storage of results and state in use, bytes.</summary>
    public required long LedgerBytesUsed { get; init; }

    /// <summary>Storage that results and state may use, bytes.</summary>
    public required long LedgerBytesMax { get; init; }

    /// <summary>Oldest record that is stored; <see cref="NextRecord"/> where none is.</summary>
    public required uint FirstRecord { get; init; }

    /// <summary>Number that the next record will have.</summary>
    public required uint NextRecord { get; init; }

    /// <summary>Every record up to this one has been acknowledged.</summary>
    public required uint AcknowledgedTo { get; init; }

    /// <summary>Commits that found no room.</summary>
    public required long DroppedCount { get; init; }

    /// <summary>Commits that the storage refused.</summary>
    public required long WriteFailureCount { get; init; }

    /// <summary>Task runs finished.</summary>
    public required long RunCount { get; init; }

    /// <summary>Engine faults: defects of the firmware, data has none.</summary>
    public required long FaultCount { get; init; }

    /// <summary>Analog readings that failed.</summary>
    public required long AdcFailureCount { get; init; }

    /// <summary>Samples at 0 or 4095: a hint at wiring.</summary>
    public required long RailCount { get; init; }

    /// <summary>Revision of the channel table.</summary>
    public required int ChannelRevision { get; init; }

    /// <summary>CRC-32 of the channel table.</summary>
    public required uint ChannelCrc { get; init; }

    /// <summary>Jobs that the board could not restore at its start: their package was lost or damaged.</summary>
    public required int LostJobCount { get; init; }

    /// <summary>Storage of raw history in use, bytes.</summary>
    public required long HistoryBytesUsed { get; init; }

    /// <summary>Storage that raw history may use, bytes; 0 where the board keeps none.</summary>
    public required long HistoryBytesMax { get; init; }

    /// <summary>Batches of results and state that were written since the board's start: each wears the flash.</summary>
    public required long CommitCount { get; init; }

    /// <summary>What the application around the runtime knows; null where the firmware does not say.</summary>
    public BoardHealthStatus? Health { get; init; }

    internal static BoardStatus Read(Reply reply)
    {
        ByteReader reader = reply.Reader;
        var status = new BoardStatus
        {
            UptimeMs = reader.U48(),
            ClockQuality = (ClockQuality)reader.U8(),
            BoardTimeMs = reader.U48(),
            RingBytesUsed = reader.U32(),
            RingBytesMax = reader.U32(),
            JobCount = reader.U8(),
            LedgerBytesUsed = reader.U32(),
            LedgerBytesMax = reader.U32(),
            FirstRecord = reader.U32(),
            NextRecord = reader.U32(),
            AcknowledgedTo = reader.U32(),
            DroppedCount = reader.U32(),
            WriteFailureCount = reader.U32(),
            RunCount = reader.U32(),
            FaultCount = reader.U32(),
            AdcFailureCount = reader.U32(),
            RailCount = reader.U32(),
            ChannelRevision = reader.U16(),
            ChannelCrc = reader.U32(),
            LostJobCount = reader.U8(),
            HistoryBytesUsed = reader.U32(),
            HistoryBytesMax = reader.U32(),
            CommitCount = reader.U32(),
            Health = reader.Left > 0 ? BoardHealthStatus.Read(reader) : null,
        };
        reply.Check();
        return status;
    }
}
