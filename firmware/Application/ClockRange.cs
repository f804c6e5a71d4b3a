namespace NanoBatch.Application
{
    /// <summary>Which times a board believes.</summary>
    public static class ClockRange
    {
        /// <summary>2025-01-01: no board is older than its firmware.</summary>
        public const long FirstMs = 1735689600000L;

        /// <summary>2100-01-01.</summary>
        public const long EndMs = 4102444800000L;

        /// <summary>True for a time that can be now; a clock that was never set stands near 1970.</summary>
        public static bool IsPlausible(long utcMs)
        {
            return utcMs >= FirstMs && utcMs < EndMs;
        }
    }
}
