using System;
using NanoBatch.Runtime;

namespace NanoBatch.Benchmark
{
    /// <summary>What a sample costs when it is stored: a ring without and with block summaries.</summary>
    internal static class PushBench
    {
        public const int CountedPushes = 6400;

        private const long TimedMicroseconds = 250000;

        /// <summary>Puts marks around pushes, gaps among them as a probe has them.</summary>
        public static void Count()
        {
            Ring plain = NewRing(false);
            Ring summaries = NewRing(true);
            Console.WriteLine("@IL start");
            Push(plain);
            Console.WriteLine("@IL push plain");
            Console.WriteLine("@IL start");
            Push(summaries);
            Console.WriteLine("@IL push summaries");
        }

        public static void Time(Platform platform)
        {
            Time(platform, "push plain", NewRing(false));
            Time(platform, "push summaries", NewRing(true));
        }

        private static void Time(Platform platform, string what, Ring ring)
        {
            long startUs = platform.NowMicroseconds();
            long spentUs;
            long pushes = 0;
            do
            {
                Push(ring);
                pushes += CountedPushes;
                spentUs = platform.NowMicroseconds() - startUs;
            }
            while (spentUs < TimedMicroseconds);

            Lines.Time(what, spentUs, pushes);
        }

        private static Ring NewRing(bool summaries)
        {
            int capacity = Ring.CapacityFor(1440, summaries);
            return new Ring(new short[capacity], 0, capacity, summaries);
        }

        private static void Push(Ring ring)
        {
            int counts = 1800;
            for (int i = 0; i < CountedPushes; i++)
            {
                counts = counts > 2600 ? 1800 : counts + 7;
                ring.Push(counts);
            }
        }
    }
}
