using System;
using System.Threading;
using NanoBatch.Application;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace NanoBatch.Esp32
{
    /// <summary>The platform: clock, threads, restart, sleep.</summary>
    internal sealed class Esp32Machine : IMachine
    {
        // See BoardHealth.ResetCause.
        private const int PowerCut = 1;
        private const int SoftwareRestart = 3;
        private const int WokeFromDeepSleep = 7;

        /// <summary>How far the real-time clock may be ahead of the time since the start, ms, when both began together.</summary>
        private const long SameStartMs = 5000;

        private readonly object _lock = new object();
        private readonly Random _random = new Random();
        private readonly byte[] _chance = new byte[4];

        /// <summary>What the real-time clock, which is set in whole seconds, lacks, ms, -500..500.</summary>
        private long _belowSecondMs;

        public Esp32Machine()
        {
            ResetCause = FindResetCause();
        }

        public long NowMs => Environment.TickCount64;

        public long ClockUtcMs
        {
            get
            {
                lock (_lock)
                {
                    return RtcMs + _belowSecondMs;
                }
            }

            set
            {
                lock (_lock)
                {
                    long seconds = (value + 500) / 1000;
                    Rtc.SetSystemTime(new DateTime(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond)));
                    _belowSecondMs = value - (seconds * 1000);
                }
            }
        }

        /// <summary>1, 3 or 7: managed code learns only whether the chip woke by its timer, and whether its clock went on.</summary>
        /// <remarks>A panic and a watchdog restart the chip with its clock running, as software does: 3. A brown-out and the reset pin clear it, as power does: 1.</remarks>
        public int ResetCause { get; }

        private static long RtcMs => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

        public int FreeHeapBytes() => (int)(long)nanoFramework.Runtime.Native.GC.Run(false);

        public uint Random()
        {
            lock (_lock)
            {
                _random.NextBytes(_chance);
                return BitConverter.ToUInt32(_chance, 0);
            }
        }

        public void Wait(int milliseconds)
        {
            Thread.Sleep(milliseconds < 0 ? 0 : milliseconds);
        }

        public IWakeSignal NewSignal() => new WakeSignal();

        public void Start(IThreadBody body)
        {
            new Thread(new ThreadRun(body).Run).Start();
        }

        public void Restart()
        {
            Power.RebootDevice();

            // The platform acts once every thread has given way.
            Thread.Sleep(Timeout.Infinite);
        }

        public void DeepSleep(long milliseconds)
        {
            if (Sleep.EnableWakeupByTimer(new TimeSpan(milliseconds * TimeSpan.TicksPerMillisecond)) != EspNativeError.OK)
            {
                // Without its timer the board would never wake: a restart costs power, and goes on.
                Restart();
            }

            Sleep.StartDeepSleep();
            Thread.Sleep(Timeout.Infinite);
        }

        private static int FindResetCause()
        {
            if (Sleep.GetWakeupCause() != Sleep.WakeupCause.Undefined)
            {
                return WokeFromDeepSleep;
            }

            return RtcMs - Environment.TickCount64 > SameStartMs ? SoftwareRestart : PowerCut;
        }
    }
}
