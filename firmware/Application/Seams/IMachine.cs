namespace NanoBatch.Application
{
    /// <summary>Time, threads and restarts: the platform itself on the board, a stepped clock in tests.</summary>
    public interface IMachine
    {
        /// <summary>Milliseconds since the start; never backwards.</summary>
        long NowMs { get; }

        /// <summary>The real-time clock, UTC ms since 1970; near 0 where it was never set. Goes on through deep sleep, not through a power cut.</summary>
        long ClockUtcMs { get; set; }

        /// <summary>See <c>BoardHealth.ResetCause</c>.</summary>
        int ResetCause { get; }

        /// <summary>Free managed heap, bytes, after a collection: some milliseconds.</summary>
        int FreeHeapBytes();

        /// <summary>A number by chance, all 32 bits.</summary>
        uint Random();

        /// <summary>Lets the calling thread wait; the grain is 10 ms.</summary>
        void Wait(int milliseconds);

        IWakeSignal NewSignal();

        /// <summary>Starts a thread. An exception that leaves the body ends that thread alone.</summary>
        void Start(IThreadBody body);

        /// <summary>Restarts the board; does not return.</summary>
        void Restart();

        /// <summary>Sleeps deeply, then starts anew; does not return.</summary>
        void DeepSleep(long milliseconds);
    }
}
