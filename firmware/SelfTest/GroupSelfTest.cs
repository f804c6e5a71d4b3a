using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>The self-test where time is no matter: a group runs from beginning to end within the call that starts it.</summary>
    public sealed class GroupSelfTest : ISelfTest
    {
        private int _passed;
        private int _failed;
        private uint _crc;
        private string _name = string.Empty;
        private string _firstFailure = string.Empty;

        public int GroupCount
        {
            get { return SelfTestGroups.Count; }
        }

        public bool IsRunning
        {
            get { return false; }
        }

        public string Name
        {
            get { return _name; }
        }

        public int PassedCount
        {
            get { return _passed; }
        }

        public int FailedCount
        {
            get { return _failed; }
        }

        public uint OutputCrc
        {
            get { return _crc; }
        }

        public string FirstFailure
        {
            get { return _firstFailure; }
        }

        public bool Start(int group)
        {
            DigestOutput output = new DigestOutput();
            CaseLog log = new CaseLog(output);
            SelfTestGroups.Run(group, log);
            _name = SelfTestGroups.Name(group);
            _passed = log.PassedCount;
            _failed = log.FailedCount;
            _crc = output.Crc;
            _firstFailure = output.FirstFailure;
            return true;
        }
    }
}
