namespace NanoBatch.Application
{
    /// <summary>What outlives one network thread: how often things failed, and when to try again. Touched by the thread that is not retired.</summary>
    public sealed class NetworkMemory
    {
        public readonly Backoff Wifi = new Backoff(2000, 45 * 1000);
        public readonly Backoff Time = new Backoff(5000, 10 * 60 * 1000);
        public readonly Backoff Broker = new Backoff(2000, 2 * 60 * 1000);

        /// <summary>Monotonic times before which nothing is tried.</summary>
        public long WifiNotBeforeMs;
        public long TimeNotBeforeMs;
        public long BrokerNotBeforeMs;

        /// <summary>UTC less monotonic time of an answer that was too far from the clock to be believed alone; 0 without one.</summary>
        public long DoubtfulOffsetMs;
    }
}
