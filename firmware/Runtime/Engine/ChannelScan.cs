using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>One channel's window on raw counts: the passes a plan asks for, then one finish in double for each item.</summary>
    /// <remarks>A straight line commutes with sums, means, ranks and trends, so the loops see integers only; whatever the calibration, what depends on order
    /// alone is found in counts and calibrated once.</remarks>
    internal sealed class ChannelScan
    {
        /// <summary>Samples in range after <c>in</c>.</summary>
        public int Count;

        /// <summary>Valid samples before <c>in</c>; -1 when no pass counted them.</summary>
        public int ValidCount;

        private readonly MomentsPass _moments = new MomentsPass();
        private readonly TrendPass _trend = new TrendPass();
        private readonly RankTable _ranks;
        private readonly SequencePass _sequence = new SequencePass();
        private readonly CountEdges _edges = new CountEdges();
        private readonly RingWindow _window;
        private Calibration _calibration;
        private double _periodHours;
        private int _passes;
        private int _low;
        private int _high;
        private double _value;

        /// <summary>Lays out a window and counts ranks in a table that others may use between its scans.</summary>
        public ChannelScan(RingWindow window, RankTable ranks)
        {
            _window = window;
            _ranks = ranks;
        }

        /// <summary>The number of the last <see cref="Evaluate"/> that returned true.</summary>
        public double Value => _value;

        /// <summary>IL instructions spent on the window so far.</summary>
        public int Cost => _window.Cost;

        /// <summary>Takes the passes over the channel's window.</summary>
        public void Scan(ScanRequest request, int channel, int passes)
        {
            _calibration = request.Calibrations[channel];
            _periodHours = request.PeriodHours;
            _passes = passes;
            _window.Open(request.Rings[channel], request.NewestSlot, request.WindowSlots, request.UseSummaries);
            _low = request.ValidLow[channel] > 0 ? request.ValidLow[channel] : 0;
            _high = request.ValidHigh[channel] < Calibration.MaxCounts ? request.ValidHigh[channel] : Calibration.MaxCounts;
            bool isValid = MakeRange();
            ValidCount = -1;
            if ((passes & ScanPlan.ValidPass) != 0)
            {
                ValidCount = isValid ? CountPass.Of(_window, _low, _high) : 0;
            }

            if (request.FilterKind != FilterKind.None)
            {
                Narrow(request);
                MakeRange();
            }

            Count = 0;
            if (_window.Trim(_low, _high))
            {
                Take(passes);
            }

            if (request.FilterKind == FilterKind.None)
            {
                ValidCount = Count;
            }
        }

        /// <summary>Evaluates one item that yields one number.</summary>
        /// <returns>False for null; <see cref="Value"/> may still not be finite.</returns>
        public bool Evaluate(Aggregate kind, double arg0)
        {
            if (Count == 0 || (Count == 1 && NeedsTwo(kind)))
            {
                return false;
            }

            switch (kind)
            {
                case Aggregate.Sum:
                    _value = Mean() * Count;
                    break;
                case Aggregate.Mean:
                    _value = Mean();
                    break;
                case Aggregate.Min:
                    _value = _calibration.ToValue(_calibration.IsRising ? Least() : Greatest());
                    break;
                case Aggregate.Max:
                    _value = _calibration.ToValue(_calibration.IsRising ? Greatest() : Least());
                    break;
                case Aggregate.Range:
                    double range = _calibration.ToValue(Greatest()) - _calibration.ToValue(Least());
                    _value = _calibration.IsRising ? range : -range;
                    break;
                case Aggregate.First:
                    _value = _calibration.ToValue(_window.FirstCounts());
                    break;
                case Aggregate.Last:
                    _value = _calibration.ToValue(_window.LastCounts());
                    break;
                case Aggregate.Delta:
                    _value = _calibration.ToValue(_window.LastCounts()) - _calibration.ToValue(_window.FirstCounts());
                    break;
                case Aggregate.StdDev:
                case Aggregate.StdDevP:
                case Aggregate.Variance:
                    _value = Spread(kind);
                    break;
                case Aggregate.Median:
                    _value = Quantile(0.5);
                    break;
                case Aggregate.Percentile:
                    _value = Quantile(arg0 / 100);
                    break;
                case Aggregate.Quantile:
                    _value = Quantile(arg0);
                    break;
                case Aggregate.Slope:
                    _value = _trend.Slope(_window.Slots) * _calibration.ValueStep / _calibration.RawStep / _periodHours;
                    break;
                case Aggregate.Rate:
                    _value = Rate();
                    break;
                case Aggregate.Ewma:
                    _value = Ewma(arg0);
                    break;
                case Aggregate.Integral:
                    double span = _window.Slots - 1;
                    _value = _calibration.ToValue(SequencePass.Integral(_window, _low, _high) / (2 * span)) * (span * _periodHours);
                    break;
                case Aggregate.Above:
                    _calibration.CountsAbove(arg0, out int aboveFirst, out int aboveLast);
                    _value = CountIn(aboveFirst, aboveLast) * _periodHours;
                    break;
                case Aggregate.Below:
                    _calibration.CountsBelow(arg0, out int belowFirst, out int belowLast);
                    _value = CountIn(belowFirst, belowLast) * _periodHours;
                    break;
                case Aggregate.Crossings:
                    _calibration.CountsAbove(arg0, out int first, out int last);
                    _value = first > last ? 0 : SequencePass.Crossings(_window, _low, _high, first, last);
                    break;
                default:
                    return false;
            }

            return true;
        }

        /// <summary>Fills the bins of a histogram.</summary>
        /// <param name="low">Low end in the unit.</param>
        /// <param name="high">High end, above the low one.</param>
        /// <param name="bins">1..32.</param>
        /// <param name="values">Receives one count a bin.</param>
        /// <param name="at">Where the first one goes.</param>
        public void Histogram(double low, double high, int bins, double[] values, int at)
        {
            if (Count == 0)
            {
                for (int i = 0; i < bins; i++)
                {
                    values[at + i] = 0;
                }

                return;
            }

            // One count below each edge; the bins are the differences.
            _edges.Begin(_calibration, low, high, bins);
            int first = _edges.Edge(0);
            _ranks.BeginBelow(first, _edges.Edge(bins));
            int below = _ranks.Below(first);
            for (int k = 0; k < bins; k++)
            {
                int next = _ranks.Below(_edges.Edge(k + 1));
                values[at + k] = below < next ? next - below : below - next;
                below = next;
            }
        }

        internal static bool NeedsTwo(Aggregate kind)
        {
            switch (kind)
            {
                case Aggregate.Delta:
                case Aggregate.StdDev:
                case Aggregate.Variance:
                case Aggregate.Slope:
                case Aggregate.Rate:
                case Aggregate.Integral:
                case Aggregate.Crossings:
                    return true;
                default:
                    return false;
            }
        }

        // An empty range becomes one that no sample is in, so that the loops' one comparison still holds.
        private bool MakeRange()
        {
            if (_low <= _high)
            {
                return true;
            }

            _low = Calibration.MaxCounts + 1;
            _high = Calibration.MaxCounts + 1;
            return false;
        }

        private void Narrow(ScanRequest request)
        {
            int first;
            int last;
            if (request.FilterKind == FilterKind.Unit)
            {
                _calibration.CountRange(request.FilterLow, request.FilterHigh, out first, out last);
            }
            else
            {
                Calibration.Identity.CountRange(request.FilterLow, request.FilterHigh, out first, out last);
            }

            _low = first > _low ? first : _low;
            _high = last < _high ? last : _high;
        }

        private void Take(int passes)
        {
            if ((passes & ScanPlan.FusedPass) != 0)
            {
                _trend.ScanWithRanks(_window, _low, _high, _ranks);
                Count = _trend.Count;
            }

            if ((passes & ScanPlan.RankPass) != 0)
            {
                Count = RankPass.Scan(_window, _low, _high, _ranks);
            }

            if ((passes & ScanPlan.TrendPass) != 0)
            {
                _trend.Scan(_window, _low, _high);
                Count = _trend.Count;
            }

            if ((passes & (ScanPlan.SumPass | ScanPlan.MomentsPass)) != 0)
            {
                _moments.Scan(_window, _low, _high, (passes & ScanPlan.MomentsPass) != 0);
                Count = _moments.Count;
            }

            if ((passes & ScanPlan.CountPass) != 0)
            {
                Count = CountPass.Of(_window, _low, _high);
            }
        }

        // sum / n first: a constant window then gives exactly the value of its counts.
        private double Mean()
        {
            long sum = (_passes & (ScanPlan.SumPass | ScanPlan.MomentsPass)) != 0 ? _moments.Sum : _trend.Sum;
            return _calibration.ToValue((double)sum / Count);
        }

        private int Least()
        {
            return (_passes & ScanPlan.MomentsPass) != 0 ? _moments.Min : _ranks.Select(0);
        }

        private int Greatest()
        {
            return (_passes & ScanPlan.MomentsPass) != 0 ? _moments.Max : _ranks.Select(Count - 1);
        }

        private double Spread(Aggregate kind)
        {
            long n = Count;
            double scatter = (n * _moments.Squares) - (_moments.Sum * _moments.Sum);        // n² times the population variance, exact
            double scale = _calibration.ValueStep / _calibration.RawStep;
            if (kind == Aggregate.Variance)
            {
                return scatter / ((double)n * (n - 1)) * scale * scale;
            }

            double deviation = kind == Aggregate.StdDevP
                ? SquareRoot.Of(scatter) / n
                : SquareRoot.Of(scatter / ((double)n * (n - 1)));
            return deviation * (scale < 0 ? -scale : scale);
        }

        private double Quantile(double q)
        {
            double position = (Count - 1) * q;
            int rank = (int)position;
            double fraction = position - rank;
            if (fraction == 0 || rank + 1 >= Count)
            {
                return _calibration.ToValue(_ranks.Select(_calibration.IsRising ? rank : Count - 1 - rank));
            }

            // Both neighbours with one search, by counts; where values fall as counts rise, the greater counts are the lower neighbour.
            double lesser = _calibration.ToValue(_ranks.Select(_calibration.IsRising ? rank : Count - 2 - rank));
            double greater = _calibration.ToValue(_ranks.Next());
            return _calibration.IsRising
                ? lesser + ((greater - lesser) * fraction)
                : greater + ((lesser - greater) * fraction);
        }

        private double Rate()
        {
            _sequence.Rate(_window, _low, _high, _calibration.IsRising);
            double scale = _calibration.ValueStep / _calibration.RawStep;
            double total = _sequence.Rises * (scale < 0 ? -scale : scale);
            if (_sequence.Restarts != 0)
            {
                total += _sequence.Restarts * _calibration.ToValue((double)_sequence.RestartSum / _sequence.Restarts);
            }

            return total / ((_window.Slots - 1) * _periodHours);
        }

        private double Ewma(double weight)
        {
            int slots = _window.Slots;
            int skip = slots - ScanCharges.EwmaSlots(slots, weight) - (slots - Count);      // as many more slots as hold no sample
            _window.Cost += ScanCharges.EwmaCost(slots, weight);
            return _calibration.ToValue(SequencePass.Ewma(_window, _low, _high, weight, skip > 0 ? skip : 0, Count == slots));
        }

        private int CountIn(int first, int last)
        {
            first = first > _low ? first : _low;
            last = last < _high ? last : _high;
            if (first > last)
            {
                return 0;
            }

            return (_passes & (ScanPlan.RankPass | ScanPlan.FusedPass)) != 0 ? _ranks.Between(first, last + 1) : CountPass.Of(_window, first, last);
        }
    }
}
