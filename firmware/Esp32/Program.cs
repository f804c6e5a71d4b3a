using System;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace NanoBatch.Esp32
{
    /// <summary>The board's start.</summary>
    public static class Program
    {
        /// <summary>Long enough for a cable and a new image to find a board that cannot start, ms.</summary>
        private const int RestartDelayMs = 10000;

        /// <summary>Never returns and never throws: the platform would wait for a debugger for ever.</summary>
        public static void Main()
        {
            while (true)
            {
                try
                {
                    Console.WriteLine("nanobatch " + BuildIdentity.Text);

                    // Heals, and restarts the board, by itself; what gets out of it has failed before its first turn.
                    Application.Application.Run(new Esp32Hardware());
                }
                catch (Exception failure)
                {
                    Report(failure);
                }

                Restart();
            }
        }

        private static void Report(Exception failure)
        {
            try
            {
                Console.WriteLine("main: " + failure.Message);
            }
            catch (Exception)
            {
                // No memory for a line of text: the restart below is what helps.
            }
        }

        private static void Restart()
        {
            try
            {
                Thread.Sleep(RestartDelayMs);
                Power.RebootDevice();

                // The platform acts once every thread has given way.
                Thread.Sleep(RestartDelayMs);
            }
            catch (Exception)
            {
                // Tried again after another round of the loop.
            }
        }
    }
}
