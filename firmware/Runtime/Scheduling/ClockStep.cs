namespace NanoBatch.Runtime
{
    /// <summary>What a step of the clock does to a ring (DECISIONS 21).</summary>
    public static class ClockStep
    {
        /// <summary>Steps back that come to less than a day repeat no due time; more means that the old clock was wrong.</summary>
        public const long SmallMs = 86400000L;

        /// <summary>Less than half a period: nothing. Forward: gaps. Backward: the ring starts empty. From unknown: the samples keep their places.</summary>
        /// <param name="ring">A ring of the board.</param>
        /// <param name="wasKnown">False where board time was time since boot.</param>
        /// <param name="stepMs">New board time less the old one.</param>
        /// <param name="oldTimeMs">Board time just before.</param>
        /// <param name="newTimeMs">Board time now.</param>
        /// <returns>True where the ring's coming instants are other ones than before, so that whoever counts them has to follow.</returns>
        public static bool Apply(SampledRing ring, bool wasKnown, long stepMs, long oldTimeMs, long newTimeMs)
        {
            if (!wasKnown)
            {
                PlaceInUtc(ring, oldTimeMs, newTimeMs);
                return true;
            }

            if (2 * stepMs <= -ring.PeriodMs)
            {
                ring.Restart(newTimeMs);
                return true;
            }

            if (2 * stepMs >= ring.PeriodMs)
            {
                ring.AwaitFrom(newTimeMs);
            }

            return false;
        }

        /// <summary>The newest instant before the step keeps its slot, whatever number it has now; rings of one period get one bias.</summary>
        private static void PlaceInUtc(SampledRing ring, long oldTimeMs, long newTimeMs)
        {
            ring.SlotBias = (newTimeMs / ring.PeriodMs) - ring.SlotAt(oldTimeMs);
            ring.AwaitFrom(newTimeMs);
            if (ring.Ring.FirstSlot == ring.Ring.NextSlot)
            {
                ring.Ring.Reset(ring.SlotAt(ring.NextInstantMs));
                ring.UnsavedSlot = ring.Ring.NextSlot;
            }
            else if (ring.SlotAt(ring.NextInstantMs) < ring.Ring.NextSlot)
            {
                ring.NextInstantMs += ring.PeriodMs;
            }
        }
    }
}
