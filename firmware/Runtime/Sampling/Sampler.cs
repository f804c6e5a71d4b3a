namespace NanoBatch.Runtime
{
    /// <summary>Fills the rings at their instants; a missed instant is a gap, never a late reading.</summary>
    public sealed class Sampler
    {
        private readonly IAdc _adc;
        private readonly short[] _burst = new short[BurstReducer.MaxReadings];

        public Sampler(IAdc adc)
        {
            _adc = adc;
        }

        /// <summary>Readings that failed since start.</summary>
        public int FailureCount;

        /// <summary>Takes the sample of the newest instant, and gaps for those that passed unseen.</summary>
        public void Sample(SampledRing sampled, long boardTimeMs)
        {
            long slot = sampled.SlotAt(boardTimeMs);
            if (slot >= sampled.Ring.NextSlot)
            {
                sampled.Ring.SkipTo(slot);
                sampled.Ring.Push(Read(sampled));
            }

            sampled.NextInstantMs = ((boardTimeMs / sampled.PeriodMs) + 1) * sampled.PeriodMs;
        }

        private int Read(SampledRing sampled)
        {
            int burst = sampled.Burst;
            if (burst == 1)
            {
                int counts = _adc.Read(sampled.Channel);
                if ((uint)counts <= Calibration.MaxCounts)
                {
                    return counts;
                }

                FailureCount++;
                return Ring.Gap;
            }

            for (int i = 0; i < burst; i++)
            {
                int counts = _adc.Read(sampled.Channel);
                bool isReading = (uint)counts <= Calibration.MaxCounts;
                _burst[i] = isReading ? (short)counts : Ring.Gap;
                FailureCount += isReading ? 0 : 1;
            }

            return sampled.BurstIsMedian ? BurstReducer.Median(_burst, burst) : BurstReducer.Mean(_burst, burst);
        }
    }
}
