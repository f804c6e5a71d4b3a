namespace NanoBatch.Runtime
{
    /// <summary>Moves what rings keep within an arena of cells, without a cell beside it (ADR 0014).</summary>
    /// <remarks>
    /// All rings that stay are packed towards the arena's beginning, the first one first, and then brought to their places, the last one first: neither step writes over what
    /// another ring keeps. Copies are native on the device. Only a ring that changes its length costs more, about 15 IL instructions for each cell that it keeps and 27 more
    /// where its blocks are summed up again.
    /// </remarks>
    public static class RingMover
    {
        /// <summary>Brings all rings that stay to the beginning of an arena, in their order and with the lengths that they are to have. Allocates nothing.</summary>
        /// <param name="rings">In the order of their cells.</param>
        /// <param name="count">How many of them lie somewhere.</param>
        /// <param name="arena">The cells that they lie in, or larger ones.</param>
        /// <param name="summaries">Those of rings that need others than they have, by place; null where none does.</param>
        /// <returns>Cells that they take.</returns>
        /// <remarks>O(cells).</remarks>
        public static int Rearrange(SampledRing[] rings, int count, short[] arena, BlockSummaries[] summaries)
        {
            int packed = 0;
            int cells = 0;
            for (int i = 0; i < count; i++)
            {
                if (rings[i].WantedSlots > 0)
                {
                    packed += Pack(rings[i].Ring, rings[i].WantedCapacity, packed);
                    cells += rings[i].WantedCapacity;
                }
            }

            int first = cells;
            for (int i = count - 1; i >= 0; i--)
            {
                if (rings[i].WantedSlots > 0)
                {
                    BlockSummaries ofRing = summaries == null || summaries[i] == null ? rings[i].Ring.Summaries : summaries[i];
                    first -= rings[i].WantedCapacity;
                    Unpack(rings[i].Ring, rings[i].WantedCapacity, arena, first, rings[i].WantsSummaries ? ofRing : null);
                }
            }

            return cells;
        }

        /// <summary>Cells that a ring takes between <see cref="Pack"/> and <see cref="Unpack"/>: all of one that keeps its length, else the newest that find room.</summary>
        private static int KeptCells(Ring ring, int capacity)
        {
            if (ring.Capacity == capacity)
            {
                return capacity;
            }

            long count = ring.NextSlot - ring.FirstSlot;
            return count < capacity ? (int)count : capacity;
        }

        /// <summary>Brings the cells that are kept together, at or before the ring's place: those from its first cell on, then the older ones behind them.</summary>
        /// <param name="ring">Not to be read until <see cref="Unpack"/>.</param>
        /// <param name="capacity">Its length to be.</param>
        /// <param name="to">First cell of the place.</param>
        /// <returns>Cells that it takes there.</returns>
        public static int Pack(Ring ring, int capacity, int to)
        {
            int kept = KeptCells(ring, capacity);
            if (ring.Capacity == capacity)
            {
                Move(ring.Cells, ring.Offset, ring.Cells, to, kept);
            }
            else if (kept > 0)
            {
                int wrapped = Wrapped(ring, kept, ring.Capacity);
                int oldest = (int)((ring.NextSlot - kept) % ring.Capacity);
                Move(ring.Cells, ring.Offset, ring.Cells, to, wrapped);
                Move(ring.Cells, ring.Offset + oldest, ring.Cells, to + wrapped, kept - wrapped);
            }

            ring.Lay(ring.Cells, to, ring.Capacity, ring.Summaries);
            return kept;
        }

        /// <summary>Brings what <see cref="Pack"/> left to the ring's new place, each slot where the new length asks.</summary>
        /// <param name="ring">Whole again afterwards.</param>
        /// <param name="capacity">As it was packed for.</param>
        /// <param name="cells">Where it will lie: the same cells, or others.</param>
        /// <param name="to">First cell of the place: at or behind the packed one where the cells are the same.</param>
        /// <param name="summaries">Room for a summary of each block, or null for a ring without.</param>
        public static void Unpack(Ring ring, int capacity, short[] cells, int to, BlockSummaries summaries)
        {
            bool isSummedUp = ring.Capacity == capacity && (summaries == null || summaries == ring.Summaries);
            int kept = KeptCells(ring, capacity);
            if (ring.Capacity == capacity)
            {
                Move(ring.Cells, ring.Offset, cells, to, kept);
                ring.Lay(cells, to, capacity, summaries);
            }
            else
            {
                long oldest = ring.NextSlot - kept;
                Spread(ring, kept, capacity, cells, to);
                ring.Lay(cells, to, capacity, summaries);
                ring.KeepFrom(oldest);
            }

            if (!isSummedUp)
            {
                ring.SumUp();
            }
        }

        private static void Spread(Ring ring, int kept, int capacity, short[] cells, int to)
        {
            if (kept == 0)
            {
                Ring.FillGaps(cells, to, capacity);
                return;
            }

            int at = (int)((ring.NextSlot - kept) % capacity);
            int wrapped = Wrapped(ring, kept, capacity);
            int turned = Wrapped(ring, kept, ring.Capacity) - wrapped;
            int first = wrapped > 0 ? to : to + at;
            Move(ring.Cells, ring.Offset, cells, first, kept);
            TurnLeft(cells, first, kept, turned < 0 ? turned + kept : turned);
            if (wrapped > 0)
            {
                Move(cells, to + wrapped, cells, to + at, kept - wrapped);
                Ring.FillGaps(cells, to + wrapped, capacity - kept);
            }
            else
            {
                Ring.FillGaps(cells, to, at);
                Ring.FillGaps(cells, to + at + kept, capacity - at - kept);
            }
        }

        /// <summary>How many of a ring's newest cells come round to its beginning, where it has so many cells.</summary>
        private static int Wrapped(Ring ring, int kept, int capacity)
        {
            int wrapped = (int)((ring.NextSlot - kept) % capacity) + kept - capacity;
            return wrapped > 0 ? wrapped : 0;
        }

        private static void Move(short[] source, int from, short[] cells, int to, int count)
        {
            if (count > 0 && (source != cells || from != to))
            {
                System.Array.Copy(source, from, cells, to, count);
            }
        }

        /// <summary>Turns a stretch so that what lay <paramref name="by"/> cells behind its beginning comes first: three reversals, an exchange for each cell.</summary>
        private static void TurnLeft(short[] cells, int offset, int count, int by)
        {
            if (by > 0)
            {
                Reverse(cells, offset, by);
                Reverse(cells, offset + by, count - by);
                Reverse(cells, offset, count);
            }
        }

        private static void Reverse(short[] cells, int offset, int count)
        {
            int last = offset + count - 1;
            for (int i = offset; i < last; i++)
            {
                short cell = cells[i];
                cells[i] = cells[last];
                cells[last--] = cell;
            }
        }
    }
}
