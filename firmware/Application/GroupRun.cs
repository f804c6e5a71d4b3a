using NanoBatch.SelfTest;

namespace NanoBatch.Application
{
    /// <summary>One group of the self-test on its thread; its results are good once it is over.</summary>
    internal sealed class GroupRun : IThreadBody
    {
        private readonly object _gate = new object();
        private readonly int _group;
        private bool _isOver;

        public readonly long StartMs;
        public readonly string Name;
        public int PassedCount;
        public int FailedCount;
        public uint OutputCrc;
        public string FirstFailure = string.Empty;

        /// <param name="group">Number of the group.</param>
        /// <param name="nowMs">Monotonic time.</param>
        public GroupRun(int group, long nowMs)
        {
            _group = group;
            StartMs = nowMs;
            Name = SelfTestGroups.Name(group);
        }

        public bool IsOver
        {
            get
            {
                lock (_gate)
                {
                    return _isOver;
                }
            }
        }

        public void Run()
        {
            DigestOutput output = new DigestOutput();
            CaseLog log = new CaseLog(output);
            string thrown = string.Empty;
            try
            {
                SelfTestGroups.Run(_group, log);
            }
            catch (System.Exception failure)
            {
                thrown = "BAD " + Name + " threw " + failure.Message;
            }

            lock (_gate)
            {
                PassedCount = log.PassedCount;
                FailedCount = log.FailedCount + (thrown.Length > 0 ? 1 : 0);
                OutputCrc = output.Crc;
                FirstFailure = output.FirstFailure.Length > 0 ? output.FirstFailure : thrown;
                _isOver = true;
            }
        }
    }
}
