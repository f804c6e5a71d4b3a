using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The analog inputs behind their probes' power: on for the readings of one step of the board, off after it. The board thread's.</summary>
    /// <remarks>
    /// The first reading of a step switches the power on and waits for it to settle, the others find it on; <see cref="Release"/> follows the step. So many
    /// channels of one instant settle once. Whatever throws is a gap, never a late or a wrong reading; inputs that do not open are tried again.
    /// </remarks>
    public sealed class ProbePower : IAdc
    {
        private const int RetryMs = 10 * 1000;

        private readonly Station _station;
        private readonly ProfileRecord _profile;
        private readonly ChannelTable _channels;
        private IAdc _adc;
        private IOutputPin _pin;
        private bool _isOn;
        private long _notBeforeMs;

        public ProbePower(Station station, ProfileRecord profile, ChannelTable channels)
        {
            _station = station;
            _profile = profile;
            _channels = channels;
        }

        public int Read(int channel)
        {
            try
            {
                if (_adc == null && !Open())
                {
                    return Ring.Gap;
                }

                if (!_isOn)
                {
                    SwitchOn();
                }

                return _adc.Read(channel);
            }
            catch (System.Exception failure)
            {
                _station.Failed("adc", failure);
                return Ring.Gap;
            }
        }

        /// <summary>Switches the probes off where they are on.</summary>
        public void Release()
        {
            if (!_isOn)
            {
                return;
            }

            _isOn = false;
            try
            {
                if (_pin != null)
                {
                    _pin.Write(false);
                }
            }
            catch (System.Exception failure)
            {
                _station.Failed("probe power", failure);
                _isOn = true;       // tried again after the next step
            }
        }

        private bool Open()
        {
            long nowMs = _station.Machine.NowMs;
            if (nowMs < _notBeforeMs)
            {
                return false;
            }

            _notBeforeMs = nowMs + RetryMs;
            if (_pin == null && _profile.ProbePowerPin != ProfileRecord.NoPin)
            {
                _pin = _station.Hardware.OpenOutput(_profile.ProbePowerPin, _profile.Target);
            }

            _adc = _station.Hardware.OpenAdc(_channels);
            return _adc != null;
        }

        private void SwitchOn()
        {
            if (_pin != null)
            {
                _pin.Write(true);
                if (_profile.ProbeSettleMs > 0)
                {
                    _station.Machine.Wait(_profile.ProbeSettleMs);
                }
            }

            _isOn = true;
        }
    }
}
