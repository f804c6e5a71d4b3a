namespace NanoBatch.Application
{
    /// <summary>Watches the other threads: replaces the network's, and restarts the machine where the board's thread does not beat.</summary>
    /// <remarks>The board thread watches this one in turn (<see cref="Station.WatchSupervisor"/>). What neither can heal is a native call that hangs:
    /// it stops every managed thread, and only an external watchdog is left (docs/adr/0008).</remarks>
    public sealed class Supervisor : IThreadBody
    {
        /// <summary>How often it looks, ms.</summary>
        public const int PeriodMs = 1000;

        /// <summary>Without a beat for so long it counts as lost, ms.</summary>
        public const int DeadlineMs = 15 * 1000;

        private readonly Station _station;

        public readonly Heartbeat Beat;

        public Supervisor(Station station)
        {
            _station = station;
            Beat = new Heartbeat(station.Machine.NowMs, DeadlineMs);
        }

        public void Run()
        {
            try
            {
                while (Beat.Beat(_station.Machine.NowMs, DeadlineMs))
                {
                    Turn();
                    _station.Machine.Wait(PeriodMs);
                }
            }
            finally
            {
                Beat.End();
            }
        }

        private void Turn()
        {
            try
            {
                Check(_station.Machine.NowMs);
            }
            catch (System.Exception failure)
            {
                _station.Failed("supervisor", failure);
            }
        }

        private void Check(long nowMs)
        {
            if (_station.BoardBeat.IsLost(nowMs))
            {
                _station.Log.Write(nowMs, Runtime.LogLevel.Error, "the board's thread hangs: restart");
                _station.Machine.Restart();
            }

            if (_station.Restart.IsOverdue(nowMs))
            {
                _station.Machine.Restart();
            }

            _station.Network.Check(nowMs);
        }
    }
}
