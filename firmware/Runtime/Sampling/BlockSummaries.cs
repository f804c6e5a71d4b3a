namespace NanoBatch.Runtime
{
    /// <summary>What each complete block of 64 slots of a ring adds up to, in parallel arrays.</summary>
    /// <remarks>A block number counts from the ring's first cell. Gaps add nothing; an empty block has min 4096 and max -1, so that every range test says
    /// "outside". 64 · 4095² and 4095 · Σj stay below 2³¹.</remarks>
    public sealed class BlockSummaries
    {
        /// <summary>Slots of a block.</summary>
        public const int BlockSlots = 64;

        /// <summary>Memory of one block's summary, in bytes.</summary>
        public const int BytesPerBlock = 17;

        /// <summary>Min of a block without a sample.</summary>
        public const short EmptyMin = 4096;

        /// <summary>Samples of each block, 0..64.</summary>
        public readonly byte[] Counts;

        /// <summary>Σx.</summary>
        public readonly int[] Sums;

        /// <summary>Σx².</summary>
        public readonly int[] Squares;

        /// <summary>Σj·x, j = 0..63 the slot's index in its block.</summary>
        public readonly int[] Weighted;

        /// <summary>Least counts.</summary>
        public readonly short[] Mins;

        /// <summary>Greatest counts.</summary>
        public readonly short[] Maxs;

        /// <summary>Summaries for so many blocks, all empty.</summary>
        public BlockSummaries(int blocks)
        {
            Counts = new byte[blocks];
            Sums = new int[blocks];
            Squares = new int[blocks];
            Weighted = new int[blocks];
            Mins = new short[blocks];
            Maxs = new short[blocks];
            Clear();
        }

        /// <summary>Blocks that there is room for; the ring may have fewer.</summary>
        public int Blocks
        {
            get { return Counts.Length; }
        }

        /// <summary>Makes every block empty.</summary>
        public void Clear()
        {
            for (int block = 0; block < Counts.Length; block++)
            {
                Counts[block] = 0;
                Sums[block] = 0;
                Squares[block] = 0;
                Weighted[block] = 0;
                Mins[block] = EmptyMin;
                Maxs[block] = Ring.Gap;
            }
        }

        /// <summary>Sums up a block whose last slot has just been filled.</summary>
        /// <param name="cells">The ring's cells.</param>
        /// <param name="offset">The ring's first cell.</param>
        /// <param name="block">Block number, counted from there.</param>
        /// <remarks>Two slots a turn, about 27 IL instructions a slot: of a pair only the smaller can be the least, only the greater the greatest.</remarks>
        public void Complete(short[] cells, int offset, int block)
        {
            int start = offset + (block * BlockSlots);
            int end = start + BlockSlots;
            int gaps = 0;
            int sum = 0;
            int squares = 0;
            int prefixes = 0;
            int min = EmptyMin;
            int max = Ring.Gap;
            for (int i = start; i < end; i += 2)
            {
                int x = cells[i];
                int y = cells[i + 1];
                if ((x | y) < 0)
                {
                    gaps += (x < 0 ? 1 : 0) + (y < 0 ? 1 : 0);
                    sum += x < 0 ? 0 : x;
                    prefixes += sum;
                    sum += y < 0 ? 0 : y;
                    prefixes += sum;
                    x = x < 0 ? y : x;
                    y = y < 0 ? x : y;
                    if (x < 0)
                    {
                        continue;
                    }

                    squares += cells[i] < 0 ? 0 : x * x;
                    squares += cells[i + 1] < 0 ? 0 : y * y;
                }
                else
                {
                    prefixes += sum + x;    // Σ prefix sums = Σ (64 - j)·x: one add where Σ j·x costs a multiplication too
                    sum += x + y;
                    prefixes += sum;
                    squares += (x * x) + (y * y);
                }

                if (x > y)
                {
                    int swap = x;
                    x = y;
                    y = swap;
                }

                if (x < min)
                {
                    min = x;
                }

                if (y > max)
                {
                    max = y;
                }
            }

            Counts[block] = (byte)(BlockSlots - gaps);
            Sums[block] = sum;
            Squares[block] = squares;
            Weighted[block] = (BlockSlots * sum) - prefixes;
            Mins[block] = (short)min;
            Maxs[block] = (short)max;
        }
    }
}
