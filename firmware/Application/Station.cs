using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>What the threads of one board share. Each member says who may call it; where none is named, any thread may.</summary>
    public sealed class Station
    {
        /// <summary>What a store, an ADC and a board may take to come up, ms: a start reads the ledger's newest segment and the head of every other one.</summary>
        public const int OpenMs = 45 * 1000;

        // Some twenty lines.
        private const int LogBytes = 1024;

        private readonly object _gate = new object();
        private ProfileRecord _profile;
        private Supervisor _supervisor;

        public readonly IHardware Hardware;
        public readonly IMachine Machine;
        public readonly SharedLog Log = new SharedLog(new LogRing(LogBytes));
        public readonly BoardHealth Health = new BoardHealth();
        public readonly RestartDesk Restart = new RestartDesk();
        public readonly ClockDesk Clock = new ClockDesk();
        public readonly Heartbeat BoardBeat;
        public readonly IWakeSignal BoardWake;
        public readonly IWakeSignal NetworkWake;
        public readonly MqttBus Bus;

        /// <summary>The supervisor's.</summary>
        public readonly NetworkSlot Network;

        /// <summary>True where the profile could be read, so that what fails after it may be its doing. The board thread's.</summary>
        public bool IsProfileRead;

        /// <summary>The board, once it is open. The board thread's; others look at its numbers alone, each of which is written in one piece.</summary>
        public Board Board;

        public Station(IHardware hardware)
        {
            Hardware = hardware;
            Machine = hardware.Machine;
            BoardBeat = new Heartbeat(Machine.NowMs, OpenMs);
            BoardWake = Machine.NewSignal();
            NetworkWake = Machine.NewSignal();
            Bus = new MqttBus(NetworkWake, BoardWake);
            Network = new NetworkSlot(this);
            Health.ResetCause = Machine.ResetCause;
            Log.Write(Machine.NowMs, LogLevel.Note, "start of " + hardware.Build + ", reset cause " + Health.ResetCause.ToString());
        }

        /// <summary>The board's profile, null until it is read.</summary>
        public ProfileRecord Profile
        {
            get
            {
                lock (_gate)
                {
                    return _profile;
                }
            }
        }

        /// <summary>True from the moment on that the profile is read and names a network.</summary>
        public bool WantsNetwork
        {
            get
            {
                lock (_gate)
                {
                    return _profile != null && _profile.WifiName.Length > 0;
                }
            }
        }

        /// <summary>The board is open: the network may begin. The board thread's.</summary>
        public void Begin(ProfileRecord profile, Board board)
        {
            Board = board;
            lock (_gate)
            {
                _profile = profile;
            }

            if (WantsNetwork && Health.NetworkState == 0)
            {
                Health.NetworkState = 1;
            }
        }

        /// <summary>Logs what a catch-all caught.</summary>
        /// <param name="where">Which part of the board.</param>
        /// <param name="failure">What it threw.</param>
        public void Failed(string where, System.Exception failure)
        {
            // A broker's client says that it failed; why, says what it caught: a certificate refused, no memory for TLS, nobody there.
            string cause = failure.InnerException == null ? string.Empty : ": " + failure.InnerException.Message;
            Log.Write(Machine.NowMs, LogLevel.Warning, where + ": " + failure.Message + cause);
        }

        /// <summary>Counts and logs that something was replaced or done again.</summary>
        public void Healed(string what)
        {
            lock (_gate)
            {
                Health.HealCount++;
            }

            Log.Write(Machine.NowMs, LogLevel.Warning, what);
        }

        /// <summary>Starts the supervisor, and a new one where it is lost. The board thread's.</summary>
        public void WatchSupervisor(long nowMs)
        {
            if (_supervisor != null && !_supervisor.Beat.IsLost(nowMs))
            {
                return;
            }

            if (_supervisor != null)
            {
                _supervisor.Beat.Retire();
                Healed("the supervisor is lost: a new one");
            }

            Supervisor next = new Supervisor(this);
            Machine.Start(next);
            _supervisor = next;
        }
    }
}
