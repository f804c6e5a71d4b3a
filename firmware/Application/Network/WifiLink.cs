using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>Keeps the station associated: connect, wait, give up, back off, again.</summary>
    public sealed class WifiLink
    {
        /// <summary>How long an attempt may take, ms.</summary>
        public const int AttemptMs = 20 * 1000;

        /// <summary>How long a call of the station may take, ms.</summary>
        public const int CallMs = 20 * 1000;

        private readonly Station _station;
        private readonly NetworkMemory _memory;
        private readonly Heartbeat _beat;
        private readonly IWifi _wifi;
        private bool _isUp;
        private bool _isTrying;
        private long _giveUpMs;

        public WifiLink(Station station, NetworkMemory memory, Heartbeat beat, IWifi wifi)
        {
            _station = station;
            _memory = memory;
            _beat = beat;
            _wifi = wifi;
        }

        /// <summary>Does what is due; may throw what the station throws.</summary>
        /// <returns>True where there is a network.</returns>
        public bool Step(long nowMs)
        {
            bool isUp = _wifi.IsUp;
            if (!_beat.Beat(nowMs, CallMs))
            {
                return false;
            }

            if (isUp != _isUp)
            {
                _isUp = isUp;
                _station.Log.Write(nowMs, isUp ? LogLevel.Note : LogLevel.Warning, isUp ? "wi-fi is up" : "wi-fi is gone");
            }

            if (isUp)
            {
                _isTrying = false;
                _memory.Wifi.Reset();
                _memory.WifiNotBeforeMs = 0;
                return true;
            }

            if (_isTrying ? nowMs >= _giveUpMs : nowMs >= _memory.WifiNotBeforeMs)
            {
                Turn(nowMs);
            }

            return false;
        }

        /// <summary>Begins an attempt, or ends one that took too long.</summary>
        private void Turn(long nowMs)
        {
            _isTrying = !_isTrying;
            if (_isTrying)
            {
                ProfileRecord profile = _station.Profile;
                _giveUpMs = nowMs + AttemptMs;
                _wifi.Connect(profile.WifiName, profile.WifiPassword);
                return;
            }

            _memory.WifiNotBeforeMs = nowMs + _memory.Wifi.NextMs(_station.Machine.Random());
            if (_memory.Wifi.IsWorthALine)
            {
                _station.Log.Write(nowMs, LogLevel.Warning, "wi-fi does not come up, attempt " + _memory.Wifi.Count.ToString());
            }

            _wifi.Disconnect();
        }
    }
}
