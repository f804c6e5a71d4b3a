using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Board time: monotonic milliseconds plus an offset that is zero until the clock is known.</summary>
    public sealed class BoardClock
    {
        /// <summary>Board time less monotonic time, ms.</summary>
        public long OffsetMs;
        public ClockQuality Quality = ClockQuality.Unknown;

        /// <summary>True when board time is UTC.</summary>
        public bool IsKnown
        {
            get { return Quality != ClockQuality.Unknown; }
        }

        public long BoardTime(long monotonicMs)
        {
            return monotonicMs + OffsetMs;
        }

        public long Monotonic(long boardTimeMs)
        {
            return boardTimeMs - OffsetMs;
        }
    }
}
