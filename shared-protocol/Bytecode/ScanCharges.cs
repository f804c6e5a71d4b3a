namespace NanoBatch.Protocol
{
    /// <summary>What the engine's loops cost, in nominal IL instructions: those that the optimized build executes, on the dearest path through each loop.</summary>
    /// <remarks>Cost on nanoCLR is the number of IL instructions, whatever their operands. The plan bounds with these and the engine charges with them; change one
    /// together with its loop. Counted by interpreting the compiled engine over windows of 30, 1440 and 3600 slots, full and half empty: the charge of a scan lies
    /// between 1.0 and 1.6 times what it executed (ewma, charged as a whole, up to 2.8). 10 instructions make a step.</remarks>
    public static class ScanCharges
    {
        /// <summary>Slots of a summarised block.</summary>
        public const int BlockSlots = 64;

        /// <summary>Most slots outside blocks that a window with decided blocks has to look at: two ragged ends, and two more behind trimmed gaps.</summary>
        public const int RaggedSlots = 254;

        /// <summary>Laying out a window, planning, needs.</summary>
        public const int ScanFixed = 1250;

        /// <summary>Starting and finishing one pass.</summary>
        public const int PassFixed = 250;

        /// <summary>Starting a pass over calibrated values: rings, columns, a chunk's turn of each.</summary>
        public const int PointFixed = 1500;

        /// <summary>Finishing one item: calibration and division.</summary>
        public const int ItemFixed = 200;

        /// <summary>A threshold turned into counts: up to 6 exact evaluations of the calibration.</summary>
        public const int LevelFixed = 900;

        /// <summary>Two searches of 128 entries.</summary>
        public const int QuantileFixed = 2600;

        /// <summary>One bin's edge, and the entries up to the next.</summary>
        public const int BinFixed = 1150;

        /// <summary>Both ends of a trim.</summary>
        public const int TrimFixed = 200;

        /// <summary>A slot dropped from an end: load, compare, step.</summary>
        public const int TrimSlot = 12;

        /// <summary>A block dropped by its summary.</summary>
        public const int TrimBlock = 40;

        /// <summary>Count: a slot outside; one inside costs 11, since it takes no increment.</summary>
        public const int CountSlot = 15;

        /// <summary>A block decided, or found undecided.</summary>
        public const int CountBlock = 28;

        /// <summary>Count and sum.</summary>
        public const int SumSlot = 19;

        /// <summary>Count, sum, squares, extremes.</summary>
        public const int MomentsSlot = 33;

        /// <summary>As <see cref="CountBlock"/>, with sums and extremes.</summary>
        public const int MomentsBlock = 68;

        /// <summary>A slot left out, the dearer; a sample costs 23.</summary>
        public const int TrendSlot = 36;

        /// <summary>As <see cref="CountBlock"/>, with both sums in long.</summary>
        public const int TrendBlock = 60;

        /// <summary>Fine ranks.</summary>
        public const int RankSlot = 26;

        /// <summary>Trend and fine ranks: a slot left out, the dearer; a sample costs 32.</summary>
        public const int FusedSlot = 35;

        /// <summary>Coarse ranks of a short window.</summary>
        public const int CoarseSlot = 24;

        /// <summary>One of 64 coarse ranks, summed from 64 fine ones.</summary>
        public const int CoarseBucket = 480;

        /// <summary>Counter rises.</summary>
        public const int RateSlot = 34;

        /// <summary>Trapezoids.</summary>
        public const int IntegralSlot = 31;

        /// <summary>Threshold crossings.</summary>
        public const int CrossingsSlot = 27;

        /// <summary>A sample that still weighs in an exponential mean.</summary>
        public const int EwmaSlot = 29;

        /// <summary>A slot of the window that does not, or holds none.</summary>
        public const int EwmaRestSlot = 16;

        /// <summary>Sum, extremes, first, last of an instant's value.</summary>
        public const int PointSlot = 42;

        /// <summary>Centred moments of a chunk, once for all items that need them.</summary>
        public const int PointMomentsSlot = 64;

        /// <summary>Counting or comparing a value's sort key.</summary>
        public const int PointRankSlot = 40;

        /// <summary>Counting passes that one quantile of an arithmetic series takes at most, before the one that gathers.</summary>
        public const int QuantileLevels = 3;

        /// <summary>Search in the 4096 entries of a counting pass.</summary>
        public const int QuantileLevelFixed = 32000;

        /// <summary>Sorting the last 64.</summary>
        public const int GatherFixed = 8000;

        /// <summary>Clearing and writing one bin.</summary>
        public const int PointBinFixed = 20;

        /// <summary>Means and products of a pair.</summary>
        public const int PairSlot = 110;

        /// <summary>Coarse level of the ranks of a window.</summary>
        public static int CoarseCost(int slots)
        {
            return slots * CoarseSlot < 64 * CoarseBucket ? slots * CoarseSlot : 64 * CoarseBucket;
        }

        /// <summary>Newest samples that an exponential mean needs: what is older weighs less than e^-30 together, below any tolerance.</summary>
        /// <param name="slots">Slots of the window.</param>
        /// <param name="weight">Over 0, at most 1.</param>
        /// <returns>1..<paramref name="slots"/>.</returns>
        public static int EwmaSlots(int slots, double weight)
        {
            return weight * (slots - 1) <= 30 ? slots : (int)(30 / weight) + 1;      // never fewer for a longer window
        }

        /// <summary>Cost of an exponential mean over a window; charged as a whole, since a gap only moves the work.</summary>
        public static int EwmaCost(int slots, double weight)
        {
            int samples = EwmaSlots(slots, weight);
            return PassFixed + (samples * EwmaSlot) + ((slots - samples) * EwmaRestSlot);
        }

        /// <summary>Evaluating a series at one instant.</summary>
        /// <param name="elements">Postfix elements: operands and one operator fewer.</param>
        /// <param name="series">1 adds what one valid-or-not decision costs, 2 for a pair, 0 none.</param>
        /// <param name="isStraight">False charges the search for a segment.</param>
        public static int PointSeriesSlot(int elements, int series, bool isStraight)
        {
            int operands = (elements + 1) / 2;
            return (operands * (isStraight ? 44 : 160)) + ((elements - operands) * 26) + (series * 25);
        }

        /// <summary>One quantile of an arithmetic series.</summary>
        /// <param name="slots">Slots of the window.</param>
        /// <param name="seriesSlot">As <see cref="PointSeriesSlot"/>.</param>
        /// <param name="levels">Counting passes; a window of 64 slots or fewer needs none.</param>
        public static long PointQuantileCost(int slots, int seriesSlot, int levels)
        {
            long pass = PointFixed + ((long)(seriesSlot + PointRankSlot) * slots);
            return (levels * (pass + QuantileLevelFixed)) + pass + GatherFixed;
        }

        /// <summary>What an item adds at each instant.</summary>
        public static int PointItemSlot(Aggregate kind)
        {
            switch (kind)
            {
                case Aggregate.Hist:
                    return 40;
                case Aggregate.Rate:
                case Aggregate.Ewma:
                case Aggregate.Integral:
                case Aggregate.Above:
                case Aggregate.Below:
                case Aggregate.Crossings:
                    return 30;
                default:
                    return 0;
            }
        }

        /// <summary>Instructions to steps, rounded up; what an int cannot hold is <see cref="int.MaxValue"/>.</summary>
        public static int ToSteps(long instructions)
        {
            long steps = (instructions + 9) / 10;
            return steps > int.MaxValue ? int.MaxValue : (int)steps;
        }
    }
}
