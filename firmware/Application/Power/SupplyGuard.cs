using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>No write reaches the flash while the supply reads too low: a brown-out in the middle of one is what flash dies of. The board thread's.</summary>
    /// <remarks>Below the minimum it refuses; at the minimum and 2 % more it allows again. A reading that fails leaves things as they are.</remarks>
    public sealed class SupplyGuard : IStore
    {
        /// <summary>How long one look at the supply is good for, ms.</summary>
        public const int LookMs = 30 * 1000;

        // A radio that sends pulls the supply down for milliseconds: the best of these counts.
        private const int Readings = 3;
        private const double RiseShare = 0.02;

        private readonly IStore _store;
        private readonly Station _station;
        private readonly IAdc _adc;
        private readonly int _channel;
        private readonly Calibration _calibration;
        private readonly double _min;
        private readonly double _enough;
        private long _nextLookMs;
        private bool _isLow;

        /// <param name="store">Takes the writes.</param>
        /// <param name="station">Counts and logs.</param>
        /// <param name="adc">Reads the supply.</param>
        /// <param name="channels">Knows the supply's channel and its calibration.</param>
        /// <param name="profile">Names the channel and the minimum in its unit.</param>
        public SupplyGuard(IStore store, Station station, IAdc adc, ChannelTable channels, ProfileRecord profile)
        {
            _store = store;
            _station = station;
            _adc = adc;
            _channel = profile.SupplyChannel.Length == 0 ? -1 : channels.IndexOf(profile.SupplyChannel);
            _calibration = _channel < 0 ? Calibration.Identity : channels.Channels[_channel].Calibration;
            _min = profile.SupplyWriteMin;
            _enough = _min + (_min < 0 ? -_min * RiseShare : _min * RiseShare);
        }

        public string[] List()
        {
            return _store.List();
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            return _store.Read(name, position, buffer, offset, count);
        }

        public int Length(string name)
        {
            return _store.Length(name);
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            return MayWrite() && _store.Append(name, buffer, offset, count);
        }

        public bool Delete(string name)
        {
            return MayWrite() && _store.Delete(name);
        }

        public long FreeBytes()
        {
            return _store.FreeBytes();
        }

        private bool MayWrite()
        {
            if (_channel < 0)
            {
                return true;
            }

            long nowMs = _station.Machine.NowMs;
            if (nowMs >= _nextLookMs)
            {
                _nextLookMs = nowMs + LookMs;
                Look(nowMs);
            }

            if (_isLow)
            {
                _station.Health.LowSupplyCount++;
            }

            return !_isLow;
        }

        private void Look(long nowMs)
        {
            int best = Ring.Gap;
            double supply = 0;
            for (int i = 0; i < Readings; i++)
            {
                int counts = _adc.Read(_channel);
                double value = counts < 0 ? 0 : _calibration.ToValue(counts);
                if (counts >= 0 && (best < 0 || value > supply))
                {
                    best = counts;
                    supply = value;
                }
            }

            if (best < 0)
            {
                return;
            }

            bool isLow = _isLow ? supply < _enough : supply < _min;
            if (isLow != _isLow)
            {
                _isLow = isLow;
                _station.Log.Write(nowMs, LogLevel.Warning, isLow ? "the supply is low: nothing is written" : "the supply is back");
            }
        }
    }
}
