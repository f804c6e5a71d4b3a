using System;
using NanoBatch.Runtime;

namespace NanoBatch.Benchmark
{
    /// <summary>The three jobs as someone writes them by hand who knows nanoCLR: integers in locals, two segments instead of a modulo, counting instead of sorting,
    /// sums flushed to long, unrolled, buffers kept.</summary>
    /// <remarks>They do only what these three inputs need: no nulls, no gaps, no coverage, fixed items.</remarks>
    public sealed class HandWritten
    {
        /// <summary>Numbers of the last call.</summary>
        public readonly double[] Result = new double[17];

        private readonly ushort[] _counts = new ushort[4096];
        private long _sum;
        private long _squares;
        private int _min;
        private int _max;
        private int _outside;
        private int _outsideTimes;
        private int _outsideSquares;
        private long _products;

        /// <summary>Count, mean, min, max, population standard deviation.</summary>
        public void W1(ushort[] ring, int oldest, int n, double a, double b)
        {
            _sum = 0;
            _squares = 0;
            _min = 4095;
            _max = 0;
            int first = ring.Length - oldest < n ? ring.Length - oldest : n;
            AddMoments(ring, oldest, oldest + first);
            AddMoments(ring, 0, n - first);
            double[] o = Result;
            o[0] = n;
            o[1] = (a * _sum / n) + b;
            o[2] = (a * (a < 0 ? _max : _min)) + b;
            o[3] = (a * (a < 0 ? _min : _max)) + b;
            o[4] = (a < 0 ? -a : a) * SquareRoot.Of((double)((n * _squares) - (_sum * _sum))) / n;
        }

        /// <summary>One channel: mean, p10, p90, slope per hour of the samples with 0 &lt;= value &lt;= 60.</summary>
        public void W2(ushort[] ring, int oldest, int n, double a, double b)
        {
            int low = (int)((60 - b) / a);
            low += (a * low) + b > 60 ? 1 : 0;
            int high = (int)((0 - b) / a);
            high -= (a * high) + b < 0 ? 1 : 0;
            Array.Clear(_counts, 0, 4096);
            _sum = 0;
            _products = 0;
            _outside = 0;
            _outsideTimes = 0;
            _outsideSquares = 0;
            int first = ring.Length - oldest < n ? ring.Length - oldest : n;
            AddTrend(ring, oldest, oldest + first, 0, low, high);
            AddTrend(ring, 0, n - first, first, low, high);
            long m = n - _outside;
            long times = ((long)n * (n - 1) / 2) - _outsideTimes;
            long squares = ((long)(n - 1) * n * ((2 * n) - 1) / 6) - _outsideSquares;
            double[] o = Result;
            o[0] = (a * _sum / m) + b;
            o[1] = (a * Rank((m - 1) * 0.9, low)) + b;
            o[2] = (a * Rank((m - 1) * 0.1, low)) + b;
            o[3] = a * (double)((m * _products) - (times * _sum)) / (double)((m * squares) - (times * times)) * 60;
        }

        /// <summary>16 bins of 0..100, and an exponential mean of weight 0.1.</summary>
        public void W3(ushort[] ring, int oldest, int n, double a, double b)
        {
            double[] o = Result;
            for (int k = 0; k < 16; k++)
            {
                o[k] = 0;
            }

            double scale = a * 0.16;
            double offset = b * 0.16;
            double e = ring[oldest];
            int first = ring.Length - oldest < n ? ring.Length - oldest : n;
            int i = oldest;
            int end = oldest + first;
            for (int segment = 0; segment < 2; segment++)
            {
                while (i < end)
                {
                    int x = ring[i];
                    double bin = (scale * x) + offset;
                    if (bin >= 0 && bin <= 16)
                    {
                        o[bin == 16 ? 15 : (int)bin]++;
                    }

                    e += 0.1 * (x - e);
                    i++;
                }

                i = 0;
                end = n - first;
            }

            o[16] = (a * e) + b;
        }

        private void AddMoments(ushort[] ring, int start, int end)
        {
            long sum = _sum;
            long squares = _squares;
            int min = _min;
            int max = _max;
            while (start < end)
            {
                int chunkEnd = end - start > 128 ? start + 128 : end;      // 128 · 4095² is the last below 2³¹
                int unrolled = chunkEnd - 3;
                int s = 0;
                int q = 0;
                int x;
                int y;
                int z;
                int w;
                int i = start;
                while (i < unrolled)
                {
                    x = ring[i];
                    y = ring[i + 1];
                    z = ring[i + 2];
                    w = ring[i + 3];
                    s += x + y + z + w;
                    q += (x * x) + (y * y) + (z * z) + (w * w);
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

                while (i < chunkEnd)
                {
                    x = ring[i];
                    s += x;
                    q += x * x;
                    min = x < min ? x : min;
                    max = x > max ? x : max;
                    i++;
                }

                sum += s;
                squares += q;
                start = chunkEnd;
            }

            _sum = sum;
            _squares = squares;
            _min = min;
            _max = max;
        }

        // Σ t·x from prefix sums, and what is left out off Σt and Σt²: the cheapest form found.
        private void AddTrend(ushort[] ring, int start, int end, int time, int low, int high)
        {
            ushort[] counts = _counts;
            uint width = (uint)(high - low);
            while (start < end)
            {
                int chunkEnd = end - start > 512 ? start + 512 : end;
                int unrolled = chunkEnd - 1;
                int toTime = time - start;
                int s = 0;
                int prefixes = 0;
                int x;
                int i = start;
                while (i < unrolled)
                {
                    x = ring[i];
                    if ((uint)(x - low) <= width)
                    {
                        s += x;
                        counts[x]++;
                    }
                    else
                    {
                        LeaveOut(i + toTime);
                    }

                    prefixes += s;
                    x = ring[i + 1];
                    if ((uint)(x - low) <= width)
                    {
                        s += x;
                        counts[x]++;
                    }
                    else
                    {
                        LeaveOut(i + 1 + toTime);
                    }

                    prefixes += s;
                    i += 2;
                }

                if (i < chunkEnd)
                {
                    x = ring[i];
                    if ((uint)(x - low) <= width)
                    {
                        s += x;
                        counts[x]++;
                    }
                    else
                    {
                        LeaveOut(i + toTime);
                    }

                    prefixes += s;
                }

                _sum += s;
                _products += ((long)(time + chunkEnd - start) * s) - prefixes;
                time += chunkEnd - start;
                start = chunkEnd;
            }
        }

        private void LeaveOut(int time)
        {
            _outside++;
            _outsideTimes += time;
            _outsideSquares += time * time;
        }

        /// <summary>Counts at a fractional rank, between its two neighbours.</summary>
        private double Rank(double position, int low)
        {
            ushort[] counts = _counts;
            int rank = (int)position;
            int left = rank;
            int x = low;
            while (left >= counts[x])
            {
                left -= counts[x];
                x++;
            }

            int next = x;
            if (left + 1 == counts[x])
            {
                next++;
                while (counts[next] == 0)
                {
                    next++;
                }
            }

            return x + ((next - x) * (position - rank));
        }
    }
}
