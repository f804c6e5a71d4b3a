namespace NanoBatch.Application
{
    /// <summary>Wakes one waiting thread; set before it waits, it does not wait.</summary>
    public interface IWakeSignal
    {
        /// <summary>Any thread, handlers included; never throws.</summary>
        void Set();

        /// <summary>Waits for <see cref="Set"/>, at most so many milliseconds; the grain is 10 ms.</summary>
        void Wait(int milliseconds);
    }
}
