using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>What the rings held, in a log of its own: a restart fills the rings again, and a host can replay a board's own past (DECISIONS 41).</summary>
    /// <remarks>
    /// Blocks are encoded one a step when a ring has 64 samples or all that it keeps, and appended once in <see cref="BoardConfig.HistoryIntervalMs"/>: flash
    /// wear does not depend on the number of channels, and a power cut costs at most one interval. Readings that come faster than the buffer takes in a sixth
    /// of an interval are left out and counted. Nothing is allocated while it runs, but the name of each new segment.
    /// </remarks>
    public sealed class HistoryLog : IRecordSource
    {
        private readonly BoardConfig _config;
        private readonly RingTable _rings;
        private readonly BoardClock _clock;
        private readonly SegmentFiles _segments;
        private readonly RecordCursor _cursor;
        private readonly RecordBatch _batch = new RecordBatch(new RecordScratch());
        private readonly bool _isKept;
        private bool _opensNext = true;
        private bool _hasSamples;
        private bool _isSaving;
        private long _nextSaveMs;
        private long _notBeforeMs;

        /// <summary>Boot that new blocks carry.</summary>
        public uint Boot;

        /// <summary>Number of the next block, from 1.</summary>
        public uint NextRecord = 1;

        /// <summary>Blocks that found no room in the buffer, or whose write the store refused, since start.</summary>
        public int DroppedCount;

        public HistoryLog(IStore store, BoardConfig config, RingTable rings, BoardClock clock)
        {
            _config = config;
            _rings = rings;
            _clock = clock;
            _isKept = config.HistoryBytesMax > 0;
            _segments = new SegmentFiles(store, "nbh-");
            _cursor = new RecordCursor(store, _segments);
            if (_isKept)
            {
                _batch.Reserve(config.HistoryBufferBytes);
            }
        }

        public int BytesUsed
        {
            get { return _segments.Bytes; }
        }

        /// <inheritdoc/>
        public uint ReadNumber
        {
            get { return _cursor.Header.Record; }
        }

        /// <inheritdoc/>
        public uint EndRecord
        {
            get { return NextRecord; }
        }

        /// <summary>The segment files, for whoever reads them back at a start.</summary>
        public SegmentFiles Segments
        {
            get { return _segments; }
        }

        /// <summary>Goes on behind the blocks of earlier starts.</summary>
        /// <param name="nowMs">Monotonic time.</param>
        /// <param name="reload">Knows where they end.</param>
        public void Begin(long nowMs, HistoryReload reload)
        {
            _nextSaveMs = nowMs + _config.HistoryIntervalMs;
            if (_isKept)
            {
                NextRecord = reload.FindEnd(_segments, out bool isClean);
                _opensNext = !isClean;
            }
        }

        /// <summary>Told when rings may have got samples.</summary>
        public void NoteSamples()
        {
            _hasSamples = _isKept;
        }

        /// <summary>Does a bounded piece of work: encodes one block, or appends those that wait.</summary>
        /// <returns>True where more waits.</returns>
        public bool Step(long nowMs)
        {
            if (!_hasSamples)
            {
                return false;
            }

            _isSaving |= nowMs >= _nextSaveMs;
            for (int r = 0; r < _rings.Count; r++)
            {
                SampledRing sampled = _rings.RingAt(r);
                long unsaved = sampled.Ring.NextSlot - sampled.UnsavedSlot;
                if (unsaved > 0 && (_isSaving || unsaved >= HistoryCounts.SlotsMax || unsaved >= sampled.Slots))
                {
                    Encode(sampled, nowMs);
                    return true;
                }
            }

            _hasSamples = false;
            if (_isSaving)
            {
                Append(nowMs);
            }

            return false;
        }

        /// <summary>Writes all that the rings have: before they go, before a sleep, before a step back of the clock.</summary>
        public void Save(long nowMs)
        {
            _isSaving = true;
            NoteSamples();
            while (Step(nowMs))
            {
            }
        }

        /// <summary>Encodes all that the rings have, without a close of its own: what a change of the jobs might let go of.</summary>
        public void Seal(long nowMs)
        {
            for (int r = 0; r < _rings.Count && _isKept; r++)
            {
                SampledRing sampled = _rings.RingAt(r);
                while (sampled.Ring.NextSlot > sampled.UnsavedSlot)
                {
                    Encode(sampled, nowMs);
                }
            }
        }

        /// <inheritdoc/>
        public int Read(uint record, byte[] buffer)
        {
            return _cursor.Read(record, buffer);
        }

        private void Encode(SampledRing sampled, long nowMs)
        {
            Ring ring = sampled.Ring;
            long slot = sampled.UnsavedSlot > ring.FirstSlot ? sampled.UnsavedSlot : ring.FirstSlot;
            while (slot < ring.NextSlot && ring.CellAt(slot) < 0)
            {
                slot++;
            }

            int count = ring.NextSlot - slot < HistoryCounts.SlotsMax ? (int)(ring.NextSlot - slot) : HistoryCounts.SlotsMax;
            sampled.UnsavedSlot = slot + count;
            if (count == 0)
            {
                return;
            }

            if (_batch.Length + HistoryBlock.RecordBytesMax > _batch.Buffer.Length && nowMs >= _notBeforeMs)
            {
                Append(nowMs);
            }

            _batch.Begin();
            HistoryBlock.Write(_batch.Writer, _config.Channels.Channels[sampled.Channel].Name, sampled, slot, count);
            if (_batch.End(RecordType.History, _clock.Quality, NextRecord, Boot, nowMs))
            {
                NextRecord++;
            }
            else
            {
                DroppedCount++;
            }
        }

        private void Append(long nowMs)
        {
            _isSaving = false;
            _nextSaveMs = nowMs + _config.HistoryIntervalMs;
            _notBeforeMs = nowMs + (_config.HistoryIntervalMs / 6);
            int bytes = _batch.Length;
            if (bytes == 0)
            {
                return;
            }

            _batch.Close();
            _batch.Clear();
            while (_segments.Bytes + bytes > _config.HistoryBytesMax && _segments.DropOldest(NextRecord))
            {
            }

            uint last = NextRecord - 1;
            bool opens = _opensNext || _segments.BytesOf(_segments.Count - 1) + bytes > _config.SegmentBytes;
            bool isWritten = Write(opens, bytes, last);
            _opensNext = !isWritten;
            DroppedCount += isWritten ? 0 : 1;
            if (isWritten && opens)
            {
                _segments.DropVoid();
            }
        }

        /// <summary>A heap without room for the file's name refuses blocks as the store does: jobs change all the same.</summary>
        private bool Write(bool opens, int bytes, uint last)
        {
            try
            {
                return opens ? _segments.Create(_batch.Buffer, bytes, _batch.FirstRecord, last) : _segments.Append(_batch.Buffer, bytes, last);
            }
            catch (System.OutOfMemoryException)
            {
                return false;
            }
        }
    }
}
