using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>A whole board: deployed over its line, two days of samples, reports and alerts, a clock that is set, a restart from its store.</summary>
    public sealed class BoardCases : IRecordTap
    {
        /// <summary>A stripped package: two channels, three tasks, an alert, on change, a histogram, a correlation; zone +05:30, version 3.</summary>
        private const string Package =
            "4E421673656C66746573F4039405150601736F69EC0142205C02983E16522B010184808F0A81918099811800044041091744"
            + "171B06E6080F80914003360C4503200C144003390E1D030281E8020C80858198205C0680153E8119C58089818019DADEADC2";

        private const long StartUtcMs = 1767225600000;     // 2026-01-01T00:00:00Z
        private const long DayMs = 86400000;

        private readonly CaseLog _log;
        private readonly BoardStand _stand = new BoardStand();
        private readonly FrameDecoder _decoder = new FrameDecoder();
        private readonly byte[] _frame = new byte[FrameFormat.EncodedMax];
        private readonly ByteWriter _request = new ByteWriter(new byte[FrameFormat.PayloadMax]);
        private Board _board;
        private readonly RunningCrc _payloads = new RunningCrc();
        private int _reports;
        private int _alerts;
        private int _nextId = 1;

        private BoardCases(CaseLog log)
        {
            _log = log;
        }

        public static void Run(CaseLog log)
        {
            new BoardCases(log).RunAll();
        }

        /// <summary>Reports and alerts go into one checksum, payloads only.</summary>
        public void Committed(byte[] buffer, int offset, int count)
        {
            int type = buffer[offset + 2];
            if (type == (int)RecordType.Report || type == (int)RecordType.Alert)
            {
                _reports += type == (int)RecordType.Report ? 1 : 0;
                _alerts += type == (int)RecordType.Alert ? 1 : 0;
                _payloads.Add(buffer, offset + RecordSizes.Header, count - RecordSizes.Header - RecordSizes.Crc);
            }
        }

        private void RunAll()
        {
            _board = NewBoard(0);
            byte[] package = Hex.Bytes(Package);
            Deploy(package, 0);
            _log.Equal("board/boot", 1, _board.Ledger.Boot);
            _log.Equal("board/jobs", 1, _board.Jobs.Count);
            _log.Equal("board/ring-bytes", 2 * 2 * (1440 + Ring.SlackSlots), _board.Rings.BytesUsed);

            // Half a day without a clock, then the clock is set and two days pass.
            long nowMs = RunUntil(0, DayMs / 2);
            long unknown = _reports;
            _log.True("board/reports-before-clock", unknown > 0);
            _board.SetClock(StartUtcMs, ClockQuality.Network, nowMs);
            nowMs = RunUntil(nowMs, nowMs + (2 * DayMs));
            _log.True("board/alerts", _alerts > 0);
            _log.Equal("board/faults", 0, _board.FaultCount);
            _log.True("board/gaps-seen", _board.AdcFailureCount > 0);
            _log.Digest("board/payloads", _payloads.Value);
            _log.Digest("board/reports-and-alerts", (uint)((_reports << 8) + _alerts));

            int before = _reports;
            Ask("board/run", MessageType.RunJob, nowMs);
            nowMs = RunUntil(nowMs, nowMs + 1000);
            _log.Equal("board/demanded", before + 1, _reports);
            Ask("board/pause", MessageType.PauseJob, nowMs);
            before = _reports;
            nowMs = RunUntil(nowMs, nowMs + DayMs);
            _log.Equal("board/paused", before, _reports);
            Ask("board/resume", MessageType.ResumeJob, nowMs);

            uint sequence = _board.Jobs.JobAt(0).Tasks[0].Sequence;
            uint next = _board.Ledger.NextRecord;
            _board = null;      // a heap of 96 KB has no room for two boards
            _board = NewBoard(nowMs);
            _log.Equal("board/restart-boot", 2, _board.Ledger.Boot);
            _log.Equal("board/restart-jobs", 1, _board.Jobs.Count);
            _log.Equal("board/restart-sequence", sequence, _board.Jobs.JobAt(0).Tasks[0].Sequence);
            _log.Equal("board/restart-record", next, _board.Ledger.NextRecord);
            Ask("board/remove", MessageType.RemoveJob, nowMs);
            _log.Equal("board/removed", 0, _board.Jobs.Count);
        }

        private Board NewBoard(long nowMs)
        {
            BoardConfig config = new BoardConfig();
            config.BoardId = "self-test";
            config.EpochSeed = 0x0123456789ABCDEF;
            config.LogBytes = LogRing.BytesMin;
            config.ArenaBytes = 2 * 2 * (1440 + Ring.SlackSlots);
            config.SegmentBytes = 2048;
            config.HistoryBytesMax = 0;     // HistoryCases has a board of its own: a heap of 96 KB has no room for both logs and their flash
            for (int c = 0; c < 2; c++)
            {
                BoardChannel channel = new BoardChannel();
                channel.Name = c == 0 ? "soil1" : "soil2";
                channel.Unit = "%";
                channel.Calibration = c == 0
                    ? Calibration.TryCreate(new double[] { 3100, 1240 }, new double[] { 0, 60 }, 2)
                    : Calibration.TryCreate(new double[] { 3100, 2400, 1240 }, new double[] { 0, 15, 60 }, 3);
                config.Channels.Add(channel);
            }

            return new Board(config, _stand, _stand.Disk, new IByteLink[] { _stand }, this, nowMs);
        }

        private void Deploy(byte[] package, long nowMs)
        {
            byte[] digest = Sha256.Of(package, 0, package.Length);
            Begin();
            _request.U8(ProtocolVersion.Major);
            _request.U8(ProtocolVersion.Minor);
            Exchange("board/hello", MessageType.Hello, nowMs);
            Begin();
            _request.U16(package.Length);
            _request.Bytes(digest, 0, digest.Length);
            Exchange("board/begin-upload", MessageType.BeginUpload, nowMs);
            Begin();
            _request.U16(0);
            _request.Bytes(package, 0, package.Length);
            Exchange("board/chunk", MessageType.UploadChunk, nowMs);
            Begin();
            _request.Bytes(digest, 0, digest.Length);
            _request.U8(0);
            _request.Varint(0);
            Exchange("board/activate", MessageType.Activate, nowMs);
            Begin();
            _request.Bytes(digest, 0, 8);
            _request.U16(0);
            Exchange("board/read-back", MessageType.ReadPackage, nowMs);
        }

        private void Ask(string name, int type, long nowMs)
        {
            Begin();
            _request.Name("selftest");
            Exchange(name, type, nowMs);
        }

        private void Begin()
        {
            _request.Reset(_request.Buffer, 0);
        }

        /// <summary>Sends a request, steps the board until it has answered, and holds the status to "done".</summary>
        private void Exchange(string name, int type, long nowMs)
        {
            _stand.Clear();
            int count = FrameEncoder.Encode(type, _nextId, _request.Buffer, 0, _request.Position, _frame);
            _stand.Send(_frame, count);
            for (int i = 0; i < 8; i++)
            {
                _board.Step(nowMs);
            }

            int status = -1;
            for (int i = 0; i < _stand.FromBoardCount; i++)
            {
                if (_decoder.Feed(_stand.FromBoard[i]) == FrameEvent.Frame && _decoder.Id == _nextId && _decoder.Type == (type | MessageType.ReplyBit))
                {
                    status = _decoder.Payload[0];
                }
            }

            _nextId++;
            _log.Equal(name, 0, status);
        }

        private long RunUntil(long nowMs, long endMs)
        {
            while (true)
            {
                long nextMs = _board.Step(nowMs);
                if (nextMs > endMs)
                {
                    return endMs;
                }

                // The receiver takes what has piled up, so that the store of a 96 KB heap never holds more than a few segments.
                if (_board.Ledger.BytesUsed > 2 * 2048)
                {
                    _board.Acknowledge(_board.Ledger.NextRecord - 1, nowMs);
                }

                nowMs = nextMs > nowMs ? nextMs : nowMs;
            }
        }
    }
}
