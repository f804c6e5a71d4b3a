using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>Looks at the free heap now and then. The board thread's.</summary>
    public sealed class HeapWatch
    {
        /// <summary>First look, and the time between two, ms: a look collects, which takes milliseconds.</summary>
        public const int FirstMs = 60 * 1000;
        public const int PeriodMs = 15 * 60 * 1000;

        /// <summary>Less than this is worth a line, bytes.</summary>
        public const int LowBytes = 12 * 1024;

        private readonly Station _station;
        private long _nextMs;
        private bool _isLow;

        public HeapWatch(Station station)
        {
            _station = station;
            _nextMs = station.Machine.NowMs + FirstMs;
        }

        public void Look(long nowMs)
        {
            if (nowMs < _nextMs)
            {
                return;
            }

            _nextMs = nowMs + PeriodMs;
            int free = _station.Machine.FreeHeapBytes();
            BoardHealth health = _station.Health;
            health.LeastFreeHeapBytes = health.LeastFreeHeapBytes == 0 || free < health.LeastFreeHeapBytes ? free : health.LeastFreeHeapBytes;
            health.FreeHeapBytes = free;
            if (free < LowBytes && !_isLow)
            {
                _station.Log.Write(nowMs, LogLevel.Warning, "free heap: " + free.ToString() + " bytes");
            }

            _isLow = free < LowBytes;
        }
    }
}
