using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>What a board is told at its start: identity, channels, memory. Filled once, then only read.</summary>
    public sealed class BoardConfig
    {
        /// <summary>Label for people, topics and <c>spread</c>: <c>[a-z0-9-]{1,24}</c>; not a key (DECISIONS 11).</summary>
        public string BoardId = "board";

        /// <summary>Six bytes of hardware address, zero where there is none.</summary>
        public byte[] MacAddress = new byte[6];

        /// <summary>Commit and content of the build, as <c>info</c> shows it.</summary>
        public string Build = "0";

        /// <summary>Drawn when a store turns out to be new: hardware chance, address and ticks (DECISIONS 12); not zero.</summary>
        public ulong EpochSeed = 1;

        public ChannelTable Channels = new ChannelTable();

        /// <summary>Memory for rings, bytes; 28 KB without PSRAM (DECISIONS 39).</summary>
        public int ArenaBytes = 28 * 1024;

        /// <summary>How much of it is taken at the start, bytes; the rest when a job needs it.</summary>
        public int ArenaFirstBytes;

        /// <summary>Room of the ledger, bytes (DECISIONS 46); its last 8 KB are kept for alerts and state.</summary>
        public int LedgerBytesMax = 96 * 1024;

        /// <summary>Bytes of a segment file: one erase block, and what a start has to read of the ledger (ADR 0005).</summary>
        public int SegmentBytes = 4 * 1024;

        /// <summary>Room of the raw history, bytes (DECISIONS 41); 0 keeps none.</summary>
        public int HistoryBytesMax = 64 * 1024;

        /// <summary>How often readings go to the history: what a power cut can cost, and at most so many closes a day as fit into it.</summary>
        public int HistoryIntervalMs = 30 * 60 * 1000;

        /// <summary>Encoded readings that wait for the next interval, bytes; four channels every 30 s need 300.</summary>
        public int HistoryBufferBytes = 2048;

        /// <summary>On a board that sleeps deeply, the shortest period of a sampling or a schedule that it takes, ms (DECISIONS 40); 0 on one that stays awake.</summary>
        public int SleepPeriodMinMs;

        /// <summary>Memory for the log's lines, bytes: some 40 of them.</summary>
        public int LogBytes = 2048;

        /// <summary>The log itself where the application has one, else null.</summary>
        public ILog Log;

        /// <summary>Longest message to the hub, bytes, at most 1 024 (DECISIONS 50); a longer record goes in parts.</summary>
        public int MessageBytesMax = DeliveryFormat.MessageMax;

        /// <summary>Receive buffer of the link's driver, bytes: hosts keep less than this in flight.</summary>
        public int ReceiveWindowBytes = 4096;

        /// <summary>How many times faster than the network's time the board's runs: 1, but for a virtual board at speed, which else would lose patience with its hub.</summary>
        public int LinkTimeFactor = 1;

        /// <summary>Microseconds that one cost step takes on this board at best.</summary>
        /// <remarks>An ESP32 at 160 MHz is estimated at 3.5 to 25 µs (a desktop CLR takes 30 to 40 ns, 100 to 700 times less). A job is refused only where it cannot
        /// keep time even at the fast end; <c>explain</c> shows 10.</remarks>
        public int MicrosecondsPerStep = 4;
#if !NANOFRAMEWORK_1_0

        /// <summary>Called each time before a deployment takes memory: a test can run out of it there. The device's own heap needs no help.</summary>
        public System.Action TakesMemory;
#endif
    }
}
