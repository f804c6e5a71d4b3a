namespace NanoBatch.Application
{
    /// <summary>Counts failures that follow one another; a while without one begins anew.</summary>
    public sealed class FailureCount
    {
        private readonly int _quietMs;
        private long _lastMs;

        /// <summary>Failures in a row.</summary>
        public int InARow;

        /// <param name="quietMs">Without a failure for so long, the row is over.</param>
        public FailureCount(int quietMs)
        {
            _quietMs = quietMs;
        }

        /// <summary>Counts one.</summary>
        /// <returns>Failures in a row.</returns>
        public int Add(long nowMs)
        {
            InARow = InARow > 0 && nowMs - _lastMs <= _quietMs ? InARow + 1 : 1;
            _lastMs = nowMs;
            return InARow;
        }
    }
}
