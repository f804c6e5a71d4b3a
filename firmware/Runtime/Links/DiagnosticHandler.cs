using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Answers what asks after the board itself: how it is, its log, its self-test.</summary>
    public sealed class DiagnosticHandler
    {
        // What a reply keeps for the first failure, bytes: the poll's other fields and the longest name take 56.
        private const int FailureBytesMax = 160;

        private readonly Board _board;
        private readonly ByteReader _reader;
        private readonly ByteWriter _writer;

        /// <param name="board">The board that is asked.</param>
        /// <param name="reader">At the request's payload when <see cref="Handle"/> is called.</param>
        /// <param name="writer">Behind the reply's status.</param>
        public DiagnosticHandler(Board board, ByteReader reader, ByteWriter writer)
        {
            _board = board;
            _reader = reader;
            _writer = writer;
        }

        /// <summary>Does what a request asks and writes its reply behind the status.</summary>
        public ReplyStatus Handle(int type, long nowMs)
        {
            switch (type)
            {
                case MessageType.StartSelfTest:
                    return StartSelfTest(nowMs);
                case MessageType.PollSelfTest:
                    return PollSelfTest();
                default:
                    return ReadLog(nowMs);
            }
        }

        /// <summary>Memory, storage, counters, and what the application knows.</summary>
        public ReplyStatus Info(long nowMs)
        {
            Board board = _board;
            _writer.U48(nowMs);
            _writer.U8((int)board.Clock.Quality);
            _writer.U48(board.Clock.BoardTime(nowMs));
            _writer.U32((uint)board.Rings.BytesUsed);
            _writer.U32((uint)board.Rings.BytesMax);
            _writer.U8(board.Jobs.Count);
            _writer.U32((uint)board.Ledger.BytesUsed);
            _writer.U32((uint)board.Config.LedgerBytesMax);
            _writer.U32(board.Ledger.FirstRecord);
            _writer.U32(board.Ledger.NextRecord);
            _writer.U32(board.Ledger.AcknowledgedTo);
            _writer.U32((uint)board.Ledger.DroppedCount);
            _writer.U32((uint)board.Ledger.WriteFailureCount);
            _writer.U32((uint)board.RunCount);
            _writer.U32((uint)board.FaultCount);
            _writer.U32((uint)board.AdcFailureCount);
            _writer.U32((uint)RailCount());
            _writer.U16(board.Config.Channels.Revision);
            _writer.U32(board.Config.Channels.Crc);
            _writer.U8(board.LostJobCount);
            _writer.U32((uint)board.History.BytesUsed);
            _writer.U32((uint)board.Config.HistoryBytesMax);
            _writer.U32((uint)board.Ledger.CommitCount);
            WriteHealth(board.Health);
            return ReplyStatus.Done;
        }

        private int RailCount()
        {
            int count = 0;
            for (int r = 0; r < _board.Rings.Count; r++)
            {
                count += _board.Rings.RingAt(r).Ring.RailCount;
            }

            return count;
        }

        private void WriteHealth(BoardHealth health)
        {
            _writer.U8(health.ResetCause);
            _writer.U32((uint)health.FreeHeapBytes);
            _writer.U32((uint)health.LeastFreeHeapBytes);
            _writer.U8(health.NetworkState);
            _writer.U32((uint)health.ConnectionCount);
            _writer.U32((uint)health.HealCount);
            _writer.U32((uint)health.LowSupplyCount);
        }

        /// <summary>Request: first line u32. Reply: line to ask for next u32, boot u32, uptime ms u48, clock quality u8, board time u48, then whole lines.</summary>
        private ReplyStatus ReadLog(long nowMs)
        {
            uint from = _reader.U32();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            int nextAt = _writer.Position;
            _writer.U32(from);
            _writer.U32(_board.Ledger.Boot);
            _writer.U48(nowMs);
            _writer.U8((int)_board.Clock.Quality);
            _writer.U48(_board.Clock.BoardTime(nowMs));
            uint next = _board.Log.Read(from, _writer);
            int end = _writer.Position;
            _writer.Position = nextAt;
            _writer.U32(next);
            _writer.Position = end;
            return ReplyStatus.Done;
        }

        /// <summary>Request: group u8. Reply: groups u8.</summary>
        private ReplyStatus StartSelfTest(long nowMs)
        {
            int group = _reader.U8();
            if (_reader.IsBad)
            {
                return ReplyStatus.Malformed;
            }

            ISelfTest test = _board.SelfTest;
            if (test == null || group >= test.GroupCount)
            {
                return ReplyStatus.NoSelfTest;
            }

            _writer.U8(test.GroupCount);
            if (!test.Start(group))
            {
                return ReplyStatus.SelfTestBusy;
            }

            _board.Log.Write(nowMs, LogLevel.Note, "self-test: group " + group.ToString());
            return ReplyStatus.Done;
        }

        /// <summary>Reply: groups u8, running u8, and of the last group passed u32, failed u32, CRC u32, name text, first failure text.</summary>
        private ReplyStatus PollSelfTest()
        {
            ISelfTest test = _board.SelfTest;
            if (test == null)
            {
                return ReplyStatus.NoSelfTest;
            }

            _writer.U8(test.GroupCount);
            _writer.U8(test.IsRunning ? 1 : 0);
            _writer.U32((uint)test.PassedCount);
            _writer.U32((uint)test.FailedCount);
            _writer.U32(test.OutputCrc);
            _writer.Text(test.Name);
            byte[] failure = Utf8.Encode(test.FirstFailure);
            int count = failure.Length < FailureBytesMax ? failure.Length : FailureBytesMax;
            _writer.U8(count);
            _writer.Bytes(failure, 0, count);
            return ReplyStatus.Done;
        }
    }
}
