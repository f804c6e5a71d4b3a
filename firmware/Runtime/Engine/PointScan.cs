using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Aggregates over calibrated values instant by instant: arithmetic series, pairs, and what does not commute with a bent calibration.</summary>
    /// <remarks>One pass serves every item but the quantiles.</remarks>
    internal sealed class PointScan
    {
        private readonly PointReader _reader;
        private readonly PointQuantile _quantile;
        private readonly CoMoments _moments = new CoMoments();
        private readonly double[] _times = new double[PointReader.ChunkSlots];
        private readonly double[] _totals = new double[ScanRequest.MaxItems];
        private ScanRequest _request;
        private int _count;
        private int _validCount;
        private double _sum;
        private double _min;
        private double _max;
        private double _minY;
        private double _maxY;
        private double _first;
        private double _last;
        private int _firstTime;
        private int _lastTime;
        private double _value;
        private long _cost;
        private int _seriesCost;

        /// <summary>Shares window and rank table of the count passes.</summary>
        public PointScan(RingWindow window, RankTable ranks)
        {
            _reader = new PointReader(window);
            _quantile = new PointQuantile(ranks);
        }

        /// <summary>Takes the memory of series now; each column has 512 bytes.</summary>
        /// <param name="columns">Most that a series, or a pair of them, stacks up.</param>
        /// <param name="hasQuantiles">Whether a quantile of one is asked for.</param>
        public void Reserve(int columns, bool hasQuantiles)
        {
            _reader.Reserve(columns);
            _quantile.Reserve(hasQuantiles);
        }

        /// <summary>Valid instants after <c>in</c>.</summary>
        public int Count => _count;

        /// <summary>Valid instants before <c>in</c>.</summary>
        public int ValidCount => _validCount;

        /// <summary>The number of the last <see cref="Evaluate"/> that returned true.</summary>
        public double Value => _value;

        /// <summary>IL instructions spent since <see cref="Scan"/> or <see cref="ScanPairs"/>.</summary>
        public long Cost => _cost;

        /// <summary>Passes once over the first series for every item of the plan that takes points.</summary>
        /// <param name="request">What to scan.</param>
        /// <param name="plan">Tells which items take points.</param>
        /// <param name="isStraight">Whether every calibration is one line; for the charge only.</param>
        /// <param name="values">Receives the bins of histograms.</param>
        /// <param name="firstValue">Value slot of the first item.</param>
        public void Scan(ScanRequest request, ScanPlan plan, bool isStraight, double[] values, int firstValue)
        {
            _request = request;
            _count = 0;
            _sum = 0;
            _min = Finite.Max;
            _max = -Finite.Max;
            _moments.Clear();
            bool wantsMoments = plan.WantsPointMoments;
            int at = firstValue;
            for (int item = 0; item < request.ItemCount; item++)
            {
                Aggregate kind = request.Kinds[item];
                _totals[item] = 0;
                bool isHistogram = kind == Aggregate.Hist;
                for (int bin = 0; isHistogram && plan.TakesPoints(kind) && bin < request.Bins[item]; bin++)
                {
                    values[at + bin] = 0;
                }

                at += isHistogram ? request.Bins[item] : 1;
            }

            _reader.Open(request, request.X, null);
            while (_reader.Next())
            {
                if (_reader.Count != 0)
                {
                    TakeChunk(plan, wantsMoments, values, firstValue);
                }
            }

            _validCount = _reader.ValidCount;
            _seriesCost = ScanCharges.PointSeriesSlot(request.X.Count, 1, isStraight);
            _cost = ScanCharges.PointFixed + ((long)(_seriesCost + ScanCharges.PointSlot + plan.PointItemsSlot) * _reader.Slots);
        }

        /// <summary>Passes once over the instants at which both series are valid.</summary>
        public void ScanPairs(ScanRequest request, bool isStraight)
        {
            _moments.Clear();
            _min = Finite.Max;
            _max = -Finite.Max;
            _minY = Finite.Max;
            _maxY = -Finite.Max;
            _reader.Open(request, request.X, request.Y);
            while (_reader.Next())
            {
                int count = _reader.Count;
                double[] x = _reader.X;
                double[] y = _reader.Y;
                TakeExtremes(x, count);
                double min = _minY;
                double max = _maxY;
                for (int k = 0; k < count; k++)
                {
                    double b = y[k];
                    if (b < min)
                    {
                        min = b;
                    }

                    if (b > max)
                    {
                        max = b;
                    }
                }

                _minY = min;
                _maxY = max;
                _moments.Add(x, y, count);
            }

            _count = _moments.Count;
            _validCount = _reader.ValidCount;
            int slot = ScanCharges.PointSeriesSlot(request.X.Count, 2, isStraight) + ScanCharges.PointSeriesSlot(request.Y.Count, 0, isStraight);
            _cost = ScanCharges.PointFixed + ((long)(slot + ScanCharges.PairSlot) * _reader.Slots);
        }

        /// <summary>Pearson correlation of the pairs last scanned.</summary>
        /// <returns>False for null: fewer than two instants, or one side all equal.</returns>
        public bool Correlate()
        {
            if (_count < 2 || _min == _max || _minY == _maxY)
            {
                return false;
            }

            double scatter = SquareRoot.Of(_moments.ScatterA) * SquareRoot.Of(_moments.ScatterB);
            if (!(scatter > 0))
            {
                return false;
            }

            _value = _moments.Product / scatter;
            return true;
        }

        /// <summary>Evaluates one item that yields one number.</summary>
        /// <returns>False for null; <see cref="Value"/> may still not be finite.</returns>
        public bool Evaluate(int item)
        {
            Aggregate kind = _request.Kinds[item];
            if (_count == 0 || (_count == 1 && ChannelScan.NeedsTwo(kind)))
            {
                return false;
            }

            double hours = _request.PeriodHours;
            switch (kind)
            {
                case Aggregate.Sum:
                    _value = _sum;
                    break;
                case Aggregate.Mean:
                    _value = _min == _max ? _min : _sum / _count;      // a constant series is its own mean, to the bit
                    break;
                case Aggregate.Min:
                    _value = _min;
                    break;
                case Aggregate.Max:
                    _value = _max;
                    break;
                case Aggregate.Range:
                    _value = _max - _min;
                    break;
                case Aggregate.First:
                    _value = _first;
                    break;
                case Aggregate.Last:
                    _value = _last;
                    break;
                case Aggregate.Delta:
                    _value = _last - _first;
                    break;
                case Aggregate.StdDev:
                    _value = SquareRoot.Of(Scatter() / (_count - 1));
                    break;
                case Aggregate.StdDevP:
                    _value = SquareRoot.Of(Scatter() / _count);
                    break;
                case Aggregate.Variance:
                    _value = Scatter() / (_count - 1);
                    break;
                case Aggregate.Median:
                    _value = Quantile(0.5);
                    break;
                case Aggregate.Percentile:
                    _value = Quantile(_request.Arg0[item] / 100);
                    break;
                case Aggregate.Quantile:
                    _value = Quantile(_request.Arg0[item]);
                    break;
                case Aggregate.Slope:
                    _value = _min == _max ? 0 : _moments.Product / _moments.ScatterA / hours;
                    break;
                case Aggregate.Rate:
                    _value = _totals[item] / ((_lastTime - _firstTime) * hours);
                    break;
                case Aggregate.Ewma:
                case Aggregate.Crossings:
                    _value = _totals[item];
                    break;
                case Aggregate.Integral:
                    _value = _totals[item] / 2 * hours;
                    break;
                case Aggregate.Above:
                case Aggregate.Below:
                    _value = _totals[item] * hours;
                    break;
                default:
                    return false;
            }

            return true;
        }

        private double Scatter()
        {
            return _min == _max ? 0 : _moments.ScatterB;
        }

        private double Quantile(double q)
        {
            double value = _quantile.Of(_reader, _request, _count, _min, _max, q);
            _cost += ScanCharges.PointQuantileCost(_reader.Slots, _seriesCost, _quantile.Levels);
            return value;
        }

        private void TakeChunk(ScanPlan plan, bool wantsMoments, double[] values, int firstValue)
        {
            int count = _reader.Count;
            double[] x = _reader.X;
            int[] at = _reader.At;
            if (_count == 0)
            {
                _first = x[0];
                _firstTime = _reader.ChunkStart + at[0];
            }

            int slot = firstValue;
            for (int item = 0; item < _request.ItemCount; item++)
            {
                Aggregate kind = _request.Kinds[item];
                if (plan.TakesPoints(kind))
                {
                    TakeItem(item, kind, count, values, slot);
                }

                slot += kind == Aggregate.Hist ? _request.Bins[item] : 1;
            }

            TakeExtremes(x, count);
            if (wantsMoments)
            {
                double[] times = _times;
                double chunkStart = _reader.ChunkStart;
                for (int k = 0; k < count; k++)
                {
                    times[k] = chunkStart + at[k];
                }

                _moments.Add(times, x, count);
            }

            _count += count;
            _last = x[count - 1];
            _lastTime = _reader.ChunkStart + at[count - 1];
        }

        private void TakeExtremes(double[] x, int count)
        {
            double sum = _sum;
            double min = _min;
            double max = _max;
            for (int k = 0; k < count; k++)
            {
                double value = x[k];
                sum += value;
                if (value < min)
                {
                    min = value;
                }

                if (value > max)
                {
                    max = value;
                }
            }

            _sum = sum;
            _min = min;
            _max = max;
        }

        // Items that need each value, or the one before it: the value before a chunk is the last one of the chunk before.
        private void TakeItem(int item, Aggregate kind, int count, double[] values, int at)
        {
            double[] x = _reader.X;
            double level = _request.Arg0[item];
            switch (kind)
            {
                case Aggregate.Ewma:
                    _totals[item] = Ewma(_count == 0 ? x[0] : _totals[item], level, x, count);
                    break;
                case Aggregate.Rate:
                    _totals[item] += Rises(_count == 0 ? x[0] : _last, x, count);
                    break;
                case Aggregate.Integral:
                    _totals[item] += Trapezoids(x, _reader.At, _reader.ChunkStart, count);
                    break;
                case Aggregate.Crossings:
                    _totals[item] += Crossings(_count == 0 || _last > level, level, x, count);
                    break;
                case Aggregate.Above:
                case Aggregate.Below:
                    _totals[item] += Beyond(kind == Aggregate.Above, level, x, count);
                    break;
                case Aggregate.Hist:
                    double high = _request.Arg1[item];
                    if (level < high)
                    {
                        Bin(level, high, _request.Bins[item], x, count, values, at);
                    }

                    break;
            }
        }

        private static double Ewma(double mean, double weight, double[] x, int count)
        {
            for (int k = 0; k < count; k++)
            {
                mean += weight * (x[k] - mean);        // the first sample meets itself and changes nothing
            }

            return mean;
        }

        private static double Rises(double before, double[] x, int count)
        {
            double total = 0;
            for (int k = 0; k < count; k++)
            {
                double value = x[k];
                total += value >= before ? value - before : value;
                before = value;
            }

            return total;
        }

        private double Trapezoids(double[] x, int[] at, int chunkStart, int count)
        {
            double before = _count == 0 ? x[0] : _last;
            int last = _count == 0 ? at[0] : _lastTime - chunkStart;
            double total = 0;
            for (int k = 0; k < count; k++)
            {
                double value = x[k];
                int time = at[k];
                total += (before + value) * (time - last);
                before = value;
                last = time;
            }

            return total;
        }

        private static int Crossings(bool wasAbove, double level, double[] x, int count)
        {
            int crossings = 0;
            for (int k = 0; k < count; k++)
            {
                bool isAbove = x[k] > level;
                if (isAbove && !wasAbove)
                {
                    crossings++;
                }

                wasAbove = isAbove;
            }

            return crossings;
        }

        private static int Beyond(bool above, double level, double[] x, int count)
        {
            int beyond = 0;
            for (int k = 0; k < count; k++)
            {
                if (above ? x[k] > level : x[k] < level)
                {
                    beyond++;
                }
            }

            return beyond;
        }

        private static void Bin(double low, double high, int bins, double[] x, int count, double[] values, int at)
        {
            double width = high - low;
            for (int k = 0; k < count; k++)
            {
                double value = x[k];
                if (value >= low && value <= high)
                {
                    values[at + CountEdges.BinOf(value, low, width, bins)]++;
                }
            }
        }
    }
}
