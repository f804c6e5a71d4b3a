using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The board on the main thread: opens it over its hardware and drives <see cref="Board.Step"/>. A turn without a message allocates nothing.</summary>
    public sealed class BoardThread
    {
        /// <summary>Longest wait between two turns, ms.</summary>
        public const int WaitMs = 250;

        /// <summary>How long a turn may take, ms: the longest settling of probes, and the slowest close of a file many times over.</summary>
        public const int TurnMs = 30 * 1000;

        private const int LookMs = 1000;
        private const int ReplyOutMs = 500;
        private const int GoodbyeMs = 5000;
        private const int SleepWakeCause = 7;
        private const int SafeMs = 10 * 60 * 1000;

        private readonly Station _station;
        private readonly IMachine _machine;
        private readonly Board _board;
        private readonly ProbePower _probes;
        private readonly SerialLink _serial;
        private readonly BoardLight _light;
        private readonly HeapWatch _heap;
        private readonly SleepPlanner _planner = new SleepPlanner();
        private readonly ProfileRecord _profile;
        private readonly bool _isSafe;
        private readonly long _startMs;
        private long _offsetMs;
        private long _nextLookMs;
        private long _restartAskedMs = long.MaxValue;
        private uint _storedAcknowledgement;
        private uint _nextRecord;

        /// <summary>Opens store, profile and board; may throw what the hardware throws.</summary>
        /// <param name="station">Shared things of the board's threads.</param>
        /// <param name="isSafe">See <see cref="BoardOpening"/>.</param>
        public BoardThread(Station station, bool isSafe)
        {
            _station = station;
            _machine = station.Machine;
            _isSafe = isSafe;
            _startMs = _machine.NowMs;
            station.BoardBeat.Beat(_startMs, Station.OpenMs);
            station.WatchSupervisor(_startMs);
            StoreGuard store = new StoreGuard(station.Hardware.OpenStore(), station);
            BoardOpening opening = new BoardOpening(station, store, isSafe);
            _profile = opening.Profile;
            _probes = new ProbePower(station, _profile, opening.Channels);
            _serial = new SerialLink(station, _profile);
            SupplyGuard guard = new SupplyGuard(store, station, _probes, opening.Channels, _profile);
            _board = new Board(opening.Config, _probes, guard, new IByteLink[] { _serial }, null, _startMs);
            _board.SelfTest = new SelfTestRunner(station);
            _light = new BoardLight(station, _profile, _board);
            _heap = new HeapWatch(station);
            if (_profile.WifiName.Length > 0 && _profile.BrokerHost.Length > 0)
            {
                _board.Attach(station.Bus);
            }

            long utcMs = _machine.ClockUtcMs;
            if (ClockRange.IsPlausible(utcMs))
            {
                _board.SetClock(utcMs, ClockQuality.Carried, _machine.NowMs);
            }

            _offsetMs = _board.Clock.OffsetMs;
            _storedAcknowledgement = _board.Ledger.AcknowledgedTo;
            _nextRecord = _board.Ledger.NextRecord;
            _planner.LastRecordMs = _startMs;
            station.Begin(_profile, _board);
            station.Log.Write(_machine.NowMs, LogLevel.Note, "board " + _profile.BoardId + ", start " + _board.Ledger.Boot.ToString());
        }

        /// <summary>The board, for whoever looks at it from this thread.</summary>
        public Board Board
        {
            get { return _board; }
        }

        /// <summary>One step of the board and what is around it; may throw.</summary>
        /// <returns>How long nothing is due, ms; 0 where the next step is due at once.</returns>
        public int Turn()
        {
            long nowMs = _machine.NowMs;
            _station.BoardBeat.Beat(nowMs, TurnMs);
            TakeTime(nowMs);
            long nextMs = _board.Step(nowMs);
            _probes.Release();
            KeepClock(nowMs);
            if (nowMs >= _nextLookMs)
            {
                _nextLookMs = nowMs + LookMs;
                Look(nowMs, nextMs <= nowMs);
            }

            _light.Show(nowMs);
            long waitMs = nextMs > nowMs ? nextMs - nowMs : 0;
            int untilEdgeMs = WaitMs - (int)(nowMs % WaitMs);
            return waitMs < untilEdgeMs ? (int)waitMs : untilEdgeMs;
        }

        /// <summary>Saves what a restart would lose, and restarts. Whatever fails on the way, the machine restarts.</summary>
        public void Restart(string why)
        {
            try
            {
                _station.Log.Write(_machine.NowMs, LogLevel.Warning, why);
                Save(_machine.NowMs);
            }
            catch (System.Exception failure)
            {
                _station.Failed("saving", failure);
            }

            _machine.Restart();
        }

        /// <summary>What the network's thread has to hand over.</summary>
        private void TakeTime(long nowMs)
        {
            long utcMs = _station.Clock.Take(nowMs);
            if (utcMs != 0)
            {
                _station.BoardBeat.Beat(nowMs, Station.OpenMs);      // the first time fills the rings from the history
                _board.SetClock(utcMs, ClockQuality.Network, nowMs);
                _offsetMs = _board.Clock.OffsetMs;
            }
        }

        /// <summary>A time that a client has set goes to the real-time clock, which carries it through sleeps and restarts.</summary>
        private void KeepClock(long nowMs)
        {
            if (_board.Clock.OffsetMs != _offsetMs)
            {
                _offsetMs = _board.Clock.OffsetMs;
                _machine.ClockUtcMs = _board.Clock.BoardTime(nowMs);
            }
        }

        /// <summary>What is worth a look once a second.</summary>
        private void Look(long nowMs, bool isBusy)
        {
            _station.WatchSupervisor(nowMs);
            _heap.Look(nowMs);
            _light.Look();
            PassHealth(_station.Health, _board.Health);
            if (_board.IsRestartAsked && _restartAskedMs == long.MaxValue)
            {
                _restartAskedMs = nowMs;
            }

            if (nowMs - _restartAskedMs >= ReplyOutMs && _restartAskedMs != long.MaxValue)
            {
                Restart("a new profile: restart");
            }

            if (_station.Restart.IsAsked)
            {
                Restart("a restart was asked for");
            }

            if (_isSafe && nowMs - _startMs >= SafeMs)
            {
                Restart("the profile is tried again");
            }

            if (_profile.Sleeps && !_isSafe)
            {
                PlanSleep(nowMs, isBusy);
            }
        }

        private void PlanSleep(long nowMs, bool isBusy)
        {
            if (_board.Ledger.NextRecord != _nextRecord)
            {
                _nextRecord = _board.Ledger.NextRecord;
                _planner.LastRecordMs = nowMs;
            }

            bool wokeBySelf = _station.Health.ResetCause == SleepWakeCause;
            _planner.LastHeardMs = _serial.LastHeardMs != long.MinValue || wokeBySelf ? _serial.LastHeardMs : _startMs;
            _planner.NextDueMs = _board.NextDueMs;
            _planner.IsClockKnown = _board.Clock.IsKnown;
            _planner.IsBusy = isBusy || _board.IsBusy || (_board.SelfTest != null && _board.SelfTest.IsRunning);
            _planner.IsDelivered = IsDelivered();
            long sleepMs = _planner.SleepMs(nowMs);
            if (sleepMs > 0)
            {
                Sleep(nowMs, nowMs + sleepMs);
            }
        }

        private bool IsDelivered()
        {
            if (_board.Outbox != null)
            {
                return _board.Outbox.IsDrained;
            }

            return !_station.WantsNetwork || _profile.TimeServer.Length == 0 || _board.Clock.Quality == ClockQuality.Network;
        }

        private void Sleep(long nowMs, long untilMs)
        {
            _station.Bus.Leave();
            while (_station.Bus.ConnectionNumber != 0 && _machine.NowMs - nowMs < GoodbyeMs)
            {
                _machine.Wait(WaitMs);
            }

            _light.Darken();
            long lastMs = _machine.NowMs;
            Save(lastMs);
            _machine.ClockUtcMs = _board.Clock.BoardTime(lastMs);
            _machine.DeepSleep(untilMs - _machine.NowMs);
        }

        /// <summary>Rings to the history, and what the hub has to the ledger.</summary>
        private void Save(long nowMs)
        {
            _board.History.Save(nowMs);
            if (_board.Ledger.AcknowledgedTo != _storedAcknowledgement)
            {
                _storedAcknowledgement = _board.Ledger.AcknowledgedTo;
                _board.Records.CommitState(nowMs);
            }
        }

        private static void PassHealth(BoardHealth from, BoardHealth to)
        {
            to.ResetCause = from.ResetCause;
            to.FreeHeapBytes = from.FreeHeapBytes;
            to.LeastFreeHeapBytes = from.LeastFreeHeapBytes;
            to.NetworkState = from.NetworkState;
            to.ConnectionCount = from.ConnectionCount;
            to.HealCount = from.HealCount;
            to.LowSupplyCount = from.LowSupplyCount;
        }
    }
}
