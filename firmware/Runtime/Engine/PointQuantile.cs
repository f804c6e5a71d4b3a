using System;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Quantiles of an arithmetic series without storing it: counting passes over sortable 64-bit keys, 12 bits at a time.</summary>
    /// <remarks>Values of a bucket are gathered and sorted as soon as 64 or fewer are left, which is exact. After three levels whatever shares a bucket agrees to
    /// 2^-24 of itself, finer than a result travels, and the search ends there.</remarks>
    internal sealed class PointQuantile
    {
        private const int BucketCount = 4096;
        private const int LevelsMax = ScanCharges.QuantileLevels;
        private const int GatherMax = 64;

        private readonly RankTable _table;
        private double[] _gathered;
        private long _low;
        private ulong _span;
        private int _inSpan;
        private double _spanMin;
        private double _spanMax;
        private double _nextAbove;
        private int _levels;

        /// <summary>Shares the table of the count ranks: the two are never in use at once.</summary>
        public PointQuantile(RankTable table)
        {
            _table = table;
        }

        /// <summary>Takes the memory of the last 64 values now, or gives it back.</summary>
        public void Reserve(bool isNeeded)
        {
            _gathered = isNeeded ? _gathered ?? new double[GatherMax] : null;
        }

        /// <summary>Counting passes of the last quantile, before the one that gathers.</summary>
        public int Levels => _levels;

        /// <summary>Type-7 quantile of a series.</summary>
        /// <param name="reader">Opened again for each pass.</param>
        /// <param name="request">What it reads.</param>
        /// <param name="count">Values of the series in the window, at least 1.</param>
        /// <param name="min">Least of them.</param>
        /// <param name="max">Greatest of them.</param>
        /// <param name="q">0..1.</param>
        public double Of(PointReader reader, ScanRequest request, int count, double min, double max, double q)
        {
            double position = (count - 1) * q;
            int rank = (int)position;
            double fraction = position - rank;
            _levels = 0;
            _low = KeyOf(min);
            _span = (ulong)(KeyOf(max) - _low);
            _inSpan = count;
            for (int level = 0; level < LevelsMax && _inSpan > GatherMax && _span != 0; level++)
            {
                rank = Narrow(reader, request, rank);
            }

            Reserve(true);
            Gather(reader, request);
            double value = Ranked(rank);
            return fraction > 0 ? value + ((Ranked(rank + 1) - value) * fraction) : value;
        }

        // One counting pass; the span becomes the bucket that holds the rank, and the rank one within it.
        private int Narrow(PointReader reader, ScanRequest request, int rank)
        {
            int shift = 0;
            while (_span >> shift >= BucketCount)
            {
                shift++;
            }

            _table.Begin(0, Calibration.MaxCounts, reader.Slots);
            byte[] counts = _table.Fine;
            long low = _low;
            ulong span = _span;
            reader.Open(request, request.X, null);
            while (reader.Next())
            {
                double[] values = reader.X;
                int count = reader.Count;
                for (int k = 0; k < count; k++)
                {
                    ulong offset = (ulong)(KeyOf(values[k]) - low);
                    if (offset <= span)
                    {
                        int at = (int)(offset >> shift);
                        byte seen = (byte)(counts[at] + 1);
                        counts[at] = seen;
                        if (seen == 0)
                        {
                            _table.Wrap(at);
                        }
                    }
                }
            }

            int bucket = _table.Locate(rank);
            ulong skipped = (ulong)bucket << shift;
            ulong width = (1UL << shift) - 1;
            _low = low + (long)skipped;         // sign: the left operand is a long and decides
            _span = span - skipped < width ? span - skipped : width;
            _inSpan = _table.Inside + 1 + _table.Behind;
            _levels++;
            return _table.Inside;
        }

        private void Gather(PointReader reader, ScanRequest request)
        {
            long low = _low;
            ulong span = _span;
            int found = 0;
            double min = Finite.Max;
            double max = -Finite.Max;
            double above = Finite.Max;
            reader.Open(request, request.X, null);
            while (reader.Next())
            {
                double[] values = reader.X;
                int count = reader.Count;
                for (int k = 0; k < count; k++)
                {
                    double x = values[k];
                    long key = KeyOf(x);
                    if (key < low)
                    {
                        continue;
                    }

                    if ((ulong)(key - low) > span)
                    {
                        above = x < above ? x : above;
                        continue;
                    }

                    min = x < min ? x : min;
                    max = x > max ? x : max;
                    if (found < GatherMax)
                    {
                        Insert(x, found);
                        found++;
                    }
                }
            }

            _spanMin = min;
            _spanMax = max;
            _nextAbove = above;
        }

        // Into its place among the sorted; the platform's copy moves what lies above.
        private void Insert(double x, int count)
        {
            double[] gathered = _gathered;
            int low = 0;
            int high = count;
            while (low < high)
            {
                int middle = (low + high) >> 1;
                if (gathered[middle] > x)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            Array.Copy(gathered, low, gathered, low + 1, count - low);
            gathered[low] = x;
        }

        private double Ranked(int rank)
        {
            if (rank >= _inSpan)
            {
                return _nextAbove;
            }

            if (_inSpan <= GatherMax)
            {
                return _gathered[rank];
            }

            return rank == _inSpan - 1 ? _spanMax : _spanMin;
        }

        // Bits of a double order like its value once those of negative numbers are turned over; -0 is made 0.
        private static long KeyOf(double x)
        {
            if (x == 0)
            {
                return 0;
            }

            long bits = BitConverter.DoubleToInt64Bits(x);
            return bits ^ ((bits >> 63) & long.MaxValue);
        }
    }
}
