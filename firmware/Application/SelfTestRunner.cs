using NanoBatch.Runtime;
using NanoBatch.SelfTest;

namespace NanoBatch.Application
{
    /// <summary>The self-test on a thread of its own, a group at a time, while the board goes on sampling.</summary>
    public sealed class SelfTestRunner : ISelfTest
    {
        /// <summary>A group that takes longer hangs; another one may be started then, ms.</summary>
        public const int GroupMs = 30 * 60 * 1000;

        private readonly object _gate = new object();
        private readonly Station _station;
        private GroupRun _run;

        public SelfTestRunner(Station station)
        {
            _station = station;
        }

        public int GroupCount
        {
            get { return SelfTestGroups.Count; }
        }

        public bool IsRunning
        {
            get { return Last(out GroupRun run) && !run.IsOver; }
        }

        public string Name
        {
            get { return Last(out GroupRun run) ? run.Name : string.Empty; }
        }

        public int PassedCount
        {
            get { return Last(out GroupRun run) ? run.PassedCount : 0; }
        }

        public int FailedCount
        {
            get { return Last(out GroupRun run) ? run.FailedCount : 0; }
        }

        public uint OutputCrc
        {
            get { return Last(out GroupRun run) ? run.OutputCrc : 0; }
        }

        public string FirstFailure
        {
            get { return Last(out GroupRun run) ? run.FirstFailure : string.Empty; }
        }

        /// <summary>Begins a group; the board thread's.</summary>
        public bool Start(int group)
        {
            long nowMs = _station.Machine.NowMs;
            bool isFree = !IsRunning || (Last(out GroupRun old) && nowMs - old.StartMs > GroupMs);
            if (!isFree || group < 0 || group >= GroupCount || _station.Machine.FreeHeapBytes() < SelfTestGroups.HeapBytes(group))
            {
                return false;
            }

            GroupRun run = new GroupRun(group, nowMs);
            lock (_gate)
            {
                _run = run;
            }

            _station.Machine.Start(run);
            return true;
        }

        private bool Last(out GroupRun run)
        {
            lock (_gate)
            {
                run = _run;
                return run != null;
            }
        }
    }
}
