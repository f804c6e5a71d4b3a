using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The place of the network's thread: a lost one is retired, and a fresh one takes its place. Called by the supervisor alone.</summary>
    public sealed class NetworkSlot
    {
        /// <summary>Threads that hang and may come back; each holds a session's memory, so there are no more beside the one that works.</summary>
        public const int AbandonedMax = 3;

        /// <summary>After a restart by software, hanging threads cause the next one only so much later, ms: a network that always hangs must cost neither the flash nor
        /// more than a sample now and then. A machine that power or sleep started restarts at once.</summary>
        public const int RestartNotBeforeMs = 15 * 60 * 1000;

        // See BoardHealth.ResetCause.
        private const int SoftwareRestart = 3;

        private readonly Station _station;
        private readonly NetworkMemory _memory = new NetworkMemory();
        private readonly Heartbeat[] _abandoned = new Heartbeat[AbandonedMax];
        private NetworkThread _current;

        public NetworkSlot(Station station)
        {
            _station = station;
        }

        /// <summary>Replaces the thread where it is lost, and starts the first one where the profile names a network.</summary>
        public void Check(long nowMs)
        {
            if (!_station.WantsNetwork || (_current != null && !_current.Beat.IsLost(nowMs)))
            {
                return;
            }

            if (_current != null && !Retire(nowMs))
            {
                return;
            }

            NetworkThread next = new NetworkThread(_station, _memory);
            _station.Machine.Start(next);
            _current = next;
        }

        /// <summary>Takes the lost thread out of the way; false where too many hang already.</summary>
        private bool Retire(long nowMs)
        {
            bool isNews = !_current.Beat.IsRetired;
            _current.Beat.Retire();
            if (isNews)
            {
                _station.Bus.CutOff();
                _station.Healed(_current.Beat.IsOver ? "the network's thread died: a new one" : "the network's thread hangs: a new one");
            }

            if (_current.Beat.IsOver)
            {
                return true;
            }

            for (int i = 0; i < AbandonedMax; i++)
            {
                if (_abandoned[i] == null || _abandoned[i].IsOver)
                {
                    _abandoned[i] = _current.Beat;
                    return true;
                }
            }

            bool mayRestart = _station.Health.ResetCause != SoftwareRestart || nowMs >= RestartNotBeforeMs;
            if (mayRestart && _station.Restart.Ask(nowMs))
            {
                _station.Log.Write(nowMs, LogLevel.Error, "too many threads hang: restart");
            }

            return false;
        }
    }
}
