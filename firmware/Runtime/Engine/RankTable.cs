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
        private const int FineEntry = 7;        // IL instructions that an entry takes in SumFine

        private ushort[] _coarse;
        private int _low;
        private int _high;
        private int _selected;
        private int _behind;
        private RingWindow _window;
        private bool _hasCoarse;
        private int _count;
        private int _cursor;
        private int _cursorBelow;

        /// <summary>Counts the samples of a window in a range of counts.</summary>
        public void Scan(RingWindow window, int low, int high)
        {
            Begin(low, high);
            int outside = FineCells(window.Cells, window.FirstStart, window.FirstEnd, Fine);
            outside += FineCells(window.Cells, window.SecondStart, window.SecondEnd, Fine);
            End(window, window.Slots - outside);
            window.Cost += ScanCharges.PassFixed + (window.Slots * ScanCharges.RankSlot);
        }

        /// <summary>Takes the table's memory, once.</summary>
        public void Reserve()
        {
            Fine = Fine ?? new ushort[Buckets * BucketCounts];
            _coarse = _coarse ?? new ushort[Buckets];
        }

        /// <summary>Empties the table for a pass that fills <see cref="Fine"/> itself.</summary>
        public void Begin(int low, int high)
        {
            if (Fine == null)
            {
                Reserve();
            }
            else
            {
                Array.Clear(Fine, 0, Fine.Length);
                Array.Clear(_coarse, 0, Buckets);
            }

            _low = low;
            _high = high;
        }

        /// <summary>Ends a pass; the coarse level is charged here and made when it is first asked for: a histogram may do without.</summary>
        /// <param name="window">What was scanned; its cells stay as they are until the last question.</param>
        /// <param name="count">Samples that the pass took.</param>
        public void End(RingWindow window, int count)
        {
            _window = window;
            _count = count;
            _hasCoarse = false;
            window.Cost += CoarseCost();
        }

        /// <summary>Samples in the table.</summary>
        public int Total()
        {
            return _count;
        }

        /// <summary>Counts of the sample with so many samples before it in rising order.</summary>
        /// <param name="rank">0..<see cref="Total"/> - 1.</param>
        public int Select(int rank)
        {
            MakeCoarse();
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
            MakeCoarse();
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

        /// <summary>Before the first <see cref="Below"/> of a filled table.</summary>
        /// <param name="first">One end of the edges to come.</param>
        /// <param name="last">The other.</param>
        public void BeginBelow(int first, int last)
        {
            int span = first < last ? last - first : first - last;
            _cursorBelow = 0;
            _cursor = 0;
            if (_hasCoarse || span * FineEntry > CoarseCost())
            {
                MakeCoarse();
            }
            else
            {
                _cursor = first;        // what lies below the first edge is in no bin: the differences alone count
            }
        }

        /// <summary>Samples with counts below an edge, less than none below the first where the coarse level was not worth making.</summary>
        /// <param name="edge">0..4096, between the ends of <see cref="BeginBelow"/>.</param>
        /// <remarks>With a coarse level from the nearer border of the edge's bucket: 16 fine entries on average where <see cref="Between"/> sums 64.</remarks>
        public int Below(int edge)
        {
            if (!_hasCoarse)
            {
                _cursorBelow += _cursor <= edge ? SumFine(_cursor, edge) : -SumFine(edge, _cursor);
                _cursor = edge;
                return _cursorBelow;
            }

            ushort[] coarse = _coarse;
            int nearest = (edge + (BucketCounts / 2)) >> BucketShift;
            int bucket = _cursor;
            int below = _cursorBelow;
            while (bucket < nearest)
            {
                below += coarse[bucket];
                bucket++;
            }

            while (bucket > nearest)
            {
                bucket--;
                below -= coarse[bucket];
            }

            _cursor = bucket;
            _cursorBelow = below;
            int border = bucket << BucketShift;
            return border <= edge ? below + SumFine(border, edge) : below - SumFine(edge, border);
        }

        private int CoarseCost()
        {
            int bySamples = _window.Slots * ScanCharges.CoarseSlot;
            int byBuckets = ((_high / BucketCounts) - (_low / BucketCounts) + 1) * ScanCharges.CoarseBucket;
            return bySamples < byBuckets ? bySamples : byBuckets;
        }

        // The cheaper way: from the samples of a short window, or by summing the fine level over the range.
        private void MakeCoarse()
        {
            if (_hasCoarse)
            {
                return;
            }

            _hasCoarse = true;
            int bucket = _low / BucketCounts;
            int lastBucket = _high / BucketCounts;
            if (_window.Slots * ScanCharges.CoarseSlot < (lastBucket - bucket + 1) * ScanCharges.CoarseBucket)
            {
                CoarseCells(_window.Cells, _window.FirstStart, _window.FirstEnd);
                CoarseCells(_window.Cells, _window.SecondStart, _window.SecondEnd);
                return;
            }

            for (; bucket <= lastBucket; bucket++)
            {
                int x = bucket * BucketCounts;
                _coarse[bucket] = (ushort)SumFine(x, x + BucketCounts);
            }
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

        // Returns the slots left out. 19 IL instructions a sample: four a turn.
        private int FineCells(short[] cells, int start, int end, ushort[] fine)
        {
            int low = _low;
            uint width = (uint)(_high - low);
            int outside = 0;
            int i = start;
            int unrolled = end - 3;
            int x;
            while (i < unrolled)
            {
                x = cells[i];
                if ((uint)(x - low) <= width)
                {
                    fine[x]++;
                }
                else
                {
                    outside++;
                }

                x = cells[i + 1];
                if ((uint)(x - low) <= width)
                {
                    fine[x]++;
                }
                else
                {
                    outside++;
                }

                x = cells[i + 2];
                if ((uint)(x - low) <= width)
                {
                    fine[x]++;
                }
                else
                {
                    outside++;
                }

                x = cells[i + 3];
                if ((uint)(x - low) <= width)
                {
                    fine[x]++;
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
                    fine[x]++;
                }
                else
                {
                    outside++;
                }

                i++;
            }

            return outside;
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
