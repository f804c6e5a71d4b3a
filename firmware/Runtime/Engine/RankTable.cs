using System;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>How often each of the 4096 counts occurs in a window: exact order statistics without sorting.</summary>
    /// <remarks>Two levels: fine[x], and coarse[b] over 64 counts each, so that a search looks at 128 entries at most. 8 320 bytes, allocated on first use.</remarks>
    internal sealed class RankTable
    {
        /// <summary>Occurrences of each counts value; 65 535 slots fit a ushort.</summary>
        public ushort[] Fine;

        private const int Buckets = 64;
        private const int BucketShift = 6;
        private const int BucketCounts = 1 << BucketShift;

        private ushort[] _coarse;
        private int _low;
        private int _high;
        private int _selected;
        private int _behind;

        /// <summary>Counts the samples of a window in a range of counts.</summary>
        public void Scan(RingWindow window, int low, int high)
        {
            Begin(low, high);
            FineCells(window.Cells, window.FirstStart, window.FirstEnd, Fine);
            FineCells(window.Cells, window.SecondStart, window.SecondEnd, Fine);
            End(window);
            window.Cost += ScanCharges.PassFixed + (window.Slots * ScanCharges.RankSlot);
        }

        /// <summary>Empties the table for a pass that fills <see cref="Fine"/> itself.</summary>
        public void Begin(int low, int high)
        {
            if (Fine == null)
            {
                Fine = new ushort[Buckets * BucketCounts];
                _coarse = new ushort[Buckets];
            }
            else
            {
                Array.Clear(Fine, 0, Fine.Length);
                Array.Clear(_coarse, 0, Buckets);
            }

            _low = low;
            _high = high;
        }

        /// <summary>Makes the coarse level, the cheaper way: from the samples of a short window, or by summing the fine level over the range.</summary>
        public void End(RingWindow window)
        {
            int bucket = _low / BucketCounts;
            int lastBucket = _high / BucketCounts;
            int sampleCost = window.Slots * ScanCharges.CoarseSlot;
            int bucketCost = (lastBucket - bucket + 1) * ScanCharges.CoarseBucket;
            if (sampleCost < bucketCost)
            {
                CoarseCells(window.Cells, window.FirstStart, window.FirstEnd);
                CoarseCells(window.Cells, window.SecondStart, window.SecondEnd);
                window.Cost += sampleCost;
                return;
            }

            for (; bucket <= lastBucket; bucket++)
            {
                int x = bucket * BucketCounts;
                _coarse[bucket] = (ushort)SumFine(x, x + BucketCounts);
            }

            window.Cost += bucketCost;
        }

        /// <summary>Samples in the table.</summary>
        public int Total()
        {
            ushort[] coarse = _coarse;
            int total = 0;
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                total += coarse[bucket];
            }

            return total;
        }

        /// <summary>Counts of the sample with so many samples before it in rising order.</summary>
        /// <param name="rank">0..<see cref="Total"/> - 1.</param>
        public int Select(int rank)
        {
            ushort[] coarse = _coarse;
            int bucket = _low / BucketCounts;
            while (rank >= coarse[bucket])
            {
                rank -= coarse[bucket];
                bucket++;
            }

            ushort[] fine = Fine;
            int x = bucket * BucketCounts;
            while (rank >= fine[x])
            {
                rank -= fine[x];
                x++;
            }

            _selected = x;
            _behind = fine[x] - rank - 1;
            return x;
        }

        /// <summary>Counts of the sample one rank behind the last <see cref="Select"/>; there must be one.</summary>
        public int Next()
        {
            if (_behind > 0)
            {
                return _selected;
            }

            ushort[] fine = Fine;
            int x = _selected + 1;
            int end = (x + BucketCounts - 1) & ~(BucketCounts - 1);
            while (x < end)
            {
                if (fine[x] != 0)
                {
                    return x;
                }

                x++;
            }

            int bucket = end / BucketCounts;
            while (_coarse[bucket] == 0)
            {
                bucket++;
            }

            x = bucket * BucketCounts;
            while (fine[x] == 0)
            {
                x++;
            }

            return x;
        }

        /// <summary>Samples with <paramref name="first"/> &lt;= counts &lt; <paramref name="end"/>.</summary>
        public int Between(int first, int end)
        {
            int bucket = (first + BucketCounts - 1) / BucketCounts;
            int lastBucket = end / BucketCounts;
            if (bucket >= lastBucket)
            {
                return SumFine(first, end);
            }

            int total = SumFine(first, bucket * BucketCounts) + SumFine(lastBucket * BucketCounts, end);
            ushort[] coarse = _coarse;
            while (bucket < lastBucket)
            {
                total += coarse[bucket];
                bucket++;
            }

            return total;
        }

        private int SumFine(int first, int end)
        {
            ushort[] fine = Fine;
            int sum = 0;
            int x = first;
            int unrolled = end - 7;
            while (x < unrolled)
            {
                sum += fine[x] + fine[x + 1] + fine[x + 2] + fine[x + 3] + fine[x + 4] + fine[x + 5] + fine[x + 6] + fine[x + 7];
                x += 8;
            }

            while (x < end)
            {
                sum += fine[x];
                x++;
            }

            return sum;
        }

        private void FineCells(short[] cells, int start, int end, ushort[] fine)
        {
            int low = _low;
            uint width = (uint)(_high - low);
            int i = start;
            int unrolled = end - 1;
            int x;
            while (i < unrolled)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    fine[x]++;
                }

                x = cells[i + 1];
                if ((uint)(x - low) <= width)
                {
                    fine[x]++;
                }

                i += 2;
            }

            if (i < end)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    fine[x]++;
                }
            }
        }

        private void CoarseCells(short[] cells, int start, int end)
        {
            ushort[] coarse = _coarse;
            int low = _low;
            uint width = (uint)(_high - low);
            int i = start;
            int unrolled = end - 1;
            int x;
            while (i < unrolled)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    coarse[x >> BucketShift]++;
                }

                x = cells[i + 1];
                if ((uint)(x - low) <= width)
                {
                    coarse[x >> BucketShift]++;
                }

                i += 2;
            }

            if (i < end)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    coarse[x >> BucketShift]++;
                }
            }
        }
    }
}
