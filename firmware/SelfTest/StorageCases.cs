using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>A board whose power fails in the middle of a write, again and again: what it had committed is there after the restart, and it works on.</summary>
    public sealed class StorageCases : IRecordTap
    {
        /// <summary>A stripped package: one channel every 30 s, its mean every hour.</summary>
        private const string Package = "4E4210E80079736F696CB1C00780841984EE8EF5";

        private const int HourMs = 3600000;

        private readonly CaseLog _log;
        private readonly BoardStand _stand = new BoardStand();
        private readonly byte[] _record = new byte[RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc];
        private Board _board;
        private uint _lastCommitted;
        private readonly RunningCrc _digest = new RunningCrc();

        private StorageCases(CaseLog log)
        {
            _log = log;
        }

        public static void Run(CaseLog log)
        {
            new StorageCases(log).RunAll();
        }

        public void Committed(byte[] buffer, int offset, int count)
        {
            RecordHeader header = new RecordHeader();
            header.TryReadFields(buffer, offset, count, new ByteReader());
            _lastCommitted = header.Record;
            _digest.Add(buffer, offset + RecordSizes.Header, count - RecordSizes.Header - RecordSizes.Crc);
        }

        private void RunAll()
        {
            Start();
            _log.Equal("storage/deploy", 0, (int)_board.Deploy(Hex.Bytes(Package), false, 0, 0, out bool _));
            RunHours(3);
            for (int round = 0; round < 8; round++)
            {
                string name = "storage/cut-" + round.ToString();
                _stand.Disk.BytesToCut = 1 + (round * 37);      // within a report, at its end, in the one after it
                RunHours(4);
                uint committed = _lastCommitted;
                _board = null;      // a heap of 96 KB has no room for two boards
                _stand.Disk.BytesToCut = int.MaxValue;
                Start();
                _log.Equal(name + "/jobs", 1, _board.Jobs.Count);
                _log.True(name + "/numbers-go-on", _board.Ledger.NextRecord > committed);
                _log.True(name + "/committed-is-there", IsReadableTo(committed));
                RunHours(2);
                _log.True(name + "/works-on", _lastCommitted > committed && _board.FaultCount == 0);
                _board.Acknowledge(_lastCommitted, 2 * HourMs);
            }

            _log.True("storage/boots", _board.Ledger.Boot >= 9);    // a start behind a torn batch skips numbers that may lie in it
            _log.Digest("storage/payloads", _digest.Value);
        }

        private void Start()
        {
            BoardConfig config = new BoardConfig();
            config.BoardId = "storage";
            config.EpochSeed = 77;
            config.LogBytes = LogRing.BytesMin;
            config.ArenaBytes = 1024;
            config.SegmentBytes = 1024;
            config.HistoryBytesMax = 0;
            BoardChannel channel = new BoardChannel();
            channel.Name = "soil1";
            config.Channels.Add(channel);
            _board = new Board(config, _stand, _stand.Disk, new IByteLink[0], this, 0);
        }

        private void RunHours(int hours)
        {
            long nowMs = 0;
            while (nowMs < (long)hours * HourMs)
            {
                long nextMs = _board.Step(nowMs);
                nowMs = nextMs > nowMs ? nextMs : nowMs;
            }
        }

        /// <summary>Reads the ledger from its first record on; true where it holds every number up to one, or says that it was dropped.</summary>
        private bool IsReadableTo(uint last)
        {
            uint next = _board.Ledger.FirstRecord;
            while (next <= last)
            {
                int length = _board.Ledger.Read(next, _record);
                if (length <= 0)
                {
                    return false;
                }

                next = _board.Ledger.ReadNumber + 1;
            }

            return true;
        }
    }
}
