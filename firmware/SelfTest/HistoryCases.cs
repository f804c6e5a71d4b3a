using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Raw counts on their way to storage and back: a board that was off for a while has its ring again, and the time between is a gap.</summary>
    public static class HistoryCases
    {
        /// <summary>A stripped package: one channel every 30 s, its mean every hour.</summary>
        private const string Package = "4E4210E80079736F696CB1C00780841984EE8EF5";

        private const long StartUtcMs = 1767225600000;     // 2026-01-01T00:00:00Z
        private const long OffMs = 900000;
        private const int Slots = 120;

        public static void Run(CaseLog log)
        {
            BoardStand stand = new BoardStand();
            Board board = NewBoard(stand);
            board.SetClock(StartUtcMs, ClockQuality.Network, 0);
            log.Equal("history/deploy", 0, (int)board.Deploy(Hex.Bytes(Package), false, 0, 0, out bool _));
            long nowMs = 0;
            while (nowMs < 9000000)
            {
                long nextMs = board.Step(nowMs);
                nowMs = nextMs > nowMs ? nextMs : nowMs;
            }

            board.History.Save(nowMs);
            short[] counts = CountsOf(board, nowMs + StartUtcMs);
            log.Equal("history/dropped", 0, board.History.DroppedCount);
            log.Digest("history/counts", DigestOf(counts));
            board = null;       // a heap of 96 KB has no room for two boards
            board = NewBoard(stand);
            board.SetClock(StartUtcMs + nowMs + OffMs, ClockQuality.Network, 0);
            short[] again = CountsOf(board, nowMs + StartUtcMs + OffMs);
            int off = (int)(OffMs / 30000);
            log.Digest("history/reloaded", DigestOf(again));
            bool isSame = true;
            for (int i = 0; i < Slots - off; i++)
            {
                isSame &= again[i] == counts[i + off];
            }

            log.True("history/same", isSame);
            bool isGap = true;
            for (int i = Slots - off; i < Slots - 1; i++)
            {
                isGap &= again[i] == Ring.Gap;
            }

            log.True("history/gap", isGap);
        }

        /// <summary>The ring's newest slots up to an instant, oldest first.</summary>
        private static short[] CountsOf(Board board, long boardTimeMs)
        {
            SampledRing sampled = board.Rings.RingAt(0);
            short[] counts = new short[Slots];
            long first = sampled.SlotAt(boardTimeMs) - Slots + 1;
            for (int i = 0; i < Slots; i++)
            {
                counts[i] = first + i < sampled.Ring.NextSlot ? (short)sampled.Ring.CellAt(first + i) : Ring.Gap;
            }

            return counts;
        }

        private static uint DigestOf(short[] counts)
        {
            byte[] bytes = new byte[2 * counts.Length];
            for (int i = 0; i < counts.Length; i++)
            {
                bytes[2 * i] = (byte)counts[i];
                bytes[(2 * i) + 1] = (byte)(counts[i] >> 8);
            }

            return Crc32.Of(bytes, 0, bytes.Length);
        }

        private static Board NewBoard(BoardStand stand)
        {
            BoardConfig config = new BoardConfig();
            config.BoardId = "history";
            config.LogBytes = LogRing.BytesMin;
            config.ArenaBytes = 1024;
            config.SegmentBytes = 2048;
            config.HistoryBufferBytes = 1024;
            BoardChannel channel = new BoardChannel();
            channel.Name = "soil1";
            channel.Unit = "raw";
            channel.Calibration = Calibration.Identity;
            config.Channels.Add(channel);
            return new Board(config, stand, stand.Disk, new IByteLink[0], null, 0);
        }
    }
}
