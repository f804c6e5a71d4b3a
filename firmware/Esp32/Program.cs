using System;
using System.Threading;
using NanoBatch.Application;
using nanoFramework.Runtime.Native;

namespace NanoBatch.Esp32
{
    /// <summary>The board's start.</summary>
    public static class Program
    {
        private const int RestartDelayMs = 10000;

        /// <summary>Never returns and never throws: the platform would wait for a debugger for ever.</summary>
        public static void Main()
        {
            while (true)
            {
                try
                {
                    Run(new Esp32Hardware());
                }
                catch (Exception failure)
                {
                    Console.WriteLine("main: " + failure.Message);
                }

                // Long enough for a cable and a new image to find the board between two restarts.
                Thread.Sleep(RestartDelayMs);
                Power.RebootDevice();
                Thread.Sleep(RestartDelayMs);
            }
        }

        private static void Run(IHardware hardware)
        {
            Console.WriteLine("nanobatch " + hardware.Build);
        }
    }
}
