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

        /// <summary>Agreement and instruction marks.</summary>
        public static bool Check(Platform platform)
        {
            return Run(platform, false, false);
        }

        /// <summary>Agreement and allocations.</summary>
        public static bool Watch(Platform platform)
        {
            return Run(platform, true, false);
        }

        /// <summary>All of it, and times.</summary>
        public static bool Measure(Platform platform)
        {
            return Run(platform, true, true);
        }

        private static bool Run(Platform platform, bool withAllocations, bool withTimes)
        {
            Console.WriteLine("@IL start");
            Console.WriteLine("@IL empty mark");
            bool isGood = new WindowBench(Workload.Hourly()).Run(platform, withAllocations, withTimes);
            isGood &= new WindowBench(Workload.Irrigation()).Run(platform, withAllocations, withTimes);
            isGood &= new WindowBench(Workload.Histogram()).Run(platform, withAllocations, withTimes);
            PushBench.Count();
            if (withTimes)
            {
                PushBench.Time(platform);
            }

            Console.WriteLine(isGood ? "all agree" : "BAD see above");
            return isGood;
        }
    }
}
