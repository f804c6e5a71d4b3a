using System;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>How often each counts value of a range occurs in a window: exact order statistics without sorting.</summary>
    /// <remarks>Two levels: a byte for each counts value, from the least of the range on, and coarse[b] over 64 of them, so that a search looks at 128 entries at
    /// most. A counter that would pass 255 starts again at 1 and is noted among the wraps, each worth 255: no sample takes more than a test for it, and a range of
    /// 1 200 counts takes 1.3 KB where 16 bits for each of 4 096 took 8.3. Reserved when jobs change, grown on first use by whoever does not.</remarks>
    internal sealed class RankTable
    {
        /// <summary>Occurrences of each counts value from the range's least on, less 255 for each wrap; 0 only where there is none.</summary>
        public byte[] Fine;

        /// <summary>64 counts share a coarse entry.</summary>
        public const int BucketShift = 6;

        private const int BucketCounts = 1 << BucketShift;
        private const int FineEntry = 7;        // IL instructions that an entry takes in SumFine
        private const int WrapWorth = 255;

        private ushort[] _coarse;
        private ushort[] _wraps;                // sorted; a value that wrapped twice stands there twice
        private int _wrapCount;
        private int _low;
        private int _entries;
        private int _selected;
        private int _inside;
        private int _behind;
        private RingWindow _window;
        private bool _hasCoarse;
        private int _cursor;
        private int _cursorBelow;

        /// <summary>Occurrences before the last one that was found, of the same value.</summary>
        public int Inside => _inside;

        /// <summary>Occurrences behind it.</summary>
        public int Behind => _behind;

        /// <summary>Takes the table's memory, or gives back what nobody needs any more; a heap too full for the smaller table keeps the larger one.</summary>
        /// <param name="entries">Counts of the widest range; 0 gives all of it back.</param>
        /// <param name="slots">Slots of the longest window.</param>
        public void Reserve(int entries, int slots)
        {
            if (entries == 0)
            {
                Fine = null;
                _coarse = null;
                _wraps = null;
                return;
            }

            bool isLarger = Fine != null && Fine.Length >= entries && _wraps.Length >= WrapsOf(slots);
            if (isLarger && Fine.Length == entries && _wraps.Length == WrapsOf(slots))
            {
                return;
            }

            try
            {
                Take(entries, slots);
            }
            catch (OutOfMemoryException) when (isLarger)
            {
            }
        }

        /// <summary>Empties the table for a pass that fills <see cref="Fine"/> itself: index counts - low.</summary>
        /// <param name="low">Least counts of the range.</param>
        /// <param name="high">Greatest, not below <paramref name="low"/>.</param>
        /// <param name="slots">Slots of the window, or values that come.</param>
        public void Begin(int low, int high, int slots)
        {
            int entries = high - low + 1;
            if (Fine == null || Fine.Length < entries || _wraps.Length < WrapsOf(slots))
            {
                int longest = Fine == null || _wraps.Length < WrapsOf(slots) ? slots : _wraps.Length * WrapWorth;
                Take(Fine == null || Fine.Length < entries ? entries : Fine.Length, longest);
            }
            else
            {
                Array.Clear(Fine, 0, entries);
                Array.Clear(_coarse, 0, BucketsOf(entries));
            }

            _low = low;
            _entries = entries;
            _wrapCount = 0;
            _window = null;
            _hasCoarse = false;
        }

        /// <summary>A counter has come round to 0: it counts on from 1.</summary>
        /// <param name="index">Of <see cref="Fine"/>.</param>
        /// <remarks>Once in 255 samples at most: some 150 IL instructions, 0.6 a sample.</remarks>
        public void Wrap(int index)
        {
            Fine[index] = 1;
            int at = WrapsBelow(index);
            Array.Copy(_wraps, at, _wraps, at + 1, _wrapCount - at);
            _wraps[at] = (ushort)index;
            _wrapCount++;
        }

        /// <summary>Ends a pass; the coarse level is charged here and made when it is first asked for: a histogram may do without.</summary>
        /// <param name="window">What was scanned; its cells stay as they are until the last question.</param>
        public void End(RingWindow window)
        {
            _window = window;
            window.Cost += CoarseCost();
        }

        /// <summary>Counts of the sample with so many samples before it in rising order.</summary>
        /// <param name="rank">0 up to, not including, the samples in the table.</param>
        public int Select(int rank)
        {
            MakeCoarse();
            ushort[] coarse = _coarse;
            int bucket = 0;
            while (rank >= coarse[bucket])
            {
                rank -= coarse[bucket];
                bucket++;
            }

            return _low + FindFrom(bucket << BucketShift, rank);
        }

        /// <summary>As <see cref="Select"/>, without a coarse level: for one question to a table.</summary>
        public int Locate(int rank)
        {
            int x = 0;
            int samples = SumFine(0, EndOfBucket(0));
            while (rank >= samples)
            {
                rank -= samples;
                x += BucketCounts;
                samples = SumFine(x, EndOfBucket(x));
            }

            return _low + FindFrom(x, rank);
        }

        /// <summary>Counts of the sample one rank behind the last <see cref="Select"/>; there must be one.</summary>
        public int Next()
        {
            if (_behind > 0)
            {
                return _low + _selected;
            }

            byte[] fine = Fine;
            int x = _selected + 1;
            int end = (x + BucketCounts - 1) & ~(BucketCounts - 1);
            end = end < _entries ? end : _entries;
            while (x < end)
            {
                if (fine[x] != 0)
                {
                    return _low + x;
                }

                x++;
            }

            int bucket = end >> BucketShift;
            while (_coarse[bucket] == 0)
            {
                bucket++;
            }

            x = bucket << BucketShift;
            while (fine[x] == 0)
            {
                x++;
            }

            return _low + x;
        }

        /// <summary>Samples with <paramref name="first"/> &lt;= counts &lt; <paramref name="end"/>.</summary>
        public int Between(int first, int end)
        {
            MakeCoarse();
            first = IndexOf(first);
            end = IndexOf(end);
            int bucket = (first + BucketCounts - 1) >> BucketShift;
            int lastBucket = end >> BucketShift;
            if (bucket >= lastBucket)
            {
                return SumFine(first, end);
            }

            int total = SumFine(first, bucket << BucketShift) + SumFine(lastBucket << BucketShift, end);
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
            first = IndexOf(first);
            last = IndexOf(last);
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
            edge = IndexOf(edge);
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
            border = border < _entries ? border : _entries;
            return border <= edge ? below + SumFine(border, edge) : below - SumFine(edge, border);
        }

        private void Take(int entries, int slots)
        {
            byte[] fine = new byte[entries];
            ushort[] coarse = new ushort[BucketsOf(entries)];
            _wraps = new ushort[WrapsOf(slots)];
            Fine = fine;
            _coarse = coarse;
        }

        private static int BucketsOf(int entries)
        {
            return (entries + BucketCounts - 1) >> BucketShift;
        }

        private static int WrapsOf(int slots)
        {
            return slots / WrapWorth;
        }

        private int IndexOf(int counts)
        {
            int index = counts - _low;
            return index < 0 ? 0 : index < _entries ? index : _entries;
        }

        private int EndOfBucket(int x)
        {
            return x + BucketCounts < _entries ? x + BucketCounts : _entries;
        }

        // The value of a rank that lies at x or behind; between two wraps a counter is what it says.
        private int FindFrom(int x, int rank)
        {
            byte[] fine = Fine;
            int wrap = _wrapCount == 0 ? 0 : WrapsBelow(x);
            for (; ; )
            {
                int stop = wrap < _wrapCount ? _wraps[wrap] : _entries;
                while (x < stop && rank >= fine[x])
                {
                    rank -= fine[x];
                    x++;
                }

                int samples = fine[x];
                while (wrap < _wrapCount && _wraps[wrap] == x)
                {
                    samples += WrapWorth;
                    wrap++;
                }

                if (rank < samples)
                {
                    _selected = x;
                    _inside = rank;
                    _behind = samples - rank - 1;
                    return x;
                }

                rank -= samples;
                x++;
            }
        }

        private int CoarseCost()
        {
            int bySamples = _window.Slots * ScanCharges.CoarseSlot;
            int byBuckets = BucketsOf(_entries) * ScanCharges.CoarseBucket;
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
            int buckets = BucketsOf(_entries);
            if (_window.Slots * ScanCharges.CoarseSlot < buckets * ScanCharges.CoarseBucket)
            {
                RankPass.Coarse(_window, _low, _entries, _coarse);
                return;
            }

            for (int bucket = 0; bucket < buckets; bucket++)
            {
                int x = bucket << BucketShift;
                _coarse[bucket] = (ushort)SumFine(x, EndOfBucket(x));
            }
        }

        private int SumFine(int first, int end)
        {
            byte[] fine = Fine;
            int sum = _wrapCount == 0 ? 0 : WrapWorth * (WrapsBelow(end) - WrapsBelow(first));
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

        // Wraps of values below an index; 12 IL instructions for each of up to 8 looks.
        private int WrapsBelow(int index)
        {
            int low = 0;
            int high = _wrapCount;
            while (low < high)
            {
                int middle = (low + high) >> 1;
                if (_wraps[middle] < index)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }
}
