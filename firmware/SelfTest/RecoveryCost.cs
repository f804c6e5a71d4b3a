using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Fills a store to the brim, ledger and history, starts a board over it and says what that takes: no part of the self-test, which fits a 96 KB heap.</summary>
    /// <remarks>A nanoCLR that counts its IL instructions prints the count beside each line that begins with "@IL".</remarks>
    public sealed class RecoveryCost : IAdc
    {
        private const long StartUtcMs = 1767225600000;     // 2026-01-01T00:00:00Z

        /// <summary>Four channels every 30 s, 1 440 slots each; their means and a slope every 15 minutes over 6 h, an alert for 2 runs.</summary>
        private const string Package = "4E421166756CEC367903736F69EC01A00B205C02883E36110103848091194003360C4003390E1D0302FF80808080806472F905061A2FE192";

        private readonly MemoryDisk _disk = new MemoryDisk(4096, 32);
        private uint _noise = 7;
        private int _readings;

        public static void Run()
        {
            new RecoveryCost().RunAll();
        }

        /// <summary>A slow wave with the noise of a soil probe, ±32 counts.</summary>
        public int Read(int channel)
        {
            _noise = (_noise * 1664525u) + 1013904223u;
            long random = _noise >> 16;
            _readings++;
            return 1700 + ((_readings / 16) % 900) + (channel * 137) + (int)(random & 63);
        }

        private void RunAll()
        {
            Board board = NewBoard();
            board.SetClock(StartUtcMs, ClockQuality.Network, 0);
            byte[] package = Hex.Bytes(Package);
            board.Deploy(package, false, 0, 0, out bool _);
            long nowMs = 0;
            while (board.Ledger.DroppedCount == 0)
            {
                long nextMs = board.Step(nowMs);
                nowMs = nextMs > nowMs ? nextMs : nowMs;
            }

            board.History.Save(nowMs);
            Say("ledger bytes ", board.Ledger.BytesUsed);
            Say("history bytes ", board.History.BytesUsed);
            long utcMs = board.Clock.BoardTime(nowMs);
            uint next = board.Ledger.NextRecord;
            _disk.ReadCount = 0;
            _disk.ReadBytes = 0;
            System.Console.WriteLine("@IL before");
            board = NewBoard();
            System.Console.WriteLine("@IL started");
            board.SetClock(utcMs + 1000, ClockQuality.Network, 0);
            System.Console.WriteLine("@IL rings filled");
            Say("reads ", _disk.ReadCount);
            Say("bytes read ", _disk.ReadBytes);
            Say("jobs ", board.Jobs.Count);
            Say("numbers given up ", (int)(long)(next - board.Ledger.NextRecord));
            for (int r = 0; r < board.Rings.Count; r++)
            {
                Ring ring = board.Rings.RingAt(r).Ring;
                Say("slots ", (int)(ring.NextSlot - ring.FirstSlot));
            }
        }

        private Board NewBoard()
        {
            BoardConfig config = new BoardConfig();
            config.BoardId = "full";
            for (int c = 0; c < 4; c++)
            {
                BoardChannel channel = new BoardChannel();
                channel.Name = c == 0 ? "soil1" : c == 1 ? "soil2" : c == 2 ? "soil3" : "soil4";
                channel.Unit = "%";
                channel.Calibration = Calibration.TryCreate(new double[] { 3100, 1240 }, new double[] { 0, 60 }, 2);
                config.Channels.Add(channel);
            }

            return new Board(config, this, _disk, new IByteLink[0], null, 0);
        }

        private static void Say(string what, int count)
        {
            System.Console.WriteLine(what + count.ToString());
        }
    }
}
