using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.Engine;

/// <summary>Ranks are counted in bytes over the counts that deployed jobs can have: exact past 255 occurrences, and no larger than the jobs need.</summary>
[TestClass]
public sealed class RankMemoryTests
{
    [TestMethod]                                     // Goal: a counter that comes round loses nothing, wherever the rank lies.
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(257)]
    [DataRow(510)]
    [DataRow(511)]
    [DataRow(512)]
    [DataRow(766)]
    [DataRow(5000)]
    public void Values_that_occur_often_are_counted_exactly(int often)
    {
        var random = new Random(often);
        int[] samples = [.. Enumerable.Repeat(1000, often), .. Enumerable.Repeat(1001, often), .. Enumerable.Repeat(1063, 300), .. Enumerable.Repeat(3000, often), 7, 4095];
        random.Shuffle(samples);
        int[] sorted = [.. samples.Order()];
        foreach (Aggregate beside in new[] { Aggregate.Count, Aggregate.Slope })     // the pass of ranks, and the fused one
        {
            ScanRequest request = Request(samples, 0, 4095);
            request.AddItem(beside, 0, 0, 0);
            for (int k = 0; k <= 20; k++)
            {
                request.AddItem(Aggregate.Quantile, k / 20.0, 0, 0);
            }

            request.AddItem(Aggregate.Above, 1000, 0, 0);
            request.AddItem(Aggregate.Hist, 1000, 1064, 32);
            double[] values = Run(request);
            for (int k = 0; k <= 20; k++)
            {
                double position = (sorted.Length - 1) * (k / 20.0);
                int rank = (int)position;
                double next = sorted[Math.Min(rank + 1, sorted.Length - 1)];
                Assert.AreEqual(sorted[rank] + ((next - sorted[rank]) * (position - rank)), values[1 + k], $"{beside} {k}");
            }

            Assert.AreEqual(sorted.Count(x => x > 1000) / 60.0, values[22], 1e-12);
            Assert.AreEqual(often * 2, values[23]);
            Assert.AreEqual(300, values[54]);
        }
    }

    [TestMethod]                                     // Goal: a table is as wide as the range of the scan before it, and as clean.
    public void Ranges_of_any_width_follow_each_other_in_one_table()
    {
        var random = new Random(4711);
        var scan = new WindowScan();
        var values = new double[40];
        for (int i = 0; i < 300; i++)
        {
            int low = random.Next(4096);
            int high = low + random.Next(4096 - low);
            int[] samples = [.. Enumerable.Range(0, 1 + random.Next(900)).Select(_ => random.Next(3) == 0 ? low : random.Next(4096))];
            int[] sorted = [.. samples.Where(x => x >= low && x <= high).Order()];
            ScanRequest request = Request(samples, low, high);
            request.AddItem(Aggregate.Quantile, 0, 0, 0);
            request.AddItem(Aggregate.Quantile, 1, 0, 0);
            request.AddItem(Aggregate.Hist, 0, 4095, 32);
            scan.Run(request, values, new byte[40], 0);
            if (sorted.Length > 0)
            {
                Assert.AreEqual(sorted[0], values[0]);
                Assert.AreEqual(sorted[^1], values[1]);
            }

            Assert.AreEqual(sorted.Length, values.Skip(2).Take(32).Sum());
        }
    }

    [TestMethod]
    [DataRow("valid 1000..1499 raw", "p10(ch1)", 500, 1440)]
    [DataRow("valid 1000..1499 raw", "mean(ch1)", 0, 0)]
    [DataRow("valid 1000..1499 raw", "hist(ch1, 0, 100, 4)", 500, 1440)]
    [DataRow("valid 1000..1499 raw", "x = p10(ch1 in 1400..2000 raw)", 100, 1440)]
    [DataRow("valid 1000..1499 raw", "x = p10(ch1 in 2000..2001 raw)", 0, 1440)]
    [DataRow("valid 1000..1499 raw", "x = p10(ch1 - ch2)", 4096, 1440)]
    [DataRow("", "p10(ch1)", 4096, 1440)]
    public void The_need_is_that_of_the_widest_range(string valid, string field, int entries, int slots)
    {
        var rig = new Rig(taps: false);
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy($"job j\nsample ch1, ch2 every 1m {valid}\nevery 1m over 1d report {field}"));
        var need = new EngineNeed();
        need.Add(rig.Board.Jobs.JobAt(0));
        Assert.AreEqual(entries, need.RankEntries);
        Assert.AreEqual(slots, need.RankSlots);
    }

    [TestMethod]
    public void The_need_is_what_the_programs_use()
    {
        var rig = new Rig(taps: false);
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy("job j\nsample ch1..ch4 every 1m\nevery 1m over 1d\n"
            + "report mean(ch1..ch4), p10(ch1..ch4), x = 1 - mean(ch1)\nalert dry when mean(ch1) < 22 and p10(ch1) < 3"));
        var need = new EngineNeed();
        need.Add(rig.Board.Jobs.JobAt(0));
        Assert.AreEqual((4, 9, 9, 8), (need.Channels, need.Values, need.Fields, need.FieldItems));
        Assert.AreEqual((3, 2, false, 0), (need.StackDepth, need.Items, need.HasHistograms, need.PointColumns));
        Assert.AreEqual((1, 0), (need.NewInstruction().Series.Elements.Length, need.NewInstruction().Second.Elements.Length));
    }

    [TestMethod]                                     // Goal: what was reserved is there, what nobody needs is not.
    public void Memory_follows_what_is_reserved()
    {
        ScanRequest request = Request([.. Enumerable.Repeat(50, 1000)], 0, 4095);
        request.AddItem(Aggregate.Median, 0, 0, 0);
        var scan = new WindowScan();
        var wide = new EngineNeed { RankEntries = 4096, RankSlots = 1000 };
        var narrow = new EngineNeed { RankEntries = 500, RankSlots = 1000 };
        var values = new double[4];
        var kinds = new byte[4];
        Assert.IsLessThan(4500L, Allocated(() => scan.Reserve(wide)));
        Assert.AreEqual(0L, Allocated(() => scan.Run(request, values, kinds, 0)));
        Assert.AreEqual(0L, Allocated(() => scan.Reserve(wide)));
        Assert.IsLessThan(700L, Allocated(() => scan.Reserve(narrow)));
        Assert.IsGreaterThan(4096L, Allocated(() => scan.Run(request, values, kinds, 0)), "the wide table was given back");
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double[] Run(ScanRequest request)
    {
        var values = new double[80];
        new WindowScan().Run(request, values, new byte[80], 0);
        return values;
    }

    private static ScanRequest Request(int[] samples, int low, int high)
    {
        int capacity = Ring.CapacityFor(samples.Length, false);
        var ring = new Ring(new short[capacity], 0, capacity, false);
        foreach (int x in samples)
        {
            ring.Push(x);
        }

        var request = new ScanRequest { NewestSlot = samples.Length - 1, WindowSlots = samples.Length, PeriodHours = 1 / 60.0, X = new SeriesCode() };
        request.X.SetChannel(0);
        request.SetChannel(0, ring, low, high, Calibration.Identity);
        return request;
    }
}
