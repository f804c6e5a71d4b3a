namespace NanoBatch.Protocol
{
    /// <summary>Which passes one scan instruction takes over its window, and what they cost at most.</summary>
    /// <remarks>The compiler, the verifier and the engine ask the same object, so that a bound is never a guess: <see cref="Begin"/>, <see cref="Add"/> for each
    /// item, then <see cref="Bound"/>. The engine charges what it visits with the constants of <see cref="ScanCharges"/>, so its steps never pass the bound.
    /// Reused, never reallocated.</remarks>
    public sealed class ScanPlan
    {
        /// <summary>Trait: the series is one channel.</summary>
        public const int SingleChannel = 1;

        /// <summary>Trait: the calibration of each channel of the series is one straight line. Without it the bound holds for every calibration.</summary>
        public const int Straight = 2;

        /// <summary>Trait: the ring keeps block summaries and this job may use them.</summary>
        public const int Summaries = 4;

        /// <summary>Trait: the channel has a <c>valid</c> range.</summary>
        public const int Ranged = 8;

        /// <summary>Trait: the scan has an <c>in</c> range.</summary>
        public const int Filtered = 16;

        /// <summary>Trait: the task has <c>needs</c>.</summary>
        public const int Needs = 32;

        /// <summary>Trait: <see cref="Bound"/> will not be asked for; the engine needs no memory for it.</summary>
        public const int Unbounded = 64;

        /// <summary>Pass: counts the samples; where no other pass does.</summary>
        public const int CountPass = 1;

        /// <summary>Pass: count and sum.</summary>
        public const int SumPass = 2;

        /// <summary>Pass: count, sum, squares, extremes.</summary>
        public const int MomentsPass = 4;

        /// <summary>Pass: count, sum, sums against time.</summary>
        public const int TrendPass = 8;

        /// <summary>Pass: how often each counts value occurs.</summary>
        public const int RankPass = 16;

        /// <summary>Pass: trend and ranks in one.</summary>
        public const int FusedPass = 32;

        /// <summary>Pass: counts what is valid before <c>in</c>, for <c>needs</c>.</summary>
        public const int ValidPass = 64;

        /// <summary>Pass: calibrated values instant by instant.</summary>
        public const int PointPass = 128;

        /// <summary>Pass: instants of both series of corr.</summary>
        public const int PairPass = 256;

        private const int MaxEwmas = 64;

        private double[] _weights;
        private int _traits;
        private int _elements;
        private int _secondElements;
        private bool _wantsSum;
        private bool _wantsSpread;
        private bool _wantsExtremes;
        private bool _wantsTrend;
        private bool _wantsRanks;
        private bool _wantsPoints;
        private bool _wantsPairs;
        private int _ewmas;
        private int _levels;
        private int _sequenceSlotCost;
        private int _sequences;
        private bool _wantsPointMoments;
        private int _pointQuantiles;
        private int _pointSlotCost;
        private int _fixedCost;

        /// <summary>Mask of the passes that the items added so far take.</summary>
        public int Passes
        {
            get
            {
                int passes = _wantsPairs ? PairPass : 0;
                passes |= _wantsPoints ? PointPass : 0;
                if ((_traits & SingleChannel) == 0)
                {
                    return passes;
                }

                bool hasSummaries = (_traits & Summaries) != 0;
                bool spread = _wantsSpread || (_wantsExtremes && !_wantsRanks);
                bool sum = _wantsSum && !spread;
                if (_wantsRanks && !hasSummaries && (_wantsTrend || sum))
                {
                    passes |= FusedPass;               // a sum through the fused pass costs less than a pass of its own
                }
                else
                {
                    passes |= _wantsRanks ? RankPass : 0;
                    passes |= _wantsTrend ? TrendPass : 0;
                    passes |= sum && !_wantsTrend ? SumPass : 0;
                }

                passes |= spread ? MomentsPass : 0;
                passes |= (passes & (FusedPass | RankPass | TrendPass | SumPass | MomentsPass)) == 0 ? CountPass : 0;
                passes |= (_traits & (Filtered | Needs)) == (Filtered | Needs) ? ValidPass : 0;
                return passes;
            }
        }

        /// <summary>What the items that take points add at each instant, in IL instructions.</summary>
        public int PointItemsSlot => _pointSlotCost + (_wantsPointMoments ? ScanCharges.PointMomentsSlot : 0);

        /// <summary>True when an item that takes points needs centred moments.</summary>
        public bool WantsPointMoments => _wantsPointMoments;

        /// <summary>What the items cost however short the window is, in IL instructions; the engine charges it as a whole.</summary>
        public int FixedCost => _fixedCost;

        /// <summary>Starts a plan.</summary>
        /// <param name="traits">Sum of the trait constants.</param>
        /// <param name="seriesElements">Postfix elements of the series; 1 for a single channel.</param>
        /// <param name="secondElements">Postfix elements of the second series of <see cref="Aggregate.Corr"/>, else 0.</param>
        public void Begin(int traits, int seriesElements, int secondElements)
        {
            _traits = traits;
            _elements = seriesElements;
            _secondElements = secondElements;
            _wantsSum = false;
            _wantsSpread = false;
            _wantsExtremes = false;
            _wantsTrend = false;
            _wantsRanks = false;
            _wantsPoints = (traits & SingleChannel) == 0;
            _wantsPairs = false;
            _ewmas = 0;
            _levels = 0;
            _sequenceSlotCost = 0;
            _sequences = 0;
            _wantsPointMoments = false;
            _pointQuantiles = 0;
            _pointSlotCost = 0;
            _fixedCost = ScanCharges.ScanFixed + ((traits & Filtered) != 0 ? ScanCharges.LevelFixed * 2 : 0);
        }

        /// <summary>Adds an item.</summary>
        /// <param name="kind">What it yields.</param>
        /// <param name="arg0">Its first constant; only the weight of Ewma matters.</param>
        /// <param name="bins">Bins of Hist, else ignored.</param>
        public void Add(Aggregate kind, double arg0, int bins)
        {
            _fixedCost += ScanCharges.ItemFixed;
            if (kind == Aggregate.Corr)
            {
                _wantsPairs = true;
            }
            else if (TakesPoints(kind))
            {
                AddPointItem(kind, bins);
            }
            else
            {
                AddCountItem(kind, arg0, bins);
            }
        }

        /// <summary>True when an item of this kind is evaluated on calibrated values instant by instant, not on counts.</summary>
        /// <remarks>Arithmetic series always; one channel with a bent calibration where the kind does not commute with it (order statistics do).</remarks>
        public bool TakesPoints(Aggregate kind)
        {
            if ((_traits & SingleChannel) == 0)
            {
                return true;
            }

            if ((_traits & Straight) != 0)
            {
                return false;
            }

            switch (kind)
            {
                case Aggregate.Sum:
                case Aggregate.Mean:
                case Aggregate.StdDev:
                case Aggregate.StdDevP:
                case Aggregate.Variance:
                case Aggregate.Slope:
                case Aggregate.Rate:
                case Aggregate.Ewma:
                case Aggregate.Integral:
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>Worst-case steps of the plan over a window.</summary>
        /// <param name="windowSlots">Slots of the window, 0..65 535.</param>
        /// <returns>Steps; <see cref="int.MaxValue"/> stands for more than an int holds.</returns>
        public int Bound(int windowSlots)
        {
            int passes = Passes;
            long cost = _fixedCost;
            if ((_traits & SingleChannel) != 0)
            {
                cost += CountsCost(passes, windowSlots);
            }

            if ((passes & PointPass) != 0)
            {
                cost += PointCost(windowSlots);
            }

            if ((passes & PairPass) != 0)
            {
                cost += ScanCharges.PointFixed + (ScanCharges.PointSeriesSlot(_elements, 2, IsStraight) + ScanCharges.PairSlot
                    + ScanCharges.PointSeriesSlot(_secondElements, 0, IsStraight)) * (long)windowSlots;
            }

            return ScanCharges.ToSteps(cost);
        }

        /// <summary>Worst-case steps of counting one channel's valid samples in a window.</summary>
        public static int CountBound(int windowSlots)
        {
            return ScanCharges.ToSteps(ScanCharges.PassFixed + (windowSlots * ScanCharges.CountSlot) + (windowSlots / ScanCharges.BlockSlots * ScanCharges.CountBlock));
        }

        private bool IsStraight => (_traits & Straight) != 0;

        private void AddCountItem(Aggregate kind, double arg0, int bins)
        {
            switch (kind)
            {
                case Aggregate.Sum:
                case Aggregate.Mean:
                    _wantsSum = true;
                    break;
                case Aggregate.Min:
                case Aggregate.Max:
                case Aggregate.Range:
                    _wantsExtremes = true;
                    break;
                case Aggregate.StdDev:
                case Aggregate.StdDevP:
                case Aggregate.Variance:
                    _wantsSpread = true;
                    break;
                case Aggregate.Median:
                case Aggregate.Percentile:
                case Aggregate.Quantile:
                    _wantsRanks = true;
                    _fixedCost += ScanCharges.QuantileFixed;
                    break;
                case Aggregate.Hist:
                    _wantsRanks = true;
                    _fixedCost += (bins + 1) * ScanCharges.BinFixed;
                    break;
                case Aggregate.Slope:
                    _wantsTrend = true;
                    break;
                case Aggregate.Rate:
                    AddSequence(ScanCharges.RateSlot);
                    break;
                case Aggregate.Integral:
                    AddSequence(ScanCharges.IntegralSlot);
                    break;
                case Aggregate.Crossings:
                    AddSequence(ScanCharges.CrossingsSlot);
                    _fixedCost += ScanCharges.LevelFixed;
                    break;
                case Aggregate.Ewma:
                    AddWeight(arg0);
                    break;
                case Aggregate.Above:
                case Aggregate.Below:
                    _levels++;
                    _fixedCost += ScanCharges.LevelFixed;
                    break;
            }
        }

        private void AddWeight(double weight)
        {
            if ((_traits & Unbounded) == 0)
            {
                _weights = _weights ?? new double[MaxEwmas];
                _weights[_ewmas] = weight;
                _ewmas++;
            }
        }

        private void AddSequence(int slotCost)
        {
            _sequences++;
            _sequenceSlotCost += slotCost;
        }

        private void AddPointItem(Aggregate kind, int bins)
        {
            _wantsPoints = true;
            _fixedCost += ScanCharges.PassFixed;       // no less than a pass over counts: a bound that does not know the calibration holds for all
            switch (kind)
            {
                case Aggregate.Median:
                case Aggregate.Percentile:
                case Aggregate.Quantile:
                    _pointQuantiles++;
                    break;
                case Aggregate.StdDev:
                case Aggregate.StdDevP:
                case Aggregate.Variance:
                case Aggregate.Slope:
                    _wantsPointMoments = true;
                    break;
                case Aggregate.Hist:
                    _fixedCost += bins * ScanCharges.PointBinFixed;
                    _pointSlotCost += ScanCharges.PointItemSlot(kind);
                    break;
                default:
                    _pointSlotCost += ScanCharges.PointItemSlot(kind);
                    break;
            }
        }

        private long CountsCost(int passes, int slots)
        {
            int blocks = (_traits & Summaries) != 0 ? slots / ScanCharges.BlockSlots : 0;
            bool isDecided = (_traits & (Summaries | Ranged | Filtered)) == Summaries;      // no range: a block's summary says it all
            int looked = isDecided && slots > ScanCharges.RaggedSlots ? ScanCharges.RaggedSlots : slots;
            long cost = ScanCharges.TrimFixed + (blocks * ScanCharges.TrimBlock);
            cost += (passes & CountPass) != 0 ? Pass(looked, ScanCharges.CountSlot, blocks, ScanCharges.CountBlock) : 0;
            cost += (passes & SumPass) != 0 ? Pass(looked, ScanCharges.SumSlot, blocks, ScanCharges.MomentsBlock) : 0;
            cost += (passes & MomentsPass) != 0 ? Pass(looked, ScanCharges.MomentsSlot, blocks, ScanCharges.MomentsBlock) : 0;
            cost += (passes & TrendPass) != 0 ? Pass(slots, ScanCharges.TrendSlot, blocks, ScanCharges.TrendBlock) : 0;
            cost += (passes & RankPass) != 0 ? Pass(slots, ScanCharges.RankSlot, 0, 0) : 0;
            cost += (passes & FusedPass) != 0 ? Pass(slots, ScanCharges.FusedSlot, 0, 0) : 0;
            cost += (passes & (RankPass | FusedPass)) != 0 ? ScanCharges.CoarseCost(slots) : 0;
            cost += (passes & ValidPass) != 0 ? Pass(slots, ScanCharges.CountSlot, blocks, ScanCharges.CountBlock) : 0;
            if ((passes & (RankPass | FusedPass)) == 0)
            {
                cost += _levels * Pass(slots, ScanCharges.CountSlot, blocks, ScanCharges.CountBlock);
            }

            cost += (_sequences * ScanCharges.PassFixed) + ((long)_sequenceSlotCost * slots);
            for (int i = 0; i < _ewmas; i++)
            {
                cost += ScanCharges.EwmaCost(slots, _weights[i]);
            }

            return cost;
        }

        private static long Pass(int slots, int slotCost, int blocks, int blockCost)
        {
            return ScanCharges.PassFixed + ((long)slots * slotCost) + ((long)blocks * blockCost);
        }

        private long PointCost(int slots)
        {
            int series = ScanCharges.PointSeriesSlot(_elements, 1, IsStraight);
            long cost = ScanCharges.PointFixed + ((long)(series + ScanCharges.PointSlot + PointItemsSlot) * slots);
            int levels = slots <= ScanCharges.BlockSlots ? 0 : ScanCharges.QuantileLevels;
            return cost + (_pointQuantiles * ScanCharges.PointQuantileCost(slots, series, levels));
        }
    }
}
