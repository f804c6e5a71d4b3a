using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The board's one append-only log: reports, alerts and state in segment files, a batch of records for one close (DECISIONS 45).</summary>
    /// <remarks>
    /// <see cref="Begin"/> a record, write its payload to <see cref="Writer"/>, <see cref="End"/> it; <see cref="Commit"/> appends all ended records at once.
    /// Whole old segments are dropped once acknowledged. No allocation between changes of the jobs.
    /// </remarks>
    public sealed class Ledger
    {
        /// <summary>Room that only alerts and state may use, bytes (DECISIONS 46).</summary>
        public const int ReserveBytes = 8 * 1024;

        private readonly IStore _store;
        private readonly IRecordTap _tap;
        private readonly SegmentList _segments;
        private readonly RecordHeader _header = new RecordHeader();
        private readonly ByteWriter _headerWriter = new ByteWriter(new byte[0]);
        private readonly ByteReader _reader = new ByteReader();
        private readonly int _bytesMax;
        private readonly int _segmentBytes;
        private byte[] _batch = new byte[0];
        private int _recordStart;
        private int _batchEnd;
        private uint _droppedFrom;
        private uint _droppedTo;

        /// <summary>Where the payload of the record that was begun is written.</summary>
        public readonly ByteWriter Writer = new ByteWriter(new byte[0]);

        /// <summary>Drawn when the store was created; with it a record number is unique (DECISIONS 12).</summary>
        public ulong Epoch;

        /// <summary>Number of this start of the board, from 1.</summary>
        public uint Boot;

        /// <summary>Number of the next record, from 1.</summary>
        public uint NextRecord = 1;

        /// <summary>Every record up to this one has been acknowledged.</summary>
        public uint AcknowledgedTo;

        /// <summary>Reports that found no room since start.</summary>
        public int DroppedCount;

        /// <summary>Commits that the store refused since start.</summary>
        public int WriteFailureCount;

        public Ledger(IStore store, IRecordTap tap, int bytesMax, int segmentBytes)
        {
            _store = store;
            _tap = tap;
            _bytesMax = bytesMax;
            _segmentBytes = segmentBytes;
            _segments = new SegmentList(store);
        }

        public int BytesUsed
        {
            get { return _segments.Bytes; }
        }

        /// <summary>Oldest record that is still stored, or <see cref="NextRecord"/>.</summary>
        public uint FirstRecord
        {
            get { return _segments.Count == 0 ? NextRecord : _segments.FirstRecordOf(0); }
        }

        /// <summary>True when the next commit begins a segment: the owner then writes its state first.</summary>
        /// <remarks>Eight large jobs have a state longer than a segment; a segment then takes as much again, or every report would bring the state along.</remarks>
        public bool WantsState(int batchBytes)
        {
            int full = _segments.HeadBytes * 2 > _segmentBytes ? _segments.HeadBytes * 2 : _segmentBytes;
            return _segments.Count == 0 || _segments.MustOpen || _segments.BytesOfLast + batchBytes > full;
        }

        /// <summary>Makes room for one commit.</summary>
        public void Reserve(int bytes)
        {
            if (_batch.Length < bytes)
            {
                _batch = new byte[bytes];
            }
        }

        /// <summary>Reads the segments of an earlier start; <paramref name="visitor"/> sees every whole record in order.</summary>
        public void Recover(IRecordVisitor visitor, ulong epochSeed)
        {
            Reserve(RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc);
            _segments.Load();
            for (int s = 0; s < _segments.Count; s++)
            {
                int position = 0;
                while (true)
                {
                    int length = ReadAt(s, position, _batch);
                    if (length == 0)
                    {
                        break;
                    }

                    _segments.Note(s, _header.Record, length);
                    NextRecord = _header.Record + 1;
                    if (_header.Boot > Boot)
                    {
                        Boot = _header.Boot;
                    }

                    if (_header.Type == RecordType.Snapshot)
                    {
                        Epoch = _reader.U64();
                        AcknowledgedTo = _reader.U32();
                    }
                    else if (_header.Type == RecordType.Acknowledged)
                    {
                        AcknowledgedTo = _reader.U32();
                    }

                    visitor.Visit(_header, _reader);
                    position += length;
                }

                _segments.Cut(s, position, NextRecord);
            }

            if (Epoch == 0)
            {
                Epoch = epochSeed;
            }

            Boot++;
        }

        /// <summary>Begins a record; its payload goes to <see cref="Writer"/>.</summary>
        public void Begin()
        {
            _recordStart = _batchEnd;
            Writer.Reset(_batch, _recordStart + RecordSizes.Header);
        }

        /// <summary>Ends the record that was begun; one that did not fit the batch, or is longer than a reader takes, is forgotten and counted.</summary>
        /// <param name="type">Kind of the record.</param>
        /// <param name="nowMs">Monotonic time.</param>
        /// <param name="quality">Of the clock, now.</param>
        public void End(RecordType type, long nowMs, ClockQuality quality)
        {
            int payload = Writer.Position - _recordStart - RecordSizes.Header;
            if (Writer.IsFull || payload > RecordSizes.PayloadMax || _recordStart + RecordSizes.Header + payload + RecordSizes.Crc > _batch.Length)
            {
                WriteFailureCount++;
                return;
            }

            _header.PayloadLength = payload;
            _header.Type = type;
            _header.Quality = quality;
            _header.Record = NextRecord++;
            _header.Boot = Boot;
            _header.TimeMs = nowMs;
            _batchEnd += _header.Seal(_batch, _recordStart, _headerWriter);
        }

        /// <summary>Writes the first record of a segment: epoch and acknowledgement.</summary>
        public void WriteSnapshot(long nowMs, ClockQuality quality)
        {
            _segments.Open(NextRecord);
            Begin();
            Writer.U64(Epoch);
            Writer.U32(AcknowledgedTo);
            End(RecordType.Snapshot, nowMs, quality);
        }

        /// <summary>Appends the ended records with one close.</summary>
        /// <param name="mayUseReserve">True for alerts and state, which outlive reports.</param>
        /// <param name="nowMs">Monotonic time, for the record that names what was dropped.</param>
        /// <param name="quality">Of the clock, now.</param>
        /// <returns>False where the records are lost: no room, or the store refused.</returns>
        public bool Commit(bool mayUseReserve, long nowMs, ClockQuality quality)
        {
            int bytes = _batchEnd;
            _batchEnd = 0;
            if (bytes == 0)
            {
                return true;
            }

            int room = mayUseReserve ? _bytesMax : _bytesMax - ReserveBytes;
            while (_segments.Bytes + bytes > room && _segments.DropOldest(AcknowledgedTo))
            {
            }

            uint first = NumberOfFirst();
            if (_segments.Bytes + bytes > room)
            {
                NoteDropped(first);
                return false;
            }

            if (!_segments.Append(_batch, bytes))
            {
                WriteFailureCount++;
                NoteDropped(first);
                return false;
            }

            if (_tap != null)
            {
                Tell(bytes);
            }

            if (_droppedTo != 0)
            {
                TellDropped(nowMs, quality);
            }

            return true;
        }

        /// <summary>Copies the first record at or after a number.</summary>
        /// <param name="record">Least number wanted.</param>
        /// <param name="buffer">Room for a whole record.</param>
        /// <returns>Its bytes, or 0 where there is none.</returns>
        public int Read(uint record, byte[] buffer)
        {
            int segment = _segments.Seek(record);
            while (segment < _segments.Count)
            {
                int position = _segments.CursorPosition;
                int length = ReadAt(segment, position, buffer);
                if (length == 0)
                {
                    segment = _segments.NextSegment(segment);
                    continue;
                }

                if (_header.Record >= record)
                {
                    return length;
                }

                _segments.Advance(_header.Record + 1, length);
            }

            return 0;
        }

        /// <summary>Number of the record that <see cref="Read"/> gave last.</summary>
        public uint ReadNumber
        {
            get { return _header.Record; }
        }

        /// <summary>Takes an acknowledgement of everything up to a record, and drops whole segments.</summary>
        public void Acknowledge(uint upTo)
        {
            if (upTo >= NextRecord || upTo <= AcknowledgedTo)
            {
                return;
            }

            AcknowledgedTo = upTo;
            while (_segments.DropOldest(AcknowledgedTo))
            {
            }
        }

        private int ReadAt(int segment, int position, byte[] buffer)
        {
            int got = _segments.Read(segment, position, buffer, RecordSizes.Header);
            if (got < RecordSizes.Header)
            {
                return 0;
            }

            int total = RecordSizes.Header + (buffer[0] | (buffer[1] << 8)) + RecordSizes.Crc;
            if (total > buffer.Length)
            {
                return 0;
            }

            got = _segments.Read(segment, position, buffer, total);
            return got == total && _header.TryRead(buffer, 0, total, _reader) ? total : 0;
        }

        private uint NumberOfFirst()
        {
            return (uint)(_batch[4] | (_batch[5] << 8) | (_batch[6] << 16)) | ((uint)_batch[7] << 24);
        }

        private void NoteDropped(uint first)
        {
            _droppedFrom = _droppedTo == 0 ? first : _droppedFrom;
            _droppedTo = NextRecord - 1;
            DroppedCount++;
        }

        private void TellDropped(long nowMs, ClockQuality quality)
        {
            Begin();
            Writer.U32(_droppedFrom);
            Writer.U32(_droppedTo);
            _droppedTo = 0;
            End(RecordType.Dropped, nowMs, quality);
            Commit(true, nowMs, quality);
        }

        private void Tell(int bytes)
        {
            int at = 0;
            while (at < bytes)
            {
                int length = RecordSizes.Header + (_batch[at] | (_batch[at + 1] << 8)) + RecordSizes.Crc;
                _tap.Committed(_batch, at, length);
                at += length;
            }
        }
    }
}
