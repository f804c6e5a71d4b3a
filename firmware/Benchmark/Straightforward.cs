using System;
using NanoBatch.Runtime;

namespace NanoBatch.Benchmark
{
    /// <summary>The three jobs as they are written first: calibrate each sample, double sums in fields, a modulo, a sort.</summary>
    public sealed class Straightforward
    {
        /// <summary>Numbers of the last call.</summary>
        public readonly double[] Result = new double[17];

        private readonly double[] _kept = new double[1440];
        private int _count;
        private double _sum;
        private double _squares;
        private double _min;
        private double _max;

        public void W1(ushort[] ring, int oldest, int n, double a, double b)
        {
            _sum = 0;
            _squares = 0;
            _min = 1e9;
            _max = -1e9;
            for (int i = 0; i < n; i++)
            {
                double v = (a * ring[(oldest + i) % ring.Length]) + b;
                _sum += v;
                _squares += v * v;
                if (v < _min)
                {
                    _min = v;
                }

                if (v > _max)
                {
                    _max = v;
                }
            }

            double mean = _sum / n;
            Result[0] = n;
            Result[1] = mean;
            Result[2] = _min;
            Result[3] = _max;
            Result[4] = SquareRoot.Of((_squares / n) - (mean * mean));
        }

        public void W2(ushort[] ring, int oldest, int n, double a, double b)
        {
            _count = 0;
            double sumT = 0;
            double sumX = 0;
            double sumTT = 0;
            double sumTX = 0;
            for (int i = 0; i < n; i++)
            {
                double v = (a * ring[(oldest + i) % ring.Length]) + b;
                if (v >= 0 && v <= 60)
                {
                    _kept[_count++] = v;
                    sumT += i;
                    sumX += v;
                    sumTT += (double)i * i;
                    sumTX += i * v;
                }
            }

            Sort();
            Result[0] = sumX / _count;
            Result[1] = Quantile(0.1);
            Result[2] = Quantile(0.9);
            Result[3] = ((_count * sumTX) - (sumT * sumX)) / ((_count * sumTT) - (sumT * sumT)) * 60;
        }

        public void W3(ushort[] ring, int oldest, int n, double a, double b)
        {
            Array.Clear(Result, 0, 17);
            double e = 0;
            for (int i = 0; i < n; i++)
            {
                double v = (a * ring[(oldest + i) % ring.Length]) + b;
                if (v >= 0 && v <= 100)
                {
                    int bin = (int)(v / 100 * 16);
                    Result[bin < 16 ? bin : 15]++;
                }

                e = i == 0 ? v : (0.1 * v) + (0.9 * e);
            }

            Result[16] = e;
        }

        private double Quantile(double q)
        {
            double position = (_count - 1) * q;
            int low = (int)position;
            return low + 1 == _count ? _kept[low] : _kept[low] + ((_kept[low + 1] - _kept[low]) * (position - low));
        }

        // Shell's sort: the platform has none.
        private void Sort()
        {
            double[] kept = _kept;
            for (int gap = 701; gap > 0; gap = gap == 701 ? 301 : gap == 301 ? 132 : gap == 132 ? 57 : gap == 57 ? 23 : gap == 23 ? 10 : gap == 10 ? 4 : gap == 4 ? 1 : 0)
            {
                for (int i = gap; i < _count; i++)
                {
                    double v = kept[i];
                    int j = i;
                    while (j >= gap && kept[j - gap] > v)
                    {
                        kept[j] = kept[j - gap];
                        j -= gap;
                    }

                    kept[j] = v;
                }
            }
        }
    }
}
