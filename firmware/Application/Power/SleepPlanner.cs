using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>Whether a board may sleep deeply now, and for how long: a pure rule (DECISIONS 40).</summary>
    public sealed class SleepPlanner
    {
        /// <summary>A client that spoke is waited for so long, ms.</summary>
        public const int ClientMs = 60 * 1000;

        /// <summary>How long results have for their way to the hub, from the start or from the last record on, ms.</summary>
        public const int SendMs = 90 * 1000;

        /// <summary>Shorter sleeps are not worth a start, ms.</summary>
        public const int SleepMinMs = 60 * 1000;

        /// <summary>Longest sleep, ms: a board without a schedule in sight still shows that it lives.</summary>
        public const long SleepMaxMs = 24 * 60 * 60 * 1000L;

        // The board must be up at the instant, or the sample is a gap: a start takes seconds, and the sleep's clock goes wrong by up to a hundredth.
        private const int StartMs = 8 * 1000;
        private const int DriftDivisor = 100;

        /// <summary>Monotonic time of the next sample or run; <see cref="TaskSlot.Never"/> for none, then the board stays awake to be given a job.</summary>
        public long NextDueMs;

        /// <summary>Monotonic time at which a client was heard last, or the board was started by a person.</summary>
        public long LastHeardMs;

        /// <summary>Monotonic time of the start, or of the last record.</summary>
        public long LastRecordMs;
        public bool IsClockKnown;

        /// <summary>A run, a stream or a self-test is under way.</summary>
        public bool IsBusy;

        /// <summary>All that a hub is to have is acknowledged, or there is none; a board without one has asked for the time, or has no network.</summary>
        public bool IsDelivered;

        /// <summary>How long the board may sleep from now on, ms; 0 where it may not.</summary>
        public long SleepMs(long nowMs)
        {
            bool isQuiet = LastHeardMs == long.MinValue || nowMs - LastHeardMs >= ClientMs;
            bool hasSent = IsDelivered || nowMs - LastRecordMs >= SendMs;
            if (!IsClockKnown || IsBusy || !isQuiet || !hasSent || NextDueMs == TaskSlot.Never)
            {
                return 0;
            }

            long awayMs = NextDueMs - nowMs;
            awayMs = awayMs > SleepMaxMs ? SleepMaxMs : awayMs;
            long sleepMs = awayMs - StartMs - (awayMs / DriftDivisor);
            return sleepMs >= SleepMinMs ? sleepMs : 0;
        }
    }
}
