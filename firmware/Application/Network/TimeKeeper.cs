using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>Asks a time server now and then, sets the real-time clock, and hands the time to the board's thread.</summary>
    /// <remarks>A step of more than an hour against a clock that is already set needs a second answer that agrees: one wrong server must not cost the rings.</remarks>
    public sealed class TimeKeeper
    {
        /// <summary>How long an answer is good for, ms.</summary>
        public const int AgainMs = 6 * 60 * 60 * 1000;

        /// <summary>How long a question may take, ms.</summary>
        public const int CallMs = 30 * 1000;

        private const long DoubtMs = 60 * 60 * 1000L;
        private const long AgreeMs = 60 * 1000L;
        private const int AskTwiceMs = 5000;

        private readonly Station _station;
        private readonly NetworkMemory _memory;
        private readonly Heartbeat _beat;
        private readonly INetworkTime _time;

        public TimeKeeper(Station station, NetworkMemory memory, Heartbeat beat, INetworkTime time)
        {
            _station = station;
            _memory = memory;
            _beat = beat;
            _time = time;
        }

        /// <summary>Asks where it is time to; may throw what the asking throws.</summary>
        public void Step(long nowMs)
        {
            string server = _station.Profile.TimeServer;
            if (server.Length == 0 || nowMs < _memory.TimeNotBeforeMs || !_beat.Beat(nowMs, CallMs))
            {
                return;
            }

            // Before the call: where it hangs or throws, the next thread does other things first.
            _memory.TimeNotBeforeMs = nowMs + _memory.Time.NextMs(_station.Machine.Random());
            long utcMs = _time.Ask(server);
            long atMs = _station.Machine.NowMs;
            if (_beat.IsRetired)
            {
                return;
            }

            if (!ClockRange.IsPlausible(utcMs))
            {
                if (_memory.Time.IsWorthALine)
                {
                    _station.Log.Write(atMs, LogLevel.Warning, utcMs == 0 ? "no answer from the time server" : "the time server's answer is refused");
                }

                return;
            }

            Take(utcMs, atMs);
        }

        private void Take(long utcMs, long atMs)
        {
            long offMs = utcMs - _station.Machine.ClockUtcMs;
            bool isFar = ClockRange.IsPlausible(_station.Machine.ClockUtcMs) && (offMs > DoubtMs || offMs < -DoubtMs);
            long agreesMs = utcMs - atMs - _memory.DoubtfulOffsetMs;
            if (isFar && (_memory.DoubtfulOffsetMs == 0 || agreesMs > AgreeMs || agreesMs < -AgreeMs))
            {
                _memory.DoubtfulOffsetMs = utcMs - atMs;
                _memory.TimeNotBeforeMs = atMs + AskTwiceMs;
                _station.Log.Write(atMs, LogLevel.Warning, "the time server is far off the clock: asked again");
                return;
            }

            _memory.DoubtfulOffsetMs = 0;
            _memory.Time.Reset();
            _memory.TimeNotBeforeMs = atMs + AgainMs;
            _station.Machine.ClockUtcMs = utcMs;
            _station.Clock.Offer(utcMs, atMs);
            _station.BoardWake.Set();
        }
    }
}
