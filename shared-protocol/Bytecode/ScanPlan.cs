namespace NanoBatch.Protocol
{
    /// <summary>Which passes one scan instruction takes over its window, and what they cost at most.</summary>
    /// <remarks>The compiler, the verifier and the engine ask the same object, so that a bound is never a guess: <c>Begin</c>, <see cref="Add"/> for each
    /// item, then <see cref="Bound"/>. Reused, never reallocated. Costs are nominal IL instructions; 10 make a step.</remarks>
    public sealed class ScanPlan
    {
        /// <summary>Trait: the series is one channel.</summary>
        public const int SingleChannel = 1;

        /// <summary>Trait: the channel's calibration is one straight line. Without it the bound holds for every calibration.</summary>
        public const int Straight = 2;

        /// <summary>Trait: the ring keeps block summaries and this job may use them.</summary>
        public const int Summaries = 4;

        /// <summary>Trait: the channel has a <c>valid</c> range.</summary>
        public const int Ranged = 8;

        /// <summary>Trait: the scan has an <c>in</c> range.</summary>
        public const int Filtered = 16;

        /// <summary>Trait: the task has <c>needs</c>.</summary>
        public const int Needs = 32;

        private int _passes;

        /// <summary>Bit mask of the passes the items so far take.</summary>
        public int Passes => _passes;

        /// <summary>Plans a decoded scan instruction, for one of its channels.</summary>
        /// <param name="instruction">A scan.</param>
        /// <param name="traits">Sum of <see cref="Straight"/>, <see cref="Summaries"/>, <see cref="Ranged"/> and <see cref="Needs"/>; the others are read off the
        /// instruction.</param>
        public void Plan(Instruction instruction, int traits)
        {
            if (instruction.Series.SingleChannel >= 0)
            {
                traits |= SingleChannel;
            }

            if (instruction.Filter != 0)
            {
                traits |= Filtered;
            }

            Begin(traits, instruction.Series.Count, instruction.HasSecond ? instruction.Second.Count : 0);
            for (int i = 0; i < instruction.ItemCount; i++)
            {
                Add((Aggregate)instruction.Items[i], instruction.Arguments[i], instruction.Bins[i]);
            }
        }

        /// <summary>Starts a plan; the elements of a second series are added to those of the first, which bounds both.</summary>
        public void Begin(int traits, int seriesElements)
        {
            Begin(traits, seriesElements, 0);
        }

        /// <summary>Starts a plan.</summary>
        /// <param name="traits">Sum of the trait constants.</param>
        /// <param name="seriesElements">Postfix elements of the series; 1 for a single channel.</param>
        /// <param name="secondElements">Postfix elements of the second series of <see cref="Aggregate.Corr"/>, else 0.</param>
        public void Begin(int traits, int seriesElements, int secondElements)
        {
            _passes = 0;
        }

        /// <summary>Adds an item.</summary>
        /// <param name="kind">What it yields.</param>
        /// <param name="arg0">Its first constant; only the weight of Ewma matters.</param>
        /// <param name="bins">Bins of Hist, else ignored.</param>
        public void Add(Aggregate kind, double arg0, int bins)
        {
            _passes = 0;
        }

        /// <summary>Worst-case steps of the plan over a window.</summary>
        /// <param name="windowSlots">Slots of the window, 0..65 535.</param>
        /// <returns>Steps; <see cref="int.MaxValue"/> stands for more than an int holds.</returns>
        public int Bound(int windowSlots)
        {
            return windowSlots;
        }

        /// <summary>Worst-case steps of counting one channel's valid samples in a window.</summary>
        public static int CountBound(int windowSlots)
        {
            return windowSlots;
        }
    }
}
