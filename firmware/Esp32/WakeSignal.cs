using System.Threading;
using NanoBatch.Application;

namespace NanoBatch.Esp32
{
    /// <summary>An event that wakes one thread.</summary>
    internal sealed class WakeSignal : IWakeSignal
    {
        private readonly AutoResetEvent _event = new AutoResetEvent(false);

        public void Set()
        {
            _event.Set();
        }

        public void Wait(int milliseconds)
        {
            // -1 would be for ever: every wait has a deadline.
            _event.WaitOne(milliseconds < 0 ? 0 : milliseconds, false);
        }
    }
}
