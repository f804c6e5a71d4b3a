namespace NanoBatch.Protocol
{
    /// <summary>One channel as a job asks for it.</summary>
    public sealed class ChannelPlan
    {
        public string Name;

        /// <summary>Milliseconds between sampling instants, 100..86 400 000.</summary>
        public int PeriodMs;

        /// <summary>Readings for one sample, 1..64.</summary>
        public int Burst = 1;
        public bool BurstIsMedian;

        /// <summary>Slots named by <c>keep</c>, 0 without it.</summary>
        public int KeepSlots;

        /// <summary>Slots that the ring needs: the longer of <see cref="KeepSlots"/> and the job's longest window, else 1 440.</summary>
        public int RingSlots;

        public bool HasValid;
        public bool ValidIsRaw;
        public double ValidLow;
        public double ValidHigh;

        /// <summary>Unit that the job's quantities are written in, or null where it uses none.</summary>
        public string Unit;

        /// <summary>True when this job's windows make block summaries pay.</summary>
        public bool WantsSummaries;
    }
}
