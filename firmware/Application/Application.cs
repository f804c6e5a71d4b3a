using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The application of a board, from its start to its restart. The device's <c>Main</c> is a loop around <see cref="Run"/>.</summary>
    public static class Application
    {
        /// <summary>Failures in a row after which the machine restarts.</summary>
        public const int FailuresMax = 6;

        // A row of failures ends with so long a time without one.
        private const int QuietMs = 30 * 1000;
        private const int FirstWaitMs = 250;

        // Attempts to open a board by its profile before it is opened without.
        private const int OpeningsMax = 3;

        /// <summary>Runs the board; never returns. Whatever is thrown is logged, counted, and tried again; where that does not help, the machine restarts.</summary>
        public static void Run(IHardware hardware)
        {
            Station station = new Station(hardware);
            FailureCount failures = new FailureCount(QuietMs);
            BoardThread board = null;
            int openings = 0;
            while (true)
            {
                try
                {
                    board = board == null ? new BoardThread(station, openings >= OpeningsMax) : board;
                    int waitMs = board.Turn();
                    if (waitMs > 0)
                    {
                        station.BoardWake.Wait(waitMs);
                    }
                }
                catch (System.Exception failure)
                {
                    openings += board == null && station.IsProfileRead ? 1 : 0;
                    Heal(station, board, failures, failure);
                }
            }
        }

        private static void Heal(Station station, BoardThread board, FailureCount failures, System.Exception failure)
        {
            int count = failures.Add(station.Machine.NowMs);
            station.Failed(board == null ? "start" : "board", failure);
            station.Healed(board == null ? "the start failed: tried again" : "the board's thread failed: it goes on");
            if (count < FailuresMax)
            {
                // The first failure costs no sample; later ones wait longer.
                station.Machine.Wait(FirstWaitMs << (count - 1));
                return;
            }

            station.Log.Write(station.Machine.NowMs, LogLevel.Error, "too many failures: restart");
            if (board != null)
            {
                board.Restart("too many failures");
            }

            station.Machine.Restart();
        }
    }
}
