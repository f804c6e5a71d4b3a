using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Executes scan instructions: one window, all its aggregates, as few passes as they need (JOB-LANGUAGE.md section 5).</summary>
    /// <remarks>One object for each engine. Tables are allocated on first use and kept; later runs allocate nothing. Not for two threads.</remarks>
    public sealed class WindowScan
    {
        private const int ByCounts = 0;
        private const int ByPoints = 1;
        private const int ByPairs = 2;

        private readonly ScanPlan _plan = new ScanPlan();
        private readonly RingWindow _window = new RingWindow();
        private readonly RankTable _ranks = new RankTable();
        private readonly ChannelScan _channelScan;
        private PointScan _pointScan;
        private int _validCount;
        private int _stepsUsed;
        private int _stride;

        /// <summary>An engine's scanner; its tables come later.</summary>
        public WindowScan()
        {
            _channelScan = new ChannelScan(_window, _ranks);
        }

        /// <summary>Valid samples of the last run's window before <c>in</c>, of its first series; -1 where the run had an <c>in</c> and nothing needed that count.</summary>
        public int ValidCount => _validCount;

        /// <summary>Steps the last run used; never above <see cref="ScanPlan.Bound"/> of its plan.</summary>
        public int StepsUsed => _stepsUsed;

        /// <summary>Takes the memory of ranks and of series now, and not in the first run; gives back what is not needed.</summary>
        public void Reserve(EngineNeed need)
        {
            _window.Close();        // rings are laid out anew when jobs change
            _ranks.Reserve(need.RankEntries, need.RankSlots);
            if (need.PointColumns == 0)
            {
                _pointScan = null;
                return;
            }

            _pointScan = _pointScan ?? new PointScan(_window, _ranks);
            _pointScan.Reserve(need.PointColumns, need.HasPointQuantiles);
        }

        /// <summary>Fills one value for each item of the request, and as many as it has bins for a histogram.</summary>
        /// <returns>Number of values written.</returns>
        public int Run(ScanRequest request, double[] values, byte[] kinds, int firstValue)
        {
            return Run(request, values, kinds, firstValue, 1);
        }

        /// <summary>As above, with room between the values of two items.</summary>
        /// <param name="request">A verified request; read only.</param>
        /// <param name="values">Receives the numbers.</param>
        /// <param name="kinds">Receives <see cref="ValueKind"/> beside each number.</param>
        /// <param name="firstValue">Index of the first value written.</param>
        /// <param name="stride">From one item's value to the next one's; 1 where any is a histogram.</param>
        /// <returns>Distance from the first value to the end of the last item's.</returns>
        public int Run(ScanRequest request, double[] values, byte[] kinds, int firstValue, int stride)
        {
            _stride = stride;
            int channel = request.X.SingleChannel;
            bool isStraight = Plan(request, channel);
            int passes = _plan.Passes;
            long cost = _plan.FixedCost;
            if (_pointScan == null && (passes & (ScanPlan.PointPass | ScanPlan.PairPass)) != 0)
            {
                _pointScan = new PointScan(_window, _ranks);
            }

            int written = 0;

            // Every scan lays its rings' windows out anew: the items of one are finished before the next begins.
            if (channel >= 0)
            {
                _channelScan.Scan(request, channel, passes);
                _validCount = _channelScan.ValidCount;
                written = Finish(request, ByCounts, _validCount, _channelScan.Count, values, kinds, firstValue);
                cost += _channelScan.Cost;
            }

            if ((passes & ScanPlan.PointPass) != 0)
            {
                _pointScan.Scan(request, _plan, isStraight, values, firstValue);
                _validCount = _pointScan.ValidCount;
                written = Finish(request, ByPoints, _validCount, _pointScan.Count, values, kinds, firstValue);
                cost += _pointScan.Cost;
            }

            if ((passes & ScanPlan.PairPass) != 0)
            {
                _pointScan.ScanPairs(request, isStraight);
                written = Finish(request, ByPairs, _pointScan.ValidCount, _pointScan.Count, values, kinds, firstValue);
                cost += _pointScan.Cost;
            }

            _stepsUsed = ScanCharges.ToSteps(cost);
            return written;
        }

        /// <summary>Valid samples of one channel in a window, as a report gives them per channel.</summary>
        /// <param name="ring">The channel's ring; its summaries are used where it has them.</param>
        /// <param name="newestSlot">Absolute number of the window's newest slot.</param>
        /// <param name="windowSlots">Slots of the window; those not kept count as gaps.</param>
        /// <param name="validLow">Least valid counts.</param>
        /// <param name="validHigh">Greatest valid counts.</param>
        /// <remarks>Costs <see cref="ScanPlan.CountBound"/> steps at most.</remarks>
        public int CountValid(Ring ring, long newestSlot, int windowSlots, int validLow, int validHigh)
        {
            int low = validLow > 0 ? validLow : 0;
            int high = validHigh < Calibration.MaxCounts ? validHigh : Calibration.MaxCounts;
            if (low > high)
            {
                return 0;
            }

            _window.Open(ring, newestSlot, windowSlots, true);
            return CountPass.Of(_window, low, high);
        }

        // Traits of the request as it stands; returns whether every calibration is one line.
        private bool Plan(ScanRequest request, int channel)
        {
            int traits = request.FilterKind != FilterKind.None ? ScanPlan.Unbounded | ScanPlan.Filtered : ScanPlan.Unbounded;
            traits |= request.NeedsPercent > 0 ? ScanPlan.Needs : 0;
            int mask = request.X.ChannelMask;
            int secondElements = 0;
            if (request.Y != null)
            {
                secondElements = request.Y.Count;
                mask |= request.Y.ChannelMask;
            }

            bool isStraight = true;
            for (int c = 0; mask != 0; c++, mask >>= 1)
            {
                isStraight &= (mask & 1) == 0 || request.Calibrations[c].IsStraight;
            }

            traits |= isStraight ? ScanPlan.Straight : 0;
            if (channel >= 0)
            {
                traits |= ScanPlan.SingleChannel;
                traits |= request.UseSummaries && request.Rings[channel].Summaries != null ? ScanPlan.Summaries : 0;
                traits |= request.ValidLow[channel] > 0 || request.ValidHigh[channel] < Calibration.MaxCounts ? ScanPlan.Ranged : 0;
            }

            _plan.Begin(traits, request.X.Count, secondElements);
            for (int item = 0; item < request.ItemCount; item++)
            {
                Aggregate kind = request.Kinds[item];
                _plan.Add(kind, request.Arg0[item], kind == Aggregate.Hist ? request.Bins[item] : 0);
            }

            return isStraight;
        }

        // Writes the items that a scan answers; returns the value slots of all items.
        private int Finish(ScanRequest request, int source, int validCount, int count, double[] values, byte[] kinds, int firstValue)
        {
            // Fewer than P % of what was expected: only what counts samples still has a value.
            bool isStarved = request.NeedsPercent > 0 && validCount * 100.0 < request.NeedsPercent * request.WindowSlots;
            int at = firstValue;
            for (int item = 0; item < request.ItemCount; item++)
            {
                Aggregate kind = request.Kinds[item];
                int width = kind == Aggregate.Hist ? request.Bins[item] : _stride;
                if (SourceOf(kind) == source)
                {
                    switch (kind)
                    {
                        case Aggregate.Count:
                            Put(count, values, kinds, at);
                            break;
                        case Aggregate.Gaps:
                            Put(request.WindowSlots - count, values, kinds, at);
                            break;
                        case Aggregate.Coverage:
                            Put(request.WindowSlots == 0 ? 0 : 100.0 * count / request.WindowSlots, values, kinds, at);
                            break;
                        case Aggregate.Hist:
                            PutHistogram(request, item, source, isStarved, values, kinds, at);
                            break;
                        default:
                            if (!isStarved && Evaluate(request, item, source))
                            {
                                Put(source == ByCounts ? _channelScan.Value : _pointScan.Value, values, kinds, at);
                            }
                            else
                            {
                                PutNull(values, kinds, at);
                            }

                            break;
                    }
                }

                at += width;
            }

            return at - firstValue;
        }

        private int SourceOf(Aggregate kind)
        {
            if (kind == Aggregate.Corr)
            {
                return ByPairs;
            }

            return _plan.TakesPoints(kind) ? ByPoints : ByCounts;
        }

        private bool Evaluate(ScanRequest request, int item, int source)
        {
            switch (source)
            {
                case ByCounts:
                    return _channelScan.Evaluate(request.Kinds[item], request.Arg0[item]);
                case ByPoints:
                    return _pointScan.Evaluate(item);
                default:
                    return _pointScan.Correlate();
            }
        }

        private void PutHistogram(ScanRequest request, int item, int source, bool isStarved, double[] values, byte[] kinds, int at)
        {
            int bins = request.Bins[item];
            bool isNull = isStarved || request.Arg0[item] >= request.Arg1[item];
            if (source == ByCounts && !isNull)
            {
                _channelScan.Histogram(request.Arg0[item], request.Arg1[item], bins, values, at);
            }

            for (int bin = 0; bin < bins; bin++)
            {
                if (isNull)
                {
                    PutNull(values, kinds, at + bin);
                }
                else
                {
                    kinds[at + bin] = ValueKind.Number;
                }
            }
        }

        private static void Put(double value, double[] values, byte[] kinds, int at)
        {
            if (!Finite.Is(value))
            {
                PutNull(values, kinds, at);
                return;
            }

            values[at] = value;
            kinds[at] = ValueKind.Number;
        }

        private static void PutNull(double[] values, byte[] kinds, int at)
        {
            values[at] = 0;
            kinds[at] = ValueKind.Null;
        }
    }
}
