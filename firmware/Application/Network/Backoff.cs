namespace NanoBatch.Application
{
    /// <summary>Waits that double from failure to failure, each one by chance shorter by up to a half: boards that lost one broker do not come back in step.</summary>
    public sealed class Backoff
    {
        private readonly int _firstMs;
        private readonly int _longestMs;
        private int _waitMs;

        /// <summary>Waits given since the last success.</summary>
        public int Count;

        /// <param name="firstMs">The first wait, 1 or more.</param>
        /// <param name="longestMs">No wait is longer; less than 2^30.</param>
        public Backoff(int firstMs, int longestMs)
        {
            _firstMs = firstMs;
            _longestMs = longestMs;
            _waitMs = firstMs;
        }

        /// <summary>The next wait, ms.</summary>
        /// <param name="random">A number by chance, all 32 bits.</param>
        public int NextMs(uint random)
        {
            Count++;
            int waitMs = _waitMs;
            _waitMs = _waitMs * 2 < _longestMs ? _waitMs * 2 : _longestMs;
            int half = waitMs / 2;
            return waitMs - half + (int)(random % ((long)half + 1));
        }

        /// <summary>True for the first failure, the second, the fourth and so on: those that a log tells of.</summary>
        public bool IsWorthALine
        {
            get { return (Count & (Count - 1)) == 0; }
        }

        /// <summary>After a success.</summary>
        public void Reset()
        {
            Count = 0;
            _waitMs = _firstMs;
        }
    }
}
