using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The board's one append-only log: reports, alerts and state in segment files, a batch of records for one close (DECISIONS 45).</summary>
    /// <remarks>
    /// <see cref="Begin"/> a record, write its payload to <see cref="Writer"/>, <see cref="End"/> it; <see cref="Commit"/> appends all ended records at once.
    /// Whole old segments are dropped once acknowledged. No allocation between changes of the jobs, but the name of each new segment.
    /// </remarks>
    public sealed class Ledger : IRecordSource
    {
        /// <summary>Room that only alerts and state may use, bytes (DECISIONS 46).</summary>
        public const int ReserveBytes = 8 * 1024;

        private readonly IRecordTap _tap;
        private readonly SegmentFiles _segments;
        private readonly RecordCursor _cursor;
        private readonly IStore _store;
        private readonly RecordBatch _batch;
        private readonly int _bytesMax;
        private readonly int _segmentBytes;
        private bool _opensNext = true;
        private bool _batchOpens;
        private int _headBytes;
        private uint _lastCommitted;

        // Numbers that no record has and no committed record names yet; none where the last is before the first.
        private uint _droppedFrom = 1;
        private uint _droppedTo;
        private DropReason _droppedReason;

        /// <summary>Room for a batch, and for records that others read between two commits.</summary>
        public readonly RecordScratch Scratch = new RecordScratch();

        /// <summary>Drawn when the store was created; with it a record number is unique (DECISIONS 12).</summary>
        public ulong Epoch;

        /// <summary>Number of this start of the board, from 1.</summary>
        public uint Boot;

        /// <summary>Number of the next record, from 1.</summary>
        public uint NextRecord = 1;

        /// <summary>Every record up to this one has been acknowledged.</summary>
        public uint AcknowledgedTo;

        /// <summary>Batches that found no room since start.</summary>
        public int DroppedCount;

        /// <summary>Batches that the store refused since start.</summary>
        public int WriteFailureCount;

        /// <summary>Successful commits since start: each is a close, and costs flash.</summary>
        public int CommitCount;

        /// <summary>True after a batch that the store refused, until another is kept: its bytes may be whole all the same, and a restart would find them.</summary>
        public bool MayReappear;

        /// <summary>True where some record of this boot is committed.</summary>
        public bool HasCommitted;

        public Ledger(IStore store, IRecordTap tap, int bytesMax, int segmentBytes)
        {
            _tap = tap;
            _batch = new RecordBatch(Scratch);
            _bytesMax = bytesMax;
            _segmentBytes = segmentBytes;
            _segments = new SegmentFiles(store, "nbl-");
            _cursor = new RecordCursor(store, _segments);
            _store = store;
        }

        /// <summary>Where the payload of the record that was begun is written.</summary>
        public ByteWriter Writer
        {
            get { return _batch.Writer; }
        }

        public int BytesUsed
        {
            get { return _segments.Bytes; }
        }

        /// <summary>Oldest record that is still stored, or <see cref="NextRecord"/>.</summary>
        public uint FirstRecord
        {
            get { return _segments.Count == 0 ? NextRecord : _segments.FirstOf(0); }
        }

        /// <summary>Number of the record that <see cref="Read"/> gave last.</summary>
        public uint ReadNumber
        {
            get { return _cursor.Header.Record; }
        }

        /// <inheritdoc/>
        public uint EndRecord
        {
            get { return NextRecord; }
        }

        /// <summary>Kind of the record that <see cref="Read"/> gave last.</summary>
        public RecordType ReadType
        {
            get { return _cursor.Header.Type; }
        }

        /// <summary>True when the next commit begins a segment: the owner then writes its state first.</summary>
        /// <remarks>Eight large jobs have a state longer than a segment; a segment then takes as much again, or every report would bring the state along.</remarks>
        public bool WantsState(int batchBytes)
        {
            int full = _headBytes * 2 > _segmentBytes ? _headBytes * 2 : _segmentBytes;
            return _opensNext || _segments.BytesOf(_segments.Count - 1) + batchBytes > full;
        }

        /// <summary>Makes room for one commit.</summary>
        public void Reserve(int bytes)
        {
            _batch.Reserve(bytes);
        }

        /// <summary>Finds what earlier starts committed; <paramref name="visitor"/> sees each record of the newest segment, which begins with the state. Writes nothing.</summary>
        /// <param name="visitor">Rebuilds state.</param>
        /// <param name="epochSeed">Epoch of a store that turns out to be new.</param>
        /// <param name="buffer">Room for the longest record, in use during the call.</param>
        public void Recover(IRecordVisitor visitor, ulong epochSeed, byte[] buffer)
        {
            LedgerRecovery found = new LedgerRecovery(_store, _segments);
            found.Run(buffer, visitor);
            Epoch = found.Epoch == 0 ? epochSeed : found.Epoch;
            Boot = found.LastBoot + found.SkippedCount + 1;
            _lastCommitted = found.LastRecord;
            NextRecord = found.LastRecord + found.SkippedCount + 1;
            NoteDropped(found.LastRecord + 1, DropReason.CutOff);
            AcknowledgedTo = found.AcknowledgedTo;
            if (FirstRecord > AcknowledgedTo + 1)
            {
                AcknowledgedTo = FirstRecord - 1;       // segments go when they are acknowledged, the word about it may come later
            }

            _headBytes = found.HeadBytes;
            _opensNext = found.Epoch == 0 || !found.IsClean;
        }

        /// <summary>Begins a record; its payload goes to <see cref="Writer"/>.</summary>
        public void Begin()
        {
            _batch.Begin();
        }

        /// <summary>Ends the record that was begun; one that did not fit the batch, or is longer than a reader takes, is forgotten and counted.</summary>
        /// <param name="type">Kind of the record.</param>
        /// <param name="nowMs">Monotonic time.</param>
        /// <param name="quality">Of the clock, now.</param>
        public void End(RecordType type, long nowMs, ClockQuality quality)
        {
            if (_batch.End(type, quality, NextRecord, Boot, nowMs))
            {
                NextRecord++;
            }
            else
            {
                WriteFailureCount++;
            }
        }

        /// <summary>Writes the first record of a segment: epoch, acknowledgement, and up to where older segments count.</summary>
        public void WriteSnapshot(long nowMs, ClockQuality quality)
        {
            _batchOpens = true;
            Begin();
            Writer.U64(Epoch);
            Writer.U32(AcknowledgedTo);
            Writer.U32(_lastCommitted);
            End(RecordType.Snapshot, nowMs, quality);
        }

        /// <summary>Appends the ended records with one close.</summary>
        /// <param name="mayUseReserve">True for alerts and state, which outlive reports.</param>
        /// <param name="nowMs">Monotonic time, for the record that names what was dropped.</param>
        /// <param name="quality">Of the clock, now.</param>
        /// <returns>False where the records are lost: no room, or the store refused. The next batch that is kept names their numbers.</returns>
        public bool Commit(bool mayUseReserve, long nowMs, ClockQuality quality)
        {
            if (_droppedTo >= _droppedFrom)
            {
                NameDropped(nowMs, quality);
            }

            int bytes = _batch.Length;
            if (bytes == 0)
            {
                return true;
            }

            _batch.Close();
            bool opens = _batchOpens;
            uint first = _batch.FirstRecord;
            _batch.Clear();
            _batchOpens = false;
            int room = mayUseReserve ? _bytesMax : _bytesMax - ReserveBytes;
            while (_segments.Bytes + bytes > room && _segments.DropOldest(AcknowledgedTo))
            {
            }

            if (_segments.Bytes + bytes > room)
            {
                DroppedCount++;
                NoteDropped(first, DropReason.NoRoom);
                return false;
            }

            uint last = NextRecord - 1;
            bool isKept = Write(opens, bytes, first, last);
            if (!isKept)
            {
                WriteFailureCount++;
                MayReappear = true;
                _opensNext = true;      // what was written is a torn end now; nothing may follow it
                NoteDropped(first, DropReason.StoreRefused);
                return false;
            }

            CommitCount++;
            HasCommitted = true;
            MayReappear = false;
            _lastCommitted = last;
            _droppedFrom = NextRecord;  // the batch named what had been dropped before it
            _droppedTo = last;
            if (opens)
            {
                _opensNext = false;
                _headBytes = bytes;
                _segments.DropVoid();
            }

            Tell(bytes);
            return true;
        }

        /// <summary>Lets go of the ended records; their numbers are used again.</summary>
        public void ForgetBatch()
        {
            NextRecord = _batch.Length == 0 ? NextRecord : _batch.FirstRecord;
            _batch.Clear();
            _batchOpens = false;
        }

        /// <summary>Copies the first record at or after a number.</summary>
        /// <param name="record">Least number wanted.</param>
        /// <param name="buffer">Room for a whole record.</param>
        /// <returns>Its bytes, 0 where there is none, -1 where the store cannot be read now and is to be asked again later.</returns>
        public int Read(uint record, byte[] buffer)
        {
            return _cursor.Read(record, buffer);
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

        /// <summary>A heap without room for the file's name refuses a batch as the store does.</summary>
        private bool Write(bool opens, int bytes, uint first, uint last)
        {
            try
            {
                return opens ? _segments.Create(_batch.Buffer, bytes, first, last) : _segments.Append(_batch.Buffer, bytes, last);
            }
            catch (System.OutOfMemoryException)
            {
                return false;
            }
        }

        /// <summary>Notes that numbers from one up to the next record's have no record; they follow those noted before, if any.</summary>
        private void NoteDropped(uint first, DropReason reason)
        {
            if (_droppedTo < _droppedFrom)
            {
                _droppedFrom = first;
                _droppedReason = reason;
            }

            _droppedTo = NextRecord - 1;
        }

        private void NameDropped(long nowMs, ClockQuality quality)
        {
            Begin();
            Writer.U32(_droppedFrom);
            Writer.U32(_droppedTo);
            Writer.U8((int)_droppedReason);
            End(RecordType.Dropped, nowMs, quality);
        }

        private void Tell(int bytes)
        {
            int at = 0;
            while (_tap != null && at < bytes)
            {
                byte[] buffer = _batch.Buffer;
                int length = RecordSizes.Header + (buffer[at] | (buffer[at + 1] << 8)) + RecordSizes.Crc;
                _tap.Committed(buffer, at, length);
                at += length;
            }
        }
    }
}
