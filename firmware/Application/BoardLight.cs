using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The LED of one board. A board without one, or with a broken one, works all the same. The board thread's.</summary>
    public sealed class BoardLight
    {
        private const int BrokerReached = 3;
        private const int WifiUp = 2;

        private readonly Station _station;
        private readonly ProfileRecord _profile;
        private readonly Board _board;
        private IOutputPin _pin;
        private int _state;
        private bool _isLit;

        public BoardLight(Station station, ProfileRecord profile, Board board)
        {
            _station = station;
            _profile = profile;
            _board = board;
            try
            {
                _pin = profile.LedPin == ProfileRecord.NoPin ? null : station.Hardware.OpenOutput(profile.LedPin, profile.Target);
                Write(false);
            }
            catch (System.Exception failure)
            {
                _pin = null;
                station.Failed("led", failure);
            }
        }

        /// <summary>Finds out what there is to say.</summary>
        public void Look()
        {
            int network = _station.Health.NetworkState;
            bool hasLink = network == 0 || network >= (_profile.BrokerHost.Length > 0 ? BrokerReached : WifiUp);
            _state = StatusLight.StateOf(HasAlert(), hasLink, _board.Clock.IsKnown);
        }

        /// <summary>Sets the LED where it has to change.</summary>
        public void Show(long nowMs)
        {
            bool isLit = StatusLight.IsLit(_state, nowMs);
            if (isLit != _isLit)
            {
                Set(isLit);
            }
        }

        /// <summary>Before a sleep.</summary>
        public void Darken()
        {
            Set(false);
        }

        private bool HasAlert()
        {
            for (int j = 0; j < _board.Jobs.Count; j++)
            {
                JobSlot job = _board.Jobs.JobAt(j);
                for (int t = 0; t < job.Tasks.Length; t++)
                {
                    bool[] isRaised = job.Tasks[t].IsRaised;
                    for (int a = 0; a < isRaised.Length; a++)
                    {
                        if (isRaised[a])
                        {
                            return true;
                        }
                    }
                }
            }

            return false;
        }

        private void Set(bool isLit)
        {
            _isLit = isLit;
            try
            {
                Write(isLit);
            }
            catch (System.Exception failure)
            {
                _pin = null;
                _station.Failed("led", failure);
            }
        }

        private void Write(bool isLit)
        {
            if (_pin != null)
            {
                _pin.Write(isLit != _profile.LedIsActiveLow);
            }
        }
    }
}
