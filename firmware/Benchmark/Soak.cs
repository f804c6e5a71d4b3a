using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Benchmark
{
    /// <summary>A board with four channels of 1 440 samples that samples, runs, reports and is acknowledged, again and again: its memory must not grow.</summary>
    public sealed class Soak : IAdc, IRecordTap
    {
        /// <summary>Four channels every minute, their means and maxima over 15 minutes and an alert; a test compiles the text and compares.</summary>
        public const string Package = "4E4210736F61EB16060363E801A00B205C02C8067C02030486194003360C1C22A56A00";

        /// <summary>Cycles before the first figure: tables are allocated on first use, the ledger has met its second segment.</summary>
        public const int WarmUpCycles = 2000;

        private const int PeriodMs = 60000;

        private readonly SoakDisk _disk = new SoakDisk();
        private readonly Board _board;
        private uint _noise = 7;
        private long _nowMs;
        private int _reports;
        private int _alerts;
        private readonly RunningCrc _payloads = new RunningCrc();

        public Soak()
        {
            BoardConfig config = new BoardConfig();
            config.BoardId = "soak";
            config.ArenaBytes = 12 * 1024;
            config.LedgerBytesMax = 24 * 1024;
            config.HistoryBytesMax = 0;
            for (int c = 0; c < 4; c++)
            {
                BoardChannel channel = new BoardChannel();
                channel.Name = c == 0 ? "ch1" : c == 1 ? "ch2" : c == 2 ? "ch3" : "ch4";
                channel.Unit = "%";
                channel.Calibration = Calibration.TryCreate(new double[] { 3100, 1240 }, new double[] { 0, 60 }, 2);
                config.Channels.Add(channel);
            }

            _board = new Board(config, this, _disk, new IByteLink[0], this, 0);
            Status = _board.Deploy(Hex.Bytes(Package), false, 0, 0, out bool _);
        }

        /// <summary>What the board said to the package.</summary>
        public readonly PackageStatus Status;

        /// <summary>Segment files dropped so far; the name of the next one is the only thing that is ever allocated.</summary>
        public int SegmentsDropped
        {
            get { return _disk.DeleteCount; }
        }

        /// <summary>Files created so far, segments but for the package's.</summary>
        public int SegmentsCreated
        {
            get { return _disk.CreateCount; }
        }

        /// <summary>Reports and alerts that were committed.</summary>
        public int ReportCount
        {
            get { return _reports; }
        }

        public int AlertCount
        {
            get { return _alerts; }
        }

        /// <summary>One period: four samples, a run, its report, and the acknowledgement of all that is there.</summary>
        public void Cycle()
        {
            long untilMs = _nowMs + PeriodMs;
            while (_nowMs < untilMs)
            {
                long nextMs = _board.Step(_nowMs);
                _nowMs = nextMs > _nowMs ? nextMs < untilMs ? nextMs : untilMs : _nowMs;
            }

            _board.Acknowledge(_board.Ledger.NextRecord - 1, _nowMs);
        }

        /// <summary>Runs cycles and writes the free memory now and then; figures are taken right after a segment was dropped, so that they compare.</summary>
        /// <param name="platform">Tells the free memory.</param>
        /// <param name="cycles">After the warm-up.</param>
        /// <param name="every">Cycles between two figures.</param>
        /// <returns>True where the last figure equals the first.</returns>
        public static bool Run(Platform platform, int cycles, int every)
        {
            Soak soak = new Soak();
            if (soak.Status != PackageStatus.Accepted)
            {
                Console.WriteLine("BAD package refused: " + ((int)soak.Status).ToString());
                return false;
            }

            soak.Cycles(WarmUpCycles);
            long first = soak.FreeAtDrop(platform);
            Console.WriteLine("free at the start " + first.ToString());
            long free = first;
            for (int done = 0; done < cycles; done += every)
            {
                soak.Cycles(every);
                free = soak.FreeAtDrop(platform);
                Console.WriteLine("free after " + (done + every).ToString() + " cycles " + free.ToString());
            }

            Console.WriteLine("reports " + soak._reports.ToString() + ", alerts " + soak._alerts.ToString() + ", segments dropped " + soak._disk.DeleteCount.ToString()
                + ", faults " + soak._board.FaultCount.ToString() + ", records dropped " + soak._board.Ledger.DroppedCount.ToString());
            Console.WriteLine("payloads " + ((long)soak._payloads.Value).ToString());
            Console.WriteLine("growth " + (first - free).ToString() + " bytes");
            return first == free && soak._board.FaultCount == 0 && soak._reports >= cycles;
        }

        /// <summary>A sawtooth of two days with noise, one failed reading in 64 and one at a rail in 64.</summary>
        public int Read(int channel)
        {
            _noise = (_noise * 1664525u) + 1013904223u;
            int random = (int)(long)(_noise >> 16);
            if ((random & 63) < 2)
            {
                return (random & 63) == 0 ? Ring.Gap : 4095;
            }

            return 1600 + (int)(_nowMs / PeriodMs % 1440) + (channel * 17) + (random >> 11);
        }

        /// <summary>Counts what was committed, and sums up its payload.</summary>
        public void Committed(byte[] buffer, int offset, int count)
        {
            int type = buffer[offset + 2];
            _reports += type == (int)RecordType.Report ? 1 : 0;
            _alerts += type == (int)RecordType.Alert ? 1 : 0;
            _payloads.Add(buffer, offset + RecordSizes.Header, count - RecordSizes.Header - RecordSizes.Crc);
        }

        private void Cycles(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Cycle();
            }
        }

        private long FreeAtDrop(Platform platform)
        {
            int before = _disk.DeleteCount;
            while (_disk.DeleteCount == before)
            {
                Cycle();
            }

            return platform.FreeBytes();
        }
    }
}
