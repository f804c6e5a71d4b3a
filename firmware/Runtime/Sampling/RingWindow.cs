using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The part of a ring that a window covers, laid out for passes: contiguous runs of cells, and the whole blocks between two ragged ends.</summary>
    /// <remarks>An engine has one, filled again by <see cref="Open"/>. Fields, not properties: passes copy them to locals. Indexes are into
    /// <see cref="Cells"/>. Without summaries there are no blocks, and head and tail are the two plain segments.</remarks>
    public sealed class RingWindow
    {
        /// <summary>The ring's cells.</summary>
        public short[] Cells;

        /// <summary>Slots covered; those of the window that the ring does not keep are not among them.</summary>
        public int Slots;

        /// <summary>Absolute number of the oldest slot covered.</summary>
        public long FirstSlot;

        /// <summary>First plain segment, up to where the ring wraps.</summary>
        public int FirstStart;

        /// <summary>End, exclusive, of the first plain segment.</summary>
        public int FirstEnd;

        /// <summary>Second plain segment, from the ring's first cell on; may be empty.</summary>
        public int SecondStart;

        /// <summary>End, exclusive, of the second plain segment.</summary>
        public int SecondEnd;

        /// <summary>Summaries to use, or null.</summary>
        public BlockSummaries Summaries;

        /// <summary>Ragged run before the first whole block.</summary>
        public int HeadStart;

        /// <summary>End, exclusive, of the head.</summary>
        public int HeadEnd;

        /// <summary>Number of the first whole block; the next one after the ring's last is 0.</summary>
        public int FirstBlock;

        /// <summary>Whole blocks.</summary>
        public int BlockCount;

        /// <summary>Ragged run after the last whole block.</summary>
        public int TailStart;

        /// <summary>End, exclusive, of the tail.</summary>
        public int TailEnd;

        /// <summary>Nominal IL instructions spent on this window since it was selected; each pass adds its own.</summary>
        public int Cost;

        private Ring _ring;
        private int _position;

        /// <summary>First cell of the ring in <see cref="Cells"/>: block b starts at this plus 64 b.</summary>
        public int Origin => _ring.Offset;

        /// <summary>Blocks of the whole ring.</summary>
        public int BlocksInRing => _ring.Capacity / BlockSummaries.BlockSlots;

        /// <summary>Lays out a window for the passes of the engine: good until the next call or push.</summary>
        /// <param name="ring">Where its samples are.</param>
        /// <param name="newestSlot">Absolute number of its newest slot.</param>
        /// <param name="windowSlots">Its slots; those older than <see cref="Ring.FirstSlot"/> or not yet pushed are left out.</param>
        /// <param name="useSummaries">False ignores summaries even where the ring has them.</param>
        public void Open(Ring ring, long newestSlot, int windowSlots, bool useSummaries)
        {
            _ring = ring;
            Cells = ring.Cells;
            long first = newestSlot - windowSlots + 1;
            long end = newestSlot + 1;
            if (first < _ring.FirstSlot)
            {
                first = _ring.FirstSlot;
            }

            if (end > _ring.NextSlot)
            {
                end = _ring.NextSlot;
            }

            FirstSlot = first;
            Slots = end > first ? (int)(end - first) : 0;
            Summaries = useSummaries ? _ring.Summaries : null;
            Cost = 0;
            _position = (int)(first % _ring.Capacity);
            Lay();
        }

        /// <summary>Lets go of the ring: a window that nobody asks must not keep an arena that was replaced.</summary>
        public void Close()
        {
            _ring = null;
            Cells = null;
            Summaries = null;
        }

        /// <summary>Drops slots at both ends until the oldest and the newest lie in a range of counts.</summary>
        /// <param name="low">Least counts accepted; above 4095 accepts nothing.</param>
        /// <param name="high">Greatest counts accepted, not below <paramref name="low"/>.</param>
        /// <returns>False when nothing is left. Else the first and the last slot hold accepted samples, which is what first, last and every pass over
        /// consecutive samples start from.</returns>
        public bool Trim(int low, int high)
        {
            Cost += ScanCharges.TrimFixed;
            TrimFront(low, high);
            if (Slots > 0)
            {
                TrimBack(low, high);
            }

            Lay();
            return Slots > 0;
        }

        /// <summary>Counts in the oldest slot covered; <see cref="Slots"/> is not 0.</summary>
        public int FirstCounts()
        {
            return Cells[FirstStart];
        }

        /// <summary>Counts in the newest slot covered; <see cref="Slots"/> is not 0.</summary>
        public int LastCounts()
        {
            return Cells[SecondEnd > SecondStart ? SecondEnd - 1 : FirstEnd - 1];
        }

        private void TrimFront(int low, int high)
        {
            short[] cells = Cells;
            uint width = (uint)(high - low);
            int capacity = _ring.Capacity;
            int origin = _ring.Offset;
            int position = _position;
            int left = Slots;
            while (left > 0)
            {
                int run = left < capacity - position ? left : capacity - position;
                if (Summaries != null)
                {
                    int toBlockEnd = BlockSummaries.BlockSlots - (position & (BlockSummaries.BlockSlots - 1));
                    if (toBlockEnd == BlockSummaries.BlockSlots && left >= toBlockEnd && IsOutside(position / BlockSummaries.BlockSlots, low, high))
                    {
                        left -= BlockSummaries.BlockSlots;
                        position += BlockSummaries.BlockSlots;
                        position = position == capacity ? 0 : position;
                        Cost += ScanCharges.TrimBlock;
                        continue;
                    }

                    run = run < toBlockEnd ? run : toBlockEnd;
                }

                int start = origin + position;
                int end = start + run;
                int i = start;
                while (i < end && (uint)(cells[i] - low) > width)
                {
                    i++;
                }

                Cost += (i - start) * ScanCharges.TrimSlot;
                left -= i - start;
                position += i - start;
                position = position == capacity ? 0 : position;
                if (i < end)
                {
                    break;
                }
            }

            FirstSlot += Slots - left;
            Slots = left;
            _position = position;
        }

        // An accepted sample exists, so this ends before it runs empty.
        private void TrimBack(int low, int high)
        {
            short[] cells = Cells;
            uint width = (uint)(high - low);
            int capacity = _ring.Capacity;
            int origin = _ring.Offset;
            int left = Slots;
            int end = _position + left;
            end = end > capacity ? end - capacity : end;
            for (; ; )
            {
                int run = end < left ? end : left;
                if (Summaries != null)
                {
                    int inBlock = end & (BlockSummaries.BlockSlots - 1);
                    if (inBlock == 0 && left >= BlockSummaries.BlockSlots && IsOutside((end / BlockSummaries.BlockSlots) - 1, low, high))
                    {
                        left -= BlockSummaries.BlockSlots;
                        end -= BlockSummaries.BlockSlots;
                        end = end == 0 ? capacity : end;
                        Cost += ScanCharges.TrimBlock;
                        continue;
                    }

                    inBlock = inBlock == 0 ? BlockSummaries.BlockSlots : inBlock;
                    run = run < inBlock ? run : inBlock;
                }

                int last = origin + end - 1;
                int stop = last - run;
                int i = last;
                while (i > stop && (uint)(cells[i] - low) > width)
                {
                    i--;
                }

                Cost += (last - i) * ScanCharges.TrimSlot;
                left -= last - i;
                end -= last - i;
                if (i > stop)
                {
                    break;
                }

                end = end == 0 ? capacity : end;
            }

            Slots = left;
        }

        private bool IsOutside(int block, int low, int high)
        {
            return Summaries.Maxs[block] < low || Summaries.Mins[block] > high;
        }

        private void Lay()
        {
            int capacity = _ring.Capacity;
            int origin = _ring.Offset;
            int position = _position;
            int first = Slots < capacity - position ? Slots : capacity - position;
            FirstStart = origin + position;
            FirstEnd = FirstStart + first;
            SecondStart = origin;
            SecondEnd = origin + Slots - first;
            if (Summaries == null)
            {
                HeadStart = FirstStart;
                HeadEnd = FirstEnd;
                BlockCount = 0;
                TailStart = SecondStart;
                TailEnd = SecondEnd;
                return;
            }

            int head = (BlockSummaries.BlockSlots - position) & (BlockSummaries.BlockSlots - 1);
            head = head < Slots ? head : Slots;
            BlockCount = (Slots - head) / BlockSummaries.BlockSlots;
            int afterHead = position + head;
            afterHead = afterHead >= capacity ? afterHead - capacity : afterHead;
            int whole = BlockCount * BlockSummaries.BlockSlots;
            int afterBlocks = afterHead + whole;
            afterBlocks = afterBlocks >= capacity ? afterBlocks - capacity : afterBlocks;
            HeadStart = FirstStart;
            HeadEnd = FirstStart + head;
            FirstBlock = afterHead / BlockSummaries.BlockSlots;
            TailStart = origin + afterBlocks;
            TailEnd = TailStart + Slots - head - whole;
        }
    }
}
