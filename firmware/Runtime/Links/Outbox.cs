using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Delivers the ledger to the hub: sends what is not acknowledged, again and again with growing patience, and keeps it until the hub has it.</summary>
    /// <remarks>
    /// Nothing here survives a restart or needs to: the acknowledged prefix in the ledger says where to begin, and receivers drop what they have (epoch and
    /// record). At most <see cref="InFlightMax"/> messages wait for their acknowledgement; one step sends or takes one message. No allocation.
    /// </remarks>
    public sealed class Outbox
    {
        /// <summary>Messages that may wait for an acknowledgement.</summary>
        public const int InFlightMax = 4;

        /// <summary>First wait for an acknowledgement, ms; it doubles with every one that does not come.</summary>
        public const int FirstWaitMs = 10 * 1000;

        /// <summary>Longest wait, ms.</summary>
        public const int LongestWaitMs = 10 * 60 * 1000;

        // A thousand boards whose broker comes back do not all speak in the same second.
        private const int SpreadMs = 5000;

        // How long a bus that took no message is left alone.
        private const int RetryMs = 1000;

        // 10 s doubled six times is more than the longest wait.
        private const int DoublingsMax = 6;

        private readonly IMessageBus _bus;
        private readonly Ledger _ledger;
        private readonly BoardRecords _records;
        private readonly int _boardHash;

        // Every wait is so many times longer.
        private readonly long _timeFactor;
        private readonly AcknowledgedRanges _ranges = new AcknowledgedRanges();
        private readonly ByteReader _reader = new ByteReader();
        private readonly RecordScratch _scratch;
        private readonly ByteWriter _message;
        private readonly int _messageMax;
        private readonly uint[] _inFlight = new uint[InFlightMax];
        private int _inFlightCount;
        private int _connection;
        private int _waits;
        private long _deadlineMs;
        private long _notBeforeMs;

        // Next record to send; the last one that is sent or known to be there, with all before it; how much of the next one is sent.
        private uint _cursor;
        private uint _coveredTo;
        private int _partOffset;
        private uint _newestAtConnection;
        private uint _highestSent;

        /// <summary>Messages sent since start.</summary>
        public int SentCount;

        /// <summary>Waits that ended without an acknowledgement, since start.</summary>
        public int TimeoutCount;

        /// <param name="bus">Takes the messages.</param>
        /// <param name="ledger">What is to be delivered.</param>
        /// <param name="records">Keeps the acknowledgement.</param>
        /// <param name="message">Room for one message; the outbox's during <see cref="Step"/> alone.</param>
        /// <param name="config">Identity and pace.</param>
        public Outbox(IMessageBus bus, Ledger ledger, BoardRecords records, byte[] message, BoardConfig config)
        {
            _scratch = ledger.Scratch;
            _timeFactor = config.LinkTimeFactor;
            _bus = bus;
            _ledger = ledger;
            _records = records;
            _messageMax = message.Length;
            _message = new ByteWriter(message);
            byte[] id = Utf8.Encode(config.BoardId);
            long hash = Crc32.Of(id, 0, id.Length);
            _boardHash = (int)(hash & 0xFFFFFF);
        }

        /// <summary>True while the hub is reached and has acknowledged all that it is to have.</summary>
        public bool IsDrained
        {
            get { return _connection != 0 && _inFlightCount == 0 && _cursor >= _ledger.NextRecord; }
        }

        /// <summary>Sends one message where one is due.</summary>
        /// <returns>True where more may wait.</returns>
        public bool Step(long nowMs)
        {
            int connection = _bus.ConnectionNumber;
            if (connection != _connection)
            {
                Connect(connection, nowMs);
            }

            if (connection == 0)
            {
                return false;
            }

            if (nowMs < _notBeforeMs)
            {
                return false;
            }

            if (_inFlightCount > 0 && nowMs >= _deadlineMs)
            {
                GoBack();
            }

            return _inFlightCount < InFlightMax && _cursor < _ledger.NextRecord && Send(nowMs);
        }

        /// <summary>Monotonic time at which there is something to do without a message or a record having come.</summary>
        public long NextMs(long nowMs)
        {
            if (_connection == 0)
            {
                return TaskSlot.Never;
            }

            if (_cursor < _ledger.NextRecord && _inFlightCount < InFlightMax)
            {
                return _notBeforeMs > nowMs ? _notBeforeMs : nowMs;
            }

            return _inFlightCount > 0 ? _deadlineMs : TaskSlot.Never;
        }

        /// <summary>Takes the hub's word for what it has stored; anything malformed, or of another store, changes nothing.</summary>
        public void TakeAcknowledgement(byte[] message, int length, long nowMs)
        {
            _reader.Reset(message, 0, length);
            ulong epoch = _reader.U64();
            int count = _reader.U8();
            if (_reader.Left < count * 8 || epoch != _ledger.Epoch)
            {
                return;     // cut short, or meant for a store that this board no longer has
            }

            for (int i = 0; i < count; i++)
            {
                uint first = _reader.U32();
                uint last = _reader.U32();
                if (last < _ledger.NextRecord)
                {
                    _ranges.Add(first, last);
                }
            }

            uint upTo = _ranges.Extend(_ledger.AcknowledgedTo);
            if (upTo > _ledger.AcknowledgedTo)
            {
                _ledger.Acknowledge(upTo);
                _records.NoteAcknowledgement();
                _waits = 0;
                Wait(nowMs);
                if (_cursor <= upTo)
                {
                    _cursor = upTo + 1;
                    _partOffset = 0;
                }

                _coveredTo = _coveredTo > upTo ? _coveredTo : upTo;
            }

            int left = 0;
            for (int i = 0; i < _inFlightCount; i++)
            {
                if (_inFlight[i] > upTo && _ranges.EndOf(_inFlight[i]) == 0)
                {
                    _inFlight[left++] = _inFlight[i];
                }
            }

            _inFlightCount = left;
        }

        private void Connect(int connection, long nowMs)
        {
            _connection = connection;
            _waits = 0;
            _newestAtConnection = _ledger.NextRecord - 1;
            _notBeforeMs = nowMs + (Spread(SpreadMs) * _timeFactor);
            GoBackTo();
        }

        /// <summary>An acknowledgement did not come: everything from the prefix on is sent again, and the next wait is twice as long.</summary>
        private void GoBack()
        {
            TimeoutCount++;
            _waits++;
            GoBackTo();
        }

        private void GoBackTo()
        {
            _coveredTo = _ledger.AcknowledgedTo;
            _cursor = _coveredTo + 1;
            _partOffset = 0;
            _inFlightCount = 0;
        }

        /// <summary>Sends records from the cursor on, as many as fit, or the next part of one that is longer than a message.</summary>
        private bool Send(long nowMs)
        {
            int length = ReadWanted();
            if (length <= 0)
            {
                _notBeforeMs = length < 0 ? nowMs + (RetryMs * _timeFactor) : _notBeforeMs;
                return false;
            }

            uint first = _ledger.ReadNumber;
            bool isWhole = length <= _messageMax - DeliveryFormat.Head;
            ByteWriter message = _message;
            message.Reset(message.Buffer, 0);
            message.U8(isWhole ? DeliveryFormat.WholeRecords : DeliveryFormat.RecordPart);
            message.U64(_ledger.Epoch);
            message.U32(_coveredTo);
            int end = isWhole ? 0 : WritePart(first, length);
            uint last = isWhole ? WriteRecords(length) : first;
            bool isFresh = first > _newestAtConnection && first > _highestSent;
            if (!_bus.Publish(isFresh ? BusTopic.Live : BusTopic.Past, message.Buffer, 0, message.Position))
            {
                _notBeforeMs = nowMs + (RetryMs * _timeFactor);
                return false;
            }

            SentCount++;
            _partOffset = end;
            if (isWhole || end == length)
            {
                _partOffset = 0;
                _cursor = last + 1;
                _coveredTo = last;
                _highestSent = last > _highestSent ? last : _highestSent;
            }

            if (_inFlightCount == 0)
            {
                Wait(nowMs);        // for the oldest message: new ones must not put it off
            }

            _inFlight[_inFlightCount++] = last;
            return true;
        }

        private void Wait(long nowMs)
        {
            int waitMs = _waits < DoublingsMax ? FirstWaitMs << _waits : LongestWaitMs;
            _deadlineMs = nowMs + ((waitMs + Spread(waitMs / 4)) * _timeFactor);
        }

        /// <summary>Reads the next record that a receiver wants and does not have; without one the cursor stands at the end.</summary>
        /// <returns>Its bytes, 0 where there is none, -1 where the store cannot be read now: the next message would stand for records that nobody saw.</returns>
        private int ReadWanted()
        {
            while (true)
            {
                int length = _scratch.Read(_ledger, _cursor, this);
                if (length < 0)
                {
                    return length;
                }

                if (length == 0)
                {
                    _cursor = _ledger.NextRecord;
                    return 0;
                }

                uint number = _ledger.ReadNumber;
                uint known = _ranges.EndOf(number);
                if (known == 0 && IsForReceivers(_ledger.ReadType))
                {
                    return length;
                }

                _cursor = (known != 0 ? known : number) + 1;
                _coveredTo = known != 0 ? known : _coveredTo;
                _partOffset = 0;
            }
        }

        /// <summary>Adds the record that was read and those behind it, as long as they fit.</summary>
        /// <returns>Number of the last one.</returns>
        private uint WriteRecords(int length)
        {
            _message.Bytes(_scratch.Bytes, 0, length);
            uint last = _ledger.ReadNumber;
            uint next = last + 1;
            while ((length = _scratch.Read(_ledger, next, this)) > 0 && _ranges.EndOf(_ledger.ReadNumber) == 0)
            {
                next = _ledger.ReadNumber + 1;
                if (!IsForReceivers(_ledger.ReadType))
                {
                    continue;
                }

                if (_message.Position + length > _messageMax)
                {
                    break;
                }

                _message.Bytes(_scratch.Bytes, 0, length);
                last = next - 1;
            }

            return last;
        }

        /// <summary>Adds the next part of the record that was read.</summary>
        /// <returns>Offset behind the part.</returns>
        private int WritePart(uint number, int length)
        {
            _message.U32(number);
            _message.U16(length);
            _message.U16(_partOffset);
            int room = _messageMax - _message.Position;
            int count = length - _partOffset < room ? length - _partOffset : room;
            _message.Bytes(_scratch.Bytes, _partOffset, count);
            return _partOffset + count;
        }

        /// <summary>State that only this board's next start reads stays at home; its numbers are covered by what is sent.</summary>
        private static bool IsForReceivers(RecordType type)
        {
            return type != RecordType.TaskState && type != RecordType.Snapshot && type != RecordType.Acknowledged;
        }

        /// <summary>A delay of 0..range ms that differs from board to board and from wait to wait.</summary>
        private int Spread(int rangeMs)
        {
            return (_boardHash + (_waits * 7919)) % (rangeMs + 1);
        }
    }
}
