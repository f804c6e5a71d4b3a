using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Sums for a least-squares line through the samples of a window in a range of counts; t is the slot's index in the window.</summary>
    /// <remarks>Σt·x comes from prefix sums: one add for each slot, and what is left out is taken off Σt and Σt² instead, since it is the few. Exact in long
    /// (65 535 slots: n·Σt² ≈ 6·10¹⁸).</remarks>
    internal sealed class TrendPass
    {
        /// <summary>Samples in range.</summary>
        public int Count;

        /// <summary>Σx.</summary>
        public long Sum;

        private const int ChunkSlots = 512;     // prefix sums: 4095 · 512² / 2 stays below 2³¹
        private const int SumOfIndexes = 2016;              // Σj, j = 0..63
        private const int SumOfSquaredIndexes = 85344;      // Σj²

        private long _products;
        private int _outside;
        private long _outsideTimes;
        private long _outsideSquares;

        /// <summary>Scans a window; whole blocks come from summaries.</summary>
        public void Scan(RingWindow window, int low, int high)
        {
            Clear();
            int headSlots = window.HeadEnd - window.HeadStart;
            Cells(window.Cells, window.HeadStart, window.HeadEnd, 0, low, high);
            int looks = Blocks(window, headSlots, low, high);
            int blockSlots = window.BlockCount * BlockSummaries.BlockSlots;
            Cells(window.Cells, window.TailStart, window.TailEnd, headSlots + blockSlots, low, high);
            Count = window.Slots - _outside;
            int seen = window.Slots - blockSlots + (looks * BlockSummaries.BlockSlots);
            window.Cost += ScanCharges.PassFixed + (window.BlockCount * ScanCharges.TrendBlock) + (seen * ScanCharges.TrendSlot);
        }

        /// <summary>Scans a window and counts its values in the same pass; summaries are not used.</summary>
        public void ScanWithRanks(RingWindow window, int low, int high, RankTable ranks)
        {
            Clear();
            ranks.Begin(low, high, window.Slots);
            int firstSlots = window.FirstEnd - window.FirstStart;
            CellsWithRanks(window.Cells, window.FirstStart, window.FirstEnd, 0, low, high, ranks);
            CellsWithRanks(window.Cells, window.SecondStart, window.SecondEnd, firstSlots, low, high, ranks);
            Count = window.Slots - _outside;
            Sum += (long)low * Count;
            _products += low * TimesOf(window.Slots);
            ranks.End(window);
            window.Cost += ScanCharges.PassFixed + (window.Slots * ScanCharges.FusedSlot);
        }

        /// <summary>Slope in counts per slot.</summary>
        /// <param name="slots">Slots of the window that was scanned.</param>
        /// <remarks><see cref="Count"/> is at least 2: the divisor n·Σt² - (Σt)² is then positive.</remarks>
        public double Slope(int slots)
        {
            long last = slots - 1;
            long times = TimesOf(slots);
            long squares = (last * slots * ((2 * last) + 1) / 6) - _outsideSquares;
            return (double)((Count * _products) - (times * Sum)) / (double)((Count * squares) - (times * times));
        }

        // Σt of the samples in range.
        private long TimesOf(long slots)
        {
            return (slots * (slots - 1) / 2) - _outsideTimes;
        }

        private void Clear()
        {
            Sum = 0;
            _products = 0;
            _outside = 0;
            _outsideTimes = 0;
            _outsideSquares = 0;
        }

        private int Blocks(RingWindow window, int time, int low, int high)
        {
            int left = window.BlockCount;
            if (left == 0)
            {
                return 0;
            }

            BlockSummaries summaries = window.Summaries;
            byte[] counts = summaries.Counts;
            int[] sums = summaries.Sums;
            int[] weighted = summaries.Weighted;
            short[] mins = summaries.Mins;
            short[] maxs = summaries.Maxs;
            int looks = 0;
            int blocks = window.BlocksInRing;
            for (int block = window.FirstBlock; left > 0; left--)
            {
                int min = mins[block];
                int max = maxs[block];
                if (max < low || min > high)
                {
                    LeaveOut(BlockSummaries.BlockSlots, SumOfIndexes, SumOfSquaredIndexes, time);
                }
                else if (min >= low && max <= high && counts[block] == BlockSummaries.BlockSlots)
                {
                    int sum = sums[block];
                    Sum += sum;
                    _products += ((long)time * sum) + weighted[block];
                }
                else
                {
                    int start = window.Origin + (block * BlockSummaries.BlockSlots);
                    Cells(window.Cells, start, start + BlockSummaries.BlockSlots, time, low, high);
                    looks++;
                }

                time += BlockSummaries.BlockSlots;
                block++;
                block = block == blocks ? 0 : block;
            }

            return looks;
        }

        private void Cells(short[] cells, int start, int end, int time, int low, int high)
        {
            uint width = (uint)(high - low);
            while (start < end)
            {
                int chunkEnd = end - start > ChunkSlots ? start + ChunkSlots : end;
                int sum = 0;
                int prefixes = 0;
                int outside = 0;
                int outsideTimes = 0;
                int outsideSquares = 0;
                int i = start;
                int unrolled = chunkEnd - 1;
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
                        x = i - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    prefixes += sum;
                    x = cells[i + 1];
                    if ((uint)(x - low) <= width)
                    {
                        sum += x;
                    }
                    else
                    {
                        x = i + 1 - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    prefixes += sum;
                    i += 2;
                }

                if (i < chunkEnd)
                {
                    x = cells[i];
                    if ((uint)(x - low) <= width)
                    {
                        sum += x;
                    }
                    else
                    {
                        x = i - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    prefixes += sum;
                }

                Take(chunkEnd - start, sum, prefixes, time);
                LeaveOut(outside, outsideTimes, outsideSquares, time);
                time += chunkEnd - start;
                start = chunkEnd;
            }
        }

        // In counts above the least: an index of the table at no cost. A sum for each of four lanes, so that prefix sums take one add a turn: with a prefix sum S
        // behind a turn, the four of the turn are 4 S less what the later lanes added. 31.8 IL instructions a sample.
        private void CellsWithRanks(short[] cells, int start, int end, int time, int low, int high, RankTable ranks)
        {
            byte[] fine = ranks.Fine;
            uint width = (uint)(high - low);
            while (start < end)
            {
                int chunkEnd = end - start > ChunkSlots ? start + ChunkSlots : end;
                int first = 0;
                int second = 0;
                int third = 0;
                int fourth = 0;
                int turns = 0;
                int outside = 0;
                int outsideTimes = 0;
                int outsideSquares = 0;
                int i = start;
                int unrolled = chunkEnd - 3;
                int x;
                byte seen;
                while (i < unrolled)
                {
                    x = cells[i] - low;
                    if ((uint)x <= width)
                    {
                        first += x;
                        seen = (byte)(fine[x] + 1);
                        fine[x] = seen;
                        if (seen == 0)
                        {
                            ranks.Wrap(x);
                        }
                    }
                    else
                    {
                        x = i - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    x = cells[i + 1] - low;
                    if ((uint)x <= width)
                    {
                        second += x;
                        seen = (byte)(fine[x] + 1);
                        fine[x] = seen;
                        if (seen == 0)
                        {
                            ranks.Wrap(x);
                        }
                    }
                    else
                    {
                        x = i + 1 - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    x = cells[i + 2] - low;
                    if ((uint)x <= width)
                    {
                        third += x;
                        seen = (byte)(fine[x] + 1);
                        fine[x] = seen;
                        if (seen == 0)
                        {
                            ranks.Wrap(x);
                        }
                    }
                    else
                    {
                        x = i + 2 - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    x = cells[i + 3] - low;
                    if ((uint)x <= width)
                    {
                        fourth += x;
                        seen = (byte)(fine[x] + 1);
                        fine[x] = seen;
                        if (seen == 0)
                        {
                            ranks.Wrap(x);
                        }
                    }
                    else
                    {
                        x = i + 3 - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    turns += first + second + third + fourth;
                    i += 4;
                }

                int sum = first + second + third + fourth;
                int prefixes = (4 * turns) - second - (2 * third) - (3 * fourth);
                while (i < chunkEnd)
                {
                    x = cells[i] - low;
                    if ((uint)x <= width)
                    {
                        sum += x;
                        seen = (byte)(fine[x] + 1);
                        fine[x] = seen;
                        if (seen == 0)
                        {
                            ranks.Wrap(x);
                        }
                    }
                    else
                    {
                        x = i - start;
                        outside++;
                        outsideTimes += x;
                        outsideSquares += x * x;
                    }

                    prefixes += sum;
                    i++;
                }

                Take(chunkEnd - start, sum, prefixes, time);
                LeaveOut(outside, outsideTimes, outsideSquares, time);
                time += chunkEnd - start;
                start = chunkEnd;
            }
        }

        // Σ (time + j)·x over a run of slots, from Σ prefix sums = Σ (slots - j)·x.
        private void Take(int slots, int sum, int prefixes, int time)
        {
            Sum += sum;
            _products += ((long)(time + slots) * sum) - prefixes;
        }

        // Σ (time + j) and Σ (time + j)² over the slots that are left out.
        private void LeaveOut(int slots, int indexes, int squaredIndexes, long time)
        {
            _outside += slots;
            _outsideTimes += (time * slots) + indexes;
            _outsideSquares += (time * time * slots) + (2 * time * indexes) + squaredIndexes;
        }
    }
}
