namespace NanoBatch.Application
{
    /// <summary>Hands a time from the network's thread to the board's; the newest one counts.</summary>
    public sealed class ClockDesk
    {
        private readonly object _gate = new object();
        private long _utcMs;
        private long _atMs;

        /// <summary>Offers a time.</summary>
        /// <param name="utcMs">UTC, ms since 1970.</param>
        /// <param name="atMs">Monotonic time at which it was that time.</param>
        public void Offer(long utcMs, long atMs)
        {
            lock (_gate)
            {
                _utcMs = utcMs;
                _atMs = atMs;
            }
        }

        /// <summary>Takes what was offered.</summary>
        /// <param name="nowMs">Monotonic time.</param>
        /// <returns>UTC now, ms; 0 where nothing was offered.</returns>
        public long Take(long nowMs)
        {
            lock (_gate)
            {
                long utcMs = _utcMs == 0 ? 0 : _utcMs + (nowMs - _atMs);
                _utcMs = 0;
                return utcMs;
            }
        }
    }
}
