using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Benchmark
{
    /// <summary>A board that has sampled a whole workload and runs its one task again and again over the same window.</summary>
    public sealed class BenchBoard : IAdc, IStore
    {
        private readonly TaskRun _run = new TaskRun();
        private readonly Workload _workload;
        private readonly uint[] _states;
        private readonly JobSlot _job;
        private readonly long _dueMs;
        private int _instant;

        /// <summary>Deploys the package, its summaries bit as wanted, and samples until the task has run.</summary>
        public BenchBoard(Workload workload, bool wantsSummaries)
        {
            _workload = workload;
            _states = new uint[workload.ChannelCount];
            BoardConfig config = new BoardConfig();
            config.ArenaBytes = 16 * 1024;
            config.HistoryBytesMax = 0;
            for (int c = 0; c < workload.ChannelCount; c++)
            {
                _states[c] = workload.FirstState(c);
                BoardChannel channel = new BoardChannel();
                channel.Name = c == 0 ? "ch1" : c == 1 ? "ch2" : c == 2 ? "ch3" : "ch4";
                channel.Unit = "%";
                channel.Calibration = workload.CalibrationOf(c);
                config.Channels.Add(channel);
            }

            byte[] package = Hex.Bytes(workload.Package);
            SetSummaries(package, 3 + workload.Name.Length, wantsSummaries);
            Board board = new Board(config, this, this, new IByteLink[0], null, 0);
            Status = board.Deploy(package, false, 0, 0, out bool _);
            if (Status != PackageStatus.Accepted)
            {
                return;
            }

            _job = board.Jobs.JobAt(0);
            int periodMs = _job.Package.Channels[0].PeriodMs;
            for (_instant = 0; _instant < workload.Total; _instant++)
            {
                long nowMs = (long)_instant * periodMs;
                while (board.Step(nowMs) <= nowMs)
                {
                }
            }

            _dueMs = (long)(workload.Total - 1) * periodMs;
            EngineNeed need = new EngineNeed();
            need.Add(_job);
            _run.Reserve(need, false);
        }

        /// <summary>What the board said to the package.</summary>
        public readonly PackageStatus Status;

        public int StepsUsed
        {
            get { return _run.StepsUsed; }
        }

        public int StepsBound
        {
            get { return _job.Tasks[0].Plan.WorstCaseSteps; }
        }

        public int ValueCount
        {
            get { return _job.Tasks[0].Plan.ValueCount; }
        }

        /// <summary>Numbers of the last run, in the order of the program's items.</summary>
        public double[] Values
        {
            get { return _run.Values; }
        }

        /// <summary>One run of the task, from its first instruction to its last, as <see cref="Runner"/> does it.</summary>
        public bool Run()
        {
            _run.Begin(_job, _job.Tasks[0], _dueMs);
            RunStatus status;
            do
            {
                status = _run.Step();
            }
            while (status == RunStatus.More);

            return status == RunStatus.Done;
        }

        public int Read(int channel)
        {
            _states[channel] = Workload.NextState(_states[channel]);
            return _workload.SampleOf(channel, _instant, _states[channel]);
        }

        public string[] List()
        {
            return new string[0];
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            return -1;
        }

        public int Length(string name)
        {
            return -1;
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            return true;
        }

        public bool Delete(string name)
        {
            return true;
        }

        public long FreeBytes()
        {
            return 1024 * 1024;
        }

        private static void SetSummaries(byte[] package, int item, bool isWanted)
        {
            package[item] = (byte)(isWanted ? package[item] | PackageReader.SummariesFlag : package[item] & ~PackageReader.SummariesFlag);
            int end = package.Length - JobPackage.CrcBytes;
            uint crc = Crc32.Of(package, 0, end);
            for (int i = 0; i < JobPackage.CrcBytes; i++)
            {
                package[end + i] = (byte)((crc >> (8 * i)) & 255);
            }
        }
    }
}
