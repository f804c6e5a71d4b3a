namespace NanoBatch.Protocol
{
    /// <summary>Kinds of ledger records. Numbers never change: records outlive firmware.</summary>
    public enum RecordType : byte
    {
        /// <summary>SHA-256 and bytes of a package that was activated; goes ahead of its first report.</summary>
        Descriptor = 1,
        Report = 2,
        Alert = 3,

        /// <summary>State of one job: digest, <see cref="JobState"/>.</summary>
        JobState = 4,

        /// <summary>Boot, monotonic ms, UTC ms, quality: places the records of a boot in time.</summary>
        ClockSync = 5,

        /// <summary>Alert and policy state of one task.</summary>
        TaskState = 6,

        /// <summary>First and last of records that were dropped for want of room.</summary>
        Dropped = 7,

        /// <summary>Everything a recovery needs from older segments; the first record of a segment.</summary>
        Snapshot = 8,

        /// <summary>The board's channel table, versioned.</summary>
        Channels = 9,

        /// <summary>A start of the board: reset cause and build.</summary>
        Boot = 10,
        Log = 11,
        Acknowledged = 12,

        /// <summary>A block of raw counts of one ring; lies in the history log, with numbers of its own.</summary>
        History = 13,
    }
}
