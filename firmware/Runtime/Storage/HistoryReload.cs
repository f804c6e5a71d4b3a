using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Reads the history of earlier starts: where it ends, and what of it belongs into the rings.</summary>
    /// <remarks>Rings are filled when the clock is known: only then is it known how long the board was off. The time in between is a gap.</remarks>
    public sealed class HistoryReload
    {
        private const int RecordBytesMin = RecordSizes.Header + RecordSizes.Crc;

        /// <summary>A good piece, bytes: of all segments but the newest a start wants no more than the first block, but a file is opened for every piece.</summary>
        public const int PieceBytes = 1152;

        private readonly SegmentScan _scan;
        private readonly RingTable _rings;
        private readonly ChannelTable _channels;
        private readonly byte[] _buffer;
        private short[] _counts;
        private byte[][] _keys;
        private int _batchStart;

        /// <summary>Latest start of the board that wrote blocks, 0 without any: it may have written no ledger record at all.</summary>
        public uint LastBoot;

        /// <param name="store">Files.</param>
        /// <param name="rings">Rings to fill.</param>
        /// <param name="channels">Their names.</param>
        /// <param name="buffer">Room for pieces of segments, with the longest block at least; in use during every call.</param>
        public HistoryReload(IStore store, RingTable rings, ChannelTable channels, byte[] buffer)
        {
            _buffer = buffer;
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
                uint first = _scan.Next(false) && _scan.Header.Record < before ? _scan.Header.Record : before;
                segments.SetRange(s, first, before - 1);
                before = first;
            }

            return next + (uint)((tailBytes + RecordBytesMin - 1) / RecordBytesMin);
        }

        /// <summary>Puts what the history has before the samples of this start.</summary>
        public void FillRings(SegmentFiles segments)
        {
            _keys = Keys();
            _counts = new short[HistoryCounts.RoomMin];
            short[][] ofThisBoot = new short[_rings.Count][];
            long[] firsts = new long[_rings.Count];
            long sinceMs = long.MaxValue;
            for (int r = 0; r < _rings.Count; r++)
            {
                SampledRing sampled = _rings.RingAt(r);
                long before = -sampled.SlotBias;        // slots before 1970, where a clock was set to less than the time since boot
                long from = sampled.Ring.FirstSlot > before ? sampled.Ring.FirstSlot : before;
                firsts[r] = from + sampled.SlotBias;
                ofThisBoot[r] = Take(sampled.Ring, from);
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
                ring.Append(ofThisBoot[r], 0, ofThisBoot[r].Length);
            }
        }

        /// <summary>The segment from which on blocks may lie at or after a board time.</summary>
        public int Oldest(SegmentFiles segments, long sinceMs)
        {
            for (int s = segments.Count - 1; s > 0; s--)
            {
                _scan.Open(segments.NameOf(s), _buffer);
                if (_scan.Next(true) && _scan.Header.Quality != ClockQuality.Unknown
                    && HistoryBlock.ReadFirstMs(_scan.Payload) <= sinceMs)
                {
                    return s;
                }
            }

            return 0;
        }

        /// <summary>Finds the first and the last block of a segment. Where the numbers rise one by one to the file's end, only its last batch needs the CRC: a power cut
        /// tears no other, and nothing may be appended behind a torn one.</summary>
        private bool FindRange(SegmentFiles segments, int segment)
        {
            bool isWhole = Walk(segments, segment, false) && _scan.Position == segments.BytesOf(segment) && IsLastBatchSound(segments.NameOf(segment));
            return isWhole || Walk(segments, segment, true);
        }

        private bool IsLastBatchSound(string name)
        {
            int end = _scan.Position;
            _scan.Open(name, _buffer);
            _scan.Position = _batchStart;
            while (_scan.Next(true))
            {
            }

            return _scan.Position == end;
        }

        private bool Walk(SegmentFiles segments, int segment, bool checksCrc)
        {
            _scan.Open(segments.NameOf(segment), _buffer);
            uint first = 0;
            uint last = 0;
            LastBoot = 0;
            _batchStart = 0;
            while (_scan.Next(checksCrc))
            {
                if (first != 0 && _scan.Header.Record != last + 1)
                {
                    return checksCrc;
                }

                first = first == 0 ? _scan.Header.Record : first;
                last = _scan.Header.Record;
                LastBoot = _scan.Header.Boot;       // boots rise, and the last block is a sound one
                segments.SetRange(segment, first, last);
                if (_scan.Header.EndsBatch && _scan.Position < segments.BytesOf(segment))
                {
                    _batchStart = _scan.Position;
                }
            }

            return first != 0;
        }

        private void Read(SegmentFiles segments, int segment, long[] ends)
        {
            _scan.Open(segments.NameOf(segment), _buffer);
            while (_scan.Next(false))
            {
                if (_scan.Header.Quality == ClockQuality.Unknown)
                {
                    continue;       // when that was is not known here; a host places it with the ledger's clock records
                }

                int position = _scan.Payload.Position;
                for (int r = 0; r < _rings.Count; r++)
                {
                    if (HistoryBlock.HasKey(_buffer, position, _scan.PayloadEnd, _keys[r]))
                    {
                        _scan.Payload.Skip(_keys[r].Length);
                        Fill(_rings.RingAt(r), _scan.Payload.U48(), ends[r]);
                        break;
                    }
                }
            }
        }

        /// <summary>Puts a block's counts behind what a ring has, as far as they lie before a slot; between them and it are gaps.</summary>
        private void Fill(SampledRing sampled, long firstMs, long endSlot)
        {
            Ring ring = sampled.Ring;
            long slot = sampled.SlotAt(firstMs);
            if (slot + HistoryCounts.SlotsMax <= ring.NextSlot || slot >= endSlot || !_scan.IsSound())
            {
                return;
            }

            int count = HistoryCounts.Decode(_buffer, _scan.Payload.Position, _scan.PayloadEnd, _counts);
            int from = slot < ring.NextSlot ? (int)(ring.NextSlot - slot) : 0;
            count = slot + count > endSlot ? (int)(endSlot - slot) : count;
            if (from < count)
            {
                ring.SkipTo(slot + from);
                ring.Append(_counts, from, count - from);
            }
        }

        /// <summary>What the blocks of each ring begin with: compared byte by byte, where reading names would cost ten times as much.</summary>
        private byte[][] Keys()
        {
            byte[][] keys = new byte[_rings.Count][];
            ByteWriter writer = new ByteWriter(new byte[Limits.NameLengthMax + 6]);
            for (int r = 0; r < keys.Length; r++)
            {
                SampledRing sampled = _rings.RingAt(r);
                writer.Reset(writer.Buffer, 0);
                HistoryBlock.WriteKey(writer, _channels.Channels[sampled.Channel].Name, sampled);
                keys[r] = new byte[writer.Position];
                System.Array.Copy(writer.Buffer, 0, keys[r], 0, writer.Position);
            }

            return keys;
        }

        private static short[] Take(Ring ring, long from)
        {
            short[] cells = new short[ring.NextSlot > from ? (int)(ring.NextSlot - from) : 0];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = (short)ring.CellAt(from + i);
            }

            return cells;
        }
    }
}
