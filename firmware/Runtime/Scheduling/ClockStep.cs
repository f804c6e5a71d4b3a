namespace NanoBatch.Runtime
{
    /// <summary>What a step of the clock does to a ring (DECISIONS 21).</summary>
    public static class ClockStep
    {
        /// <summary>A step back of less than a day repeats no due time; a longer one means that the old clock was wrong.</summary>
        public const long SmallMs = 86400000L;

        /// <summary>Less than half a period: nothing. Forward: gaps. Backward: the ring starts empty. From unknown: the samples keep their places.</summary>
        /// <param name="ring">A ring of the board.</param>
        /// <param name="wasKnown">False where board time was time since boot.</param>
        /// <param name="stepMs">New board time less the old one.</param>
        /// <param name="oldTimeMs">Board time just before.</param>
        /// <param name="newTimeMs">Board time now.</param>
        public static void Apply(SampledRing ring, bool wasKnown, long stepMs, long oldTimeMs, long newTimeMs)
        {
            if (!wasKnown)
            {
                // The newest instant before the step keeps its slot, whatever number it has now.
                long oldSlot = ring.SlotAt(oldTimeMs);
                ring.SlotBias = (newTimeMs / ring.PeriodMs) - oldSlot;
                ring.AwaitFrom(newTimeMs);
            }
            else if (stepMs < -(ring.PeriodMs / 2))
            {
                ring.Restart(newTimeMs);
            }
            else
            {
                ring.AwaitFrom(newTimeMs);
            }
        }
    }
}
