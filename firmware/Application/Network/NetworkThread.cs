namespace NanoBatch.Application
{
    /// <summary>The network's thread: Wi-Fi, then the time, then the broker. It may hang or die at any call; then another one takes its place.</summary>
    public sealed class NetworkThread : IThreadBody
    {
        /// <summary>Longest time between two looks at Wi-Fi and clock, ms.</summary>
        public const int IdleMs = 1000;

        /// <summary>Wait while a session is up, ms: a socket wakes nobody, it is looked at. A request waits half of it on average.</summary>
        public const int ListenMs = 100;

        /// <summary>Wait while a connection comes up, ms.</summary>
        public const int PollMs = 250;

        private const int TurnMs = 30 * 1000;

        private readonly Station _station;
        private readonly NetworkMemory _memory;
        private WifiLink _wifi;
        private TimeKeeper _time;
        private MqttLink _broker;
        private long _lookMs;

        public readonly Heartbeat Beat;

        public NetworkThread(Station station, NetworkMemory memory)
        {
            _station = station;
            _memory = memory;
            Beat = new Heartbeat(station.Machine.NowMs, TurnMs);
        }

        public void Run()
        {
            try
            {
                while (Beat.Beat(_station.Machine.NowMs, TurnMs))
                {
                    int waitMs = Turn();
                    if (Beat.Beat(_station.Machine.NowMs, TurnMs))
                    {
                        _station.NetworkWake.Wait(waitMs);
                    }
                }

                Leave();
            }
            finally
            {
                Beat.End();
            }
        }

        /// <summary>Does what is due, and survives it.</summary>
        /// <returns>How long nothing else is, ms. The wait itself is its caller's: a frame more on the stack of a thread that waits is 0.2 KB.</returns>
        private int Turn()
        {
            try
            {
                return Step(_station.Machine.NowMs);
            }
            catch (System.Exception failure)
            {
                if (!Beat.IsRetired)
                {
                    _station.Failed("network", failure);
                    Leave();
                }

                return PollMs;
            }
        }

        /// <summary>Does what is due.</summary>
        /// <returns>How long nothing else is, ms.</returns>
        private int Step(long nowMs)
        {
            if (_wifi == null)
            {
                _wifi = new WifiLink(_station, _memory, Beat, _station.Hardware.OpenWifi());
                _time = new TimeKeeper(_station, _memory, Beat, _station.Hardware.OpenTime());
                _broker = new MqttLink(_station, _memory, Beat);
            }

            if (_broker.IsUp && nowMs < _lookMs)
            {
                _broker.Step(nowMs);
                return _broker.IsUp ? ListenMs : PollMs;
            }

            _lookMs = nowMs + IdleMs;
            bool isUp = _wifi.Step(nowMs);
            if (Beat.IsRetired)
            {
                return 0;
            }

            if (!isUp)
            {
                _broker.Drop();
                _station.Health.NetworkState = 1;
                return PollMs;
            }

            _time.Step(nowMs);
            if (!Beat.IsRetired)
            {
                _broker.Step(_station.Machine.NowMs);
            }

            if (!Beat.IsRetired)
            {
                _station.Health.NetworkState = _broker.IsUp ? 3 : 2;
            }

            return _broker.IsUp ? ListenMs : PollMs;
        }

        /// <summary>What is this thread's own is thrown away.</summary>
        private void Leave()
        {
            if (_broker != null)
            {
                _broker.Drop();
            }
        }
    }
}
