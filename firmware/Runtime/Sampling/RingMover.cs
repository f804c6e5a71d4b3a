namespace NanoBatch.Runtime
{
    /// <summary>Moves what rings keep between and within stretches of cells, without a cell of its own.</summary>
    /// <remarks>A board's heap has no second arena: the samples of four channels are 11.5 KB. Copies are native on the device; a turn costs each cell of a stretch two
    /// exchanges, some 30 IL instructions, and only where a ring changes its length.</remarks>
    public static class RingMover
    {
        /// <summary>Cells that a ring takes while its layout changes: all of a ring that keeps its capacity, else what the new one keeps; at least one, so that no two begin alike.</summary>
        public static int KeptCells(Ring ring, int capacity)
        {
            if (ring.Capacity == capacity)
            {
                return capacity;
            }

            long count = ring.NextSlot - ring.FirstSlot;
            return count < 1 ? 1 : count < capacity ? (int)count : capacity;
        }

        /// <summary>Brings what is kept to a place at or before the ring's own: oldest first, where it keeps not all.</summary>
        /// <param name="ring">Lies there afterwards; unless it kept its capacity it is no ring any more.</param>
        /// <param name="capacity">Of the ring that it will be.</param>
        /// <param name="to">First cell of the place.</param>
        public static void Pack(Ring ring, int capacity, int to)
        {
            short[] cells = ring.Cells;
            int kept = KeptCells(ring, capacity);
            int from = ring.Offset;
            if (ring.Capacity != capacity && ring.NextSlot > ring.FirstSlot)
            {
                int at = (int)((ring.NextSlot - kept) % ring.Capacity);
                if (at + kept > ring.Capacity)
                {
                    TurnLeft(cells, from, ring.Capacity, at);
                    at = 0;
                }

                from += at;
            }

            System.Array.Copy(cells, from, cells, to, kept);
            ring.Lay(cells, to);
        }

        /// <summary>Brings what <see cref="Pack"/> left to its last place, each slot where the new ring looks for it.</summary>
        /// <param name="packed">What was packed.</param>
        /// <param name="ring">The new ring; the same one where it keeps its capacity.</param>
        /// <param name="cells">Where it will lie: the same cells, or others.</param>
        /// <param name="to">First cell of the place: at or behind the packed one where the cells are the same.</param>
        public static void Unpack(Ring packed, Ring ring, short[] cells, int to)
        {
            int kept = KeptCells(packed, ring.Capacity);
            System.Array.Copy(packed.Cells, packed.Offset, cells, to, kept);
            if (packed.Capacity == ring.Capacity)
            {
                ring.Lay(cells, to);
                if (packed != ring)
                {
                    ring.Adopt(packed, packed.FirstSlot);
                }

                return;
            }

            kept = packed.NextSlot > packed.FirstSlot ? kept : 0;
            long firstSlot = packed.NextSlot - kept;
            Ring.FillGaps(cells, to + kept, ring.Capacity - kept);
            TurnLeft(cells, to, ring.Capacity, ring.Capacity - (int)(firstSlot % ring.Capacity));
            ring.Lay(cells, to);
            ring.Adopt(packed, firstSlot);
        }

        /// <summary>Turns a stretch so that what lay <paramref name="by"/> cells behind its beginning comes first.</summary>
        private static void TurnLeft(short[] cells, int offset, int count, int by)
        {
            if (by > 0 && by < count)
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
                cells[last] = cell;
                last--;
            }
        }
    }
}
