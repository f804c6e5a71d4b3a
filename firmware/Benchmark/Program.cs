using System;

namespace NanoBatch.Benchmark
{
    /// <summary>W1 to W3 on whatever runtime it is started: what the engine takes for a window, beside the same job written by hand.</summary>
    /// <remarks>Lines that begin with "time " differ from run to run, those of "@IL" are marks for a CLR that counts; all others are the same on every runtime.</remarks>
    public static class Program
    {
        /// <summary>Runs, and pushes, between two marks of the instruction count: many, so that the marks weigh little.</summary>
        public const int CountedRuns = WindowBench.CountedRuns;
        public const int CountedPushes = PushBench.CountedPushes;

        /// <summary>Agreement, instruction marks, allocation; without times.</summary>
        public static bool Check(Platform platform)
        {
            return Run(platform, false);
        }

        /// <summary>All of it.</summary>
        public static bool Measure(Platform platform)
        {
            return Run(platform, true);
        }

        private static bool Run(Platform platform, bool withTimes)
        {
            Console.WriteLine("@IL start");
            Console.WriteLine("@IL empty mark");
            bool isGood = Run(platform, Workload.Hourly(), withTimes);
            isGood &= Run(platform, Workload.Irrigation(), withTimes);
            isGood &= Run(platform, Workload.Histogram(), withTimes);
            PushBench.Count();
            if (withTimes)
            {
                PushBench.Time(platform);
            }

            Console.WriteLine(isGood ? "all agree" : "BAD see above");
            return isGood;
        }

        private static bool Run(Platform platform, Workload workload, bool withTimes)
        {
            return new WindowBench(workload).Run(platform, withTimes);
        }
    }
}
