using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Bursts to samples, and rings that wrap, leap and change their length.</summary>
    public static class SamplingCases
    {
        public static void Run(CaseLog log)
        {
            Burst(log, "one", new short[] { 4095 }, 4095, 4095);
            Burst(log, "half-up", new short[] { 1, 2 }, 2, 2);
            Burst(log, "under-half", new short[] { 1, 1, 2 }, 1, 1);
            Burst(log, "odd", new short[] { 9, 1, 5, 7, 3 }, 5, 5);
            Burst(log, "even", new short[] { 10, 1, 2, 9 }, 6, 6);
            Burst(log, "outlier", new short[] { 100, 101, 4095, 99, 102 }, 899, 101);
            Burst(log, "gaps", new short[] { -1, 7, -1, 8 }, 8, 8);
            Burst(log, "all-gaps", new short[] { -1, -1 }, -1, -1);

            Rings(log, "plain", false);
            Rings(log, "summaries", true);
        }

        private static void Burst(CaseLog log, string name, short[] readings, int mean, int median)
        {
            log.Equal("burst/" + name + "/mean", mean, BurstReducer.Mean(readings, readings.Length));
            log.Equal("burst/" + name + "/median", median, BurstReducer.Median(readings, readings.Length));
        }

        private static void Rings(CaseLog log, string name, bool summaries)
        {
            string prefix = "ring/" + name + "/";
            Ring ring = New(100, summaries);
            WindowScan scan = new WindowScan();
            log.Equal(prefix + "capacity", summaries ? 128 : 108, ring.Capacity);
            for (int i = 0; i < 1000; i++)
            {
                ring.Push(i % 10 == 3 ? Ring.Gap : i % 4096);
            }

            log.Equal(prefix + "next", 1000, ring.NextSlot);
            log.Equal(prefix + "first", summaries ? 872 : 892, ring.FirstSlot);
            log.Equal(prefix + "count", 90, scan.CountValid(ring, 999, 100, 0, 4095));
            log.Equal(prefix + "count-in-range", 45, scan.CountValid(ring, 999, 100, 950, 4095));
            log.Equal(prefix + "count-older-window", 9, scan.CountValid(ring, 989, 10, 0, 4095));

            ring.SkipTo(1050);
            log.Equal(prefix + "leap", 45, scan.CountValid(ring, 1049, 100, 0, 4095));
            ring.SkipTo(5000);
            log.Equal(prefix + "long-leap", 0, scan.CountValid(ring, 4999, 100, 0, 4095));
            log.Equal(prefix + "long-leap/next", 5000, ring.NextSlot);
            for (int i = 0; i < 70; i++)
            {
                ring.Push(4095);
            }

            log.Equal(prefix + "rails", 70 + 1, ring.RailCount);

            int capacity = Ring.CapacityFor(50, summaries);
            RingMover.Pack(ring, capacity, 2);
            RingMover.Unpack(ring, capacity, ring.Cells, 3, ring.Summaries);
            log.Equal(prefix + "copy", 50, scan.CountValid(ring, 5069, 50, 0, 4095));
            log.Equal(prefix + "copy/next", 5070, ring.NextSlot);
        }

        private static Ring New(int slots, bool summaries)
        {
            int capacity = Ring.CapacityFor(slots, summaries);
            return new Ring(new short[capacity + 5], 5, capacity, summaries);
        }
    }
}
