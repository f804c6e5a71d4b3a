using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Reads the history of earlier starts: where it ends, and what of it belongs into the rings.</summary>
    /// <remarks>Rings are filled when the clock is known: only then is it known how long the board was off. The time in between is a gap.</remarks>
    public sealed class HistoryReload
    {
        private const int RecordBytesMin = RecordSizes.Header + RecordSizes.Crc;

        private readonly SegmentScan _scan;
        private readonly RingTable _rings;
        private readonly ChannelTable _channels;
        private readonly byte[] _buffer = new byte[1024];

        /// <summary>Latest start of the board that wrote blocks, 0 without any: it may have written no ledger record at all.</summary>
        public uint LastBoot;

        public HistoryReload(IStore store, RingTable rings, ChannelTable channels)
        {
            _scan = new SegmentScan(store);
            _rings = rings;
            _channels = channels;
        }

        /// <summary>Finds which blocks each segment holds; only the newest one is read whole.</summary>
        /// <param name="segments">Not loaded yet.</param>
        /// <param name="isClean">True where the newest segment may grow on.</param>
        /// <returns>Number of the next block.</returns>
        public uint FindEnd(SegmentFiles segments, out bool isClean)
        {
            segments.Load();
            uint next = 1;
            int tailBytes = 0;
            int newest = segments.Count - 1;
            while (newest >= 0 && !FindRange(segments, newest))
            {
                tailBytes += segments.BytesOf(newest--);
            }

            isClean = false;
            if (newest >= 0)
            {
                next = segments.LastOf(newest) + 1;
                tailBytes += segments.BytesOf(newest) - _scan.Position;
                isClean = tailBytes == 0;
            }

            for (int s = newest + 1; s < segments.Count; s++)
            {
                segments.SetRange(s, next, next - 1);
            }

            uint before = newest >= 0 ? segments.FirstOf(newest) : next;
            for (int s = newest - 1; s >= 0; s--)
            {
                _scan.Open(segments.NameOf(s), _buffer);
                uint first = _scan.Next(true) && _scan.Header.Record < before ? _scan.Header.Record : before;
                segments.SetRange(s, first, before - 1);
                before = first;
            }

            return next + (uint)((tailBytes + RecordBytesMin - 1) / RecordBytesMin);
        }

        /// <summary>Puts what the history has before the samples of this start.</summary>
        public void FillRings(SegmentFiles segments)
        {
            short[][] ofThisBoot = new short[_rings.Count][];
            long[] firsts = new long[_rings.Count];
            long sinceMs = long.MaxValue;
            for (int r = 0; r < _rings.Count; r++)
            {
                SampledRing sampled = _rings.RingAt(r);
                firsts[r] = sampled.Ring.FirstSlot + sampled.SlotBias;
                ofThisBoot[r] = Take(sampled.Ring);
                long end = sampled.Ring.NextSlot + sampled.SlotBias;
                long oldest = end > sampled.Slots ? end - sampled.Slots : 0;
                sampled.UnsavedSlot += sampled.SlotBias;
                sampled.SlotBias = 0;       // numbers since boot leave no room before them
                sampled.Ring.Reset(oldest);
                sinceMs = oldest * sampled.PeriodMs < sinceMs ? oldest * sampled.PeriodMs : sinceMs;
            }

            for (int s = Oldest(segments, sinceMs); s < segments.Count; s++)
            {
                Read(segments, s, firsts);
            }

            for (int r = 0; r < _rings.Count; r++)
            {
                Ring ring = _rings.RingAt(r).Ring;
                if (ring.NextSlot == ring.FirstSlot)
                {
                    ring.Reset(firsts[r]);      // the history had nothing: the ring is as short as it was
                }

                ring.SkipTo(firsts[r]);
                for (int i = 0; i < ofThisBoot[r].Length; i++)
                {
                    ring.Push(ofThisBoot[r][i]);
                }
            }
        }

        /// <summary>The segment from which on blocks may lie at or after a board time.</summary>
        public int Oldest(SegmentFiles segments, long sinceMs)
        {
            for (int s = segments.Count - 1; s > 0; s--)
            {
                _scan.Open(segments.NameOf(s), _buffer);
                if (_scan.Next(true) && _scan.Header.Quality != ClockQuality.Unknown
                    && HistoryBlock.ReadHead(_scan.Payload, _rings, _channels, out SampledRing _) <= sinceMs)
                {
                    return s;
                }
            }

            return 0;
        }

        private bool FindRange(SegmentFiles segments, int segment)
        {
            _scan.Open(segments.NameOf(segment), _buffer);
            uint first = 0;
            while (_scan.Next(true))
            {
                first = first == 0 ? _scan.Header.Record : first;
                LastBoot = _scan.Header.Boot > LastBoot ? _scan.Header.Boot : LastBoot;
                segments.SetRange(segment, first, _scan.Header.Record);
            }

            return first != 0;
        }

        private void Read(SegmentFiles segments, int segment, long[] ends)
        {
            _scan.Open(segments.NameOf(segment), _buffer);
            while (_scan.Next(true))
            {
                if (_scan.Header.Quality == ClockQuality.Unknown)
                {
                    continue;       // when that was is not known here; a host places it with the ledger's clock records
                }

                long firstMs = HistoryBlock.ReadHead(_scan.Payload, _rings, _channels, out SampledRing sampled);
                for (int r = 0; r < _rings.Count && sampled != null; r++)
                {
                    if (_rings.RingAt(r) == sampled)
                    {
                        HistoryBlock.ReadInto(_scan.Payload, sampled, firstMs, ends[r]);
                    }
                }
            }
        }

        private static short[] Take(Ring ring)
        {
            short[] cells = new short[(int)(ring.NextSlot - ring.FirstSlot)];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = (short)ring.CellAt(ring.FirstSlot + i);
            }

            return cells;
        }
    }
}
