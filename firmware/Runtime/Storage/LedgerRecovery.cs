using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Finds in the segments of a ledger what earlier starts committed: whole batches only, the newest segment read whole, of older ones the head alone.</summary>
    /// <remarks>
    /// A segment begins with all state, so older ones are only looked at to learn which records they hold; each of their records is checked when it is read.
    /// A full ledger of 96 KB costs one segment of 4 KB to walk, twice: a visitor must not see the records of a batch that was cut off.
    /// </remarks>
    public sealed class LedgerRecovery
    {
        // No record is shorter, so no more numbers than this can lie in bytes that cannot be read.
        private const int RecordBytesMin = RecordSizes.Header + RecordSizes.Crc;

        // Epoch, acknowledged, last record before.
        private const int SnapshotBytes = RecordSizes.Header + 16 + RecordSizes.Crc;

        private readonly IStore _store;
        private readonly SegmentFiles _segments;
        private readonly RecordHeader _header = new RecordHeader();
        private readonly ByteReader _reader = new ByteReader();
        private readonly SegmentScan _scan;
        private byte[] _buffer;
        private uint _snapshotFirst;
        private uint _snapshotBefore;

        /// <summary>0 where no segment is whole: a new store.</summary>
        public ulong Epoch;
        public uint AcknowledgedTo;
        public uint LastRecord;
        public uint LastBoot;

        /// <summary>Bytes of the batch that opened the newest segment.</summary>
        public int HeadBytes;

        /// <summary>Most record numbers that lie in bytes behind the last whole batch.</summary>
        public uint SkippedCount;

        /// <summary>True where nothing lies behind the last whole batch, so that the newest segment may grow on.</summary>
        public bool IsClean;

        public LedgerRecovery(IStore store, SegmentFiles segments)
        {
            _store = store;
            _segments = segments;
            _scan = new SegmentScan(store);
        }

        /// <summary>Reads; <paramref name="visitor"/> sees the records of the newest segment in order.</summary>
        /// <param name="buffer">Room for the longest record.</param>
        /// <param name="visitor">Rebuilds state.</param>
        public void Run(byte[] buffer, IRecordVisitor visitor)
        {
            _buffer = buffer;
            _segments.Load();
            int tailBytes = 0;
            int newest = _segments.Count - 1;
            int end = 0;
            while (newest >= 0)
            {
                end = EndOfWhole(newest);
                tailBytes += _segments.BytesOf(newest) - end;
                if (end > 0)
                {
                    break;
                }

                newest--;
            }

            if (newest < 0)
            {
                return;
            }

            SkippedCount = (uint)((tailBytes + RecordBytesMin - 1) / RecordBytesMin);
            IsClean = tailBytes == 0 && newest == _segments.Count - 1;     // behind an empty segment, which a cut can leave, nothing grows on
            Visit(newest, end, visitor);
            for (int s = newest + 1; s < _segments.Count; s++)
            {
                _segments.SetRange(s, LastRecord + 1, LastRecord);
            }

            PlaceOlder(newest);
        }

        /// <summary>Walks a segment and finds where its last whole batch ends; 0 where there is none.</summary>
        private int EndOfWhole(int segment)
        {
            if (!ReadSnapshot(segment))
            {
                return 0;
            }

            int end = 0;
            HeadBytes = 0;
            _scan.Open(_segments.NameOf(segment), _buffer);
            while (_scan.Next(true))
            {
                if (_scan.Header.EndsBatch)
                {
                    end = _scan.Position;
                    HeadBytes = HeadBytes == 0 ? end : HeadBytes;
                    LastRecord = _scan.Header.Record;
                }
            }

            return end;
        }

        private void Visit(int segment, int end, IRecordVisitor visitor)
        {
            _scan.Open(_segments.NameOf(segment), _buffer);
            while (_scan.Position < end && _scan.Next(false))
            {
                RecordHeader header = _scan.Header;
                if (_scan.Position == header.TotalLength)
                {
                    _segments.SetRange(segment, header.Record, LastRecord);
                }

                LastBoot = header.Boot > LastBoot ? header.Boot : LastBoot;
                if (header.Type == RecordType.Snapshot)
                {
                    Epoch = _scan.Payload.U64();
                    AcknowledgedTo = _scan.Payload.U32();
                }
                else if (header.Type == RecordType.Acknowledged)
                {
                    AcknowledgedTo = _scan.Payload.U32();
                }

                visitor.Visit(header, _scan.Payload);
            }
        }

        /// <summary>Each segment's head says up to which record the ones before it count: a batch that the store had refused stays refused.</summary>
        private void PlaceOlder(int newest)
        {
            ReadSnapshot(newest);
            uint limit = _snapshotBefore;
            uint next = _snapshotFirst;
            for (int s = newest - 1; s >= 0; s--)
            {
                bool isSound = ReadSnapshot(s) && _snapshotFirst <= limit;
                if (isSound)
                {
                    _segments.SetRange(s, _snapshotFirst, limit);
                    limit = _snapshotBefore;
                    next = _snapshotFirst;
                }
                else
                {
                    _segments.SetRange(s, next, next - 1);
                }
            }
        }

        private bool ReadSnapshot(int segment)
        {
            int got = StartRead.Read(_store, _segments.NameOf(segment), 0, _buffer, SnapshotBytes);
            if (!_header.TryRead(_buffer, 0, got, _reader) || _header.Type != RecordType.Snapshot)
            {
                return false;
            }

            _reader.U64();
            _reader.U32();
            _snapshotFirst = _header.Record;
            _snapshotBefore = _reader.U32();
            return !_reader.IsBad;
        }
    }
}
