using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>One client on one byte stream: frames in, replies and streamed records out. A retried request is answered again, not done again.</summary>
    public sealed class LinkSession
    {
        private readonly IByteLink _link;
        private readonly RequestHandler _handler;
        private readonly byte[] _received = new byte[64];
        private readonly RecordScratch _scratch;
        private readonly ByteWriter _part;
        private readonly Board _board;
        private int _receivedCount;
        private int _receivedAt;
        private int _frameLength;
        private int _connection;

        private int _lastId;
        private int _lastType;
        private int _lastReplyLength = -1;

        // A stream of records under way: what is asked for, and how far the current record is sent.
        private bool _isStreaming;
        private int _streamType;
        private IRecordSource _source;
        private int _streamId;
        private int _streamLeft;
        private uint _streamNext;
        private int _recordLength;
        private int _recordSent;

        public readonly FrameDecoder Decoder = new FrameDecoder();

        public LinkSession(Board board, IByteLink link)
        {
            _link = link;
            _board = board;
            _scratch = board.Ledger.Scratch;
            _handler = new RequestHandler(board);
            _part = new ByteWriter(_handler.Reply);
        }

        /// <summary>Does a bounded piece of work: at most one request, or one frame of a stream.</summary>
        /// <returns>True where more waits.</returns>
        public bool Step(long nowMs)
        {
            if (_connection != _link.ConnectionNumber)
            {
                Forget();
            }

            if (_frameLength != 0 && !Flush())
            {
                return false;
            }

            if (_isStreaming)
            {
                StreamOn();
                return true;
            }

            if (_receivedAt == _receivedCount)
            {
                _receivedCount = _link.Read(_received, 0, _received.Length);
                _receivedAt = 0;
                if (_receivedCount == 0)
                {
                    return false;
                }
            }

            while (_receivedAt < _receivedCount)
            {
                if (Decoder.Feed(_received[_receivedAt++]) == FrameEvent.Frame)
                {
                    Answer(nowMs);
                    break;
                }
            }

            return true;
        }

        private void Forget()
        {
            _connection = _link.ConnectionNumber;
            Decoder.Reset();
            _receivedAt = 0;
            _receivedCount = 0;
            _frameLength = 0;
            _isStreaming = false;
            _lastReplyLength = -1;
        }

        private void Answer(long nowMs)
        {
            int type = Decoder.Type;
            int id = Decoder.Id;
            if ((type & MessageType.ReplyBit) != 0 || id == 0)
            {
                return;     // an echo, or a reply that lost its way
            }

            if (_lastReplyLength >= 0 && id == _lastId && type == _lastType)
            {
                Send(type | MessageType.ReplyBit, id, _handler.Reply, _lastReplyLength);
                return;
            }

            if (type == MessageType.ReadRecords || type == MessageType.ReadRaw)
            {
                BeginStream(type, id, nowMs);
                return;
            }

            int length = _handler.Handle(type, Decoder.Payload, Decoder.PayloadLength, nowMs);
            _lastReplyLength = length;
            _lastId = id;
            _lastType = type;
            Send(type | MessageType.ReplyBit, id, _handler.Reply, length);
        }

        /// <summary>Request: first record u32, greatest number of records u16. Reading takes nothing away, so a retry simply streams again.</summary>
        private void BeginStream(int type, int id, long nowMs)
        {
            ByteReader reader = new ByteReader(Decoder.Payload, 0, Decoder.PayloadLength);
            _streamNext = reader.U32();
            _streamLeft = reader.U16();
            _streamId = id;
            _streamType = type;
            _lastReplyLength = -1;      // its room is the stream's now
            _source = _board.Ledger;
            if (type == MessageType.ReadRaw)
            {
                long sinceMs = reader.U48();
                _source = _board.History;
                if (_streamNext == 0)
                {
                    _board.History.Save(nowMs);     // whoever asks for the past gets it up to now
                    _streamNext = _board.FirstHistoryRecord(sinceMs);
                }
            }

            if (reader.IsBad)
            {
                _part.Reset(_part.Buffer, 0);
                _part.U8((int)ReplyStatus.Malformed);
                Send(type | MessageType.ReplyBit, id, _part.Buffer, _part.Position);
                return;
            }

            _isStreaming = true;
            _recordLength = 0;
        }

        private void StreamOn()
        {
            if (_recordLength == 0)
            {
                _recordLength = _streamLeft > 0 ? ReadRecord(_streamNext) : 0;
                _recordSent = 0;
                if (_recordLength <= 0)
                {
                    EndStream(_recordLength < 0 ? ReplyStatus.StorageFailed : ReplyStatus.Done);
                    return;
                }

                _streamLeft--;
                _streamNext = _source.ReadNumber + 1;
            }
            else if (_scratch.Owner != this && (ReadRecord(_streamNext - 1) != _recordLength || _source.ReadNumber != _streamNext - 1))
            {
                EndStream(ReplyStatus.StorageFailed);       // half a record is sent, and the rest is gone: the host begins again
                return;
            }

            ByteWriter part = _part;
            part.Reset(part.Buffer, 0);
            part.U32(_streamNext - 1);
            part.U16(_recordLength);
            part.U16(_recordSent);
            int count = _recordLength - _recordSent;
            int room = FrameFormat.PayloadMax - part.Position;
            count = count < room ? count : room;
            part.Bytes(_scratch.Bytes, _recordSent, count);
            _recordSent += count;
            _recordLength = _recordSent == _recordLength ? 0 : _recordLength;
            Send(MessageType.RecordPart, _streamId, part.Buffer, part.Position);
        }

        private int ReadRecord(uint number)
        {
            return _scratch.Read(_source, number, this);
        }

        /// <summary>The stream's reply: where the next read starts, and what the ledger holds; nothing but its status where the storage cannot be read.</summary>
        private void EndStream(ReplyStatus status)
        {
            _isStreaming = false;
            _recordLength = 0;
            ByteWriter part = _part;
            part.Reset(part.Buffer, 0);
            part.U8((int)status);
            if (status == ReplyStatus.Done)
            {
                part.U32(_streamNext);
                part.U32(_source.EndRecord);
                part.U64(_board.Ledger.Epoch);
            }

            Send(_streamType | MessageType.ReplyBit, _streamId, part.Buffer, part.Position);
        }

        private void Send(int type, int id, byte[] payload, int length)
        {
            // Nothing is received while a frame waits to go: it is made where the request lay.
            _frameLength = FrameEncoder.Encode(type, id, payload, 0, length, Decoder.Payload);
            Flush();
        }

        private bool Flush()
        {
            if (!_link.Write(Decoder.Payload, 0, _frameLength))
            {
                return false;
            }

            _frameLength = 0;
            return true;
        }
    }
}
