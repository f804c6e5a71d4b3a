using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Count, sum, and where asked squares and extremes of the samples of a window in a range of counts; whole blocks come from summaries.</summary>
    /// <remarks>Exact: int within a chunk, long beyond it (65 535 slots of 4095: n·Σx² ≈ 7·10¹⁶).</remarks>
    internal sealed class MomentsPass
    {
        /// <summary>Samples in range.</summary>
        public int Count;

        /// <summary>Σx.</summary>
        public long Sum;

        /// <summary>Σx², where extremes were asked for.</summary>
        public long Squares;

        /// <summary>Least counts, where extremes were asked for and <see cref="Count"/> is not 0.</summary>
        public int Min;

        /// <summary>Greatest counts, likewise.</summary>
        public int Max;

        private const int ChunkSlots = 128;     // 128 · 4095² is the last below 2³¹

        /// <summary>Scans a window.</summary>
        /// <param name="window">Slots to scan.</param>
        /// <param name="low">Least counts accepted.</param>
        /// <param name="high">Greatest counts accepted.</param>
        /// <param name="withSpread">False leaves out squares and extremes: half the cost.</param>
        public void Scan(RingWindow window, int low, int high, bool withSpread)
        {
            Count = 0;
            Sum = 0;
            Squares = 0;
            Min = BlockSummaries.EmptyMin;
            Max = Ring.Gap;
            int slotCost = withSpread ? ScanCharges.MomentsSlot : ScanCharges.SumSlot;
            Cells(window.Cells, window.HeadStart, window.HeadEnd, low, high, withSpread);
            int looks = Blocks(window, low, high, withSpread);
            Cells(window.Cells, window.TailStart, window.TailEnd, low, high, withSpread);
            int ragged = window.Slots - (window.BlockCount * BlockSummaries.BlockSlots);
            window.Cost += ScanCharges.PassFixed + (window.BlockCount * ScanCharges.MomentsBlock) + ((ragged + (looks * BlockSummaries.BlockSlots)) * slotCost);
        }

        private int Blocks(RingWindow window, int low, int high, bool withSpread)
        {
            int left = window.BlockCount;
            if (left == 0)
            {
                return 0;
            }

            if (low <= 0 && high >= Calibration.MaxCounts)
            {
                int toEnd = window.BlocksInRing - window.FirstBlock;
                AllOfBlocks(window.Summaries, window.FirstBlock, left < toEnd ? left : toEnd);
                AllOfBlocks(window.Summaries, 0, left < toEnd ? 0 : left - toEnd);
                return 0;
            }

            BlockSummaries summaries = window.Summaries;
            byte[] counts = summaries.Counts;
            int[] sums = summaries.Sums;
            int[] blockSquares = summaries.Squares;
            short[] mins = summaries.Mins;
            short[] maxs = summaries.Maxs;
            int count = 0;
            long sum = 0;
            long squares = 0;
            int least = BlockSummaries.EmptyMin;
            int greatest = Ring.Gap;
            int looks = 0;
            int blocks = window.BlocksInRing;
            for (int block = window.FirstBlock; left > 0; left--)
            {
                int min = mins[block];
                int max = maxs[block];
                if (min >= low && max <= high)
                {
                    count += counts[block];
                    sum += sums[block];
                    squares += blockSquares[block];
                    least = min < least ? min : least;
                    greatest = max > greatest ? max : greatest;
                }
                else if (max >= low && min <= high)
                {
                    int start = window.Origin + (block * BlockSummaries.BlockSlots);
                    Cells(window.Cells, start, start + BlockSummaries.BlockSlots, low, high, withSpread);
                    looks++;
                }

                block++;
                block = block == blocks ? 0 : block;
            }

            Count += count;
            Sum += sum;
            Squares += squares;
            Min = least < Min ? least : Min;
            Max = greatest > Max ? greatest : Max;
            return looks;
        }

        // Without a range nothing is undecided, and an empty block is neutral: 41 IL instructions a block instead of 66. 1 023 blocks' Σx fit an int.
        private void AllOfBlocks(BlockSummaries summaries, int block, int count)
        {
            byte[] counts = summaries.Counts;
            int[] sums = summaries.Sums;
            int[] blockSquares = summaries.Squares;
            short[] mins = summaries.Mins;
            short[] maxs = summaries.Maxs;
            int samples = 0;
            int sum = 0;
            long squares = 0;
            int min = Min;
            int max = Max;
            int end = block + count;
            while (block < end)
            {
                samples += counts[block];
                sum += sums[block];
                squares += blockSquares[block];
                int x = mins[block];
                if (x < min)
                {
                    min = x;
                }

                x = maxs[block];
                if (x > max)
                {
                    max = x;
                }

                block++;
            }

            Count += samples;
            Sum += sum;
            Squares += squares;
            Min = min;
            Max = max;
        }

        private void Cells(short[] cells, int start, int end, int low, int high, bool withSpread)
        {
            if (!withSpread)
            {
                SumCells(cells, start, end, low, high);
                return;
            }

            bool isAll = low <= 0 && high >= Calibration.MaxCounts;
            while (start < end)
            {
                int chunkEnd = end - start > ChunkSlots ? start + ChunkSlots : end;
                int from = start;
                while (isAll && from < chunkEnd - 3)
                {
                    from = SpreadFours(cells, from, chunkEnd);
                    if (from < chunkEnd - 3)
                    {
                        SpreadCells(cells, from, from + 4, low, high);     // a gap among these
                        from += 4;
                    }
                }

                SpreadCells(cells, from, chunkEnd, low, high);
                start = chunkEnd;
            }
        }

        // Without a range a slot is in unless it is a gap: four slots a turn and one test for all of them, 19 IL instructions a slot instead of 31.
        private int SpreadFours(short[] cells, int start, int end)
        {
            int sum = 0;
            int squares = 0;
            int min = Min;
            int max = Max;
            int i = start;
            int unrolled = end - 3;
            while (i < unrolled)
            {
                int x = cells[i];
                int y = cells[i + 1];
                int z = cells[i + 2];
                int w = cells[i + 3];
                if ((x | y | z | w) < 0)
                {
                    break;
                }

                sum += x + y + z + w;
                squares += (x * x) + (y * y) + (z * z) + (w * w);
                if (x < y)
                {
                    if (x < min)
                    {
                        min = x;
                    }

                    if (y > max)
                    {
                        max = y;
                    }
                }
                else
                {
                    if (y < min)
                    {
                        min = y;
                    }

                    if (x > max)
                    {
                        max = x;
                    }
                }

                if (z < w)
                {
                    if (z < min)
                    {
                        min = z;
                    }

                    if (w > max)
                    {
                        max = w;
                    }
                }
                else
                {
                    if (w < min)
                    {
                        min = w;
                    }

                    if (z > max)
                    {
                        max = z;
                    }
                }

                i += 4;
            }

            Count += i - start;
            Sum += sum;
            Squares += squares;
            Min = min;
            Max = max;
            return i;
        }

        // 65 535 · 4095 fits an int: no chunks.
        private void SumCells(short[] cells, int start, int end, int low, int high)
        {
            uint width = (uint)(high - low);
            int outside = 0;
            int sum = 0;
            int i = start;
            int unrolled = end - 3;
            int x;
            while (i < unrolled)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                }
                else
                {
                    outside++;
                }

                x = cells[i + 1];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                }
                else
                {
                    outside++;
                }

                x = cells[i + 2];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                }
                else
                {
                    outside++;
                }

                x = cells[i + 3];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                }
                else
                {
                    outside++;
                }

                i += 4;
            }

            while (i < end)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                }
                else
                {
                    outside++;
                }

                i++;
            }

            Count += end - start - outside;
            Sum += sum;
        }

        private void SpreadCells(short[] cells, int start, int end, int low, int high)
        {
            uint width = (uint)(high - low);
            int outside = 0;
            int sum = 0;
            int squares = 0;
            int min = Min;
            int max = Max;
            int i = start;
            int unrolled = end - 1;
            int x;
            while (i < unrolled)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                    squares += x * x;
                    if (x < min)
                    {
                        min = x;
                    }

                    if (x > max)
                    {
                        max = x;
                    }
                }
                else
                {
                    outside++;
                }

                x = cells[i + 1];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                    squares += x * x;
                    if (x < min)
                    {
                        min = x;
                    }

                    if (x > max)
                    {
                        max = x;
                    }
                }
                else
                {
                    outside++;
                }

                i += 2;
            }

            if (i < end)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    sum += x;
                    squares += x * x;
                    min = x < min ? x : min;
                    max = x > max ? x : max;
                }
                else
                {
                    outside++;
                }
            }

            Count += end - start - outside;
            Sum += sum;
            Squares += squares;
            Min = min;
            Max = max;
        }
    }
}
