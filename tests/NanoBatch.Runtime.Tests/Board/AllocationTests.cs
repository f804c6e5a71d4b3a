using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Goal: a board that runs leaves nothing to the collector. Method: the bytes this thread allocates over a thousand cycles of sample, run and report.</summary>
[TestClass]
public sealed class AllocationTests
{
    [TestMethod]
    [DataRow("every 1s report mean(ch1), count(ch1)", DisplayName = "moments")]
    [DataRow("every 1s over 60s report median(ch1), p10(ch1), quantile(ch1, 0.995)", DisplayName = "ranks")]
    [DataRow("every 1s over 60s report slope(ch1), rate(ch1), ewma(ch1, 0.1), integral(ch1), crossings(ch1, 2000), stddev(ch1)", DisplayName = "sequences")]
    [DataRow("every 1s over 60s report hist(ch1, 0, 4000, 32), above(ch1, 100), x = corr(ch1, ch2) when mean(ch1 - ch2) < 100000", DisplayName = "arrays and series")]
    [DataRow("every 1s over 60s report a = mean(bent), b = median(bent), c = mean(pct in 10..50 %)", DisplayName = "calibrations")]
    [DataRow("every 1s report mean(ch1), last(ch2) on change by 1 or every 10s\n"
        + "alert a when last(ch1) > 2000 for 2 runs until last(ch1) < 1000\nalert b when last(ch2) > 2000", DisplayName = "policies and alerts")]
    [DataRow("cron \"* * * * *\" over 1m report last(ch1)\n"
        + "daily at 00:01 over 1m report last(ch1)\nweekly on mon at 00:02 over 1m report last(ch1)\nafter 7 samples report last(ch1)", DisplayName = "schedules")]
    [DataRow("every 1s over 3000s needs 50 % report mean(ch1), min(ch1), max(ch1), slope(ch1)", DisplayName = "summaries")]
    public void A_thousand_cycles_allocate_nothing(string tasks)
    {
        var rig = new Rig(store: new TestStore(8 << 20), taps: false, configure: config => config.SegmentBytes = 1 << 28);
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy($"job j\nsample ch1, ch2 every 1s burst 3 median valid 0..4000\nsample bent, pct every 1s burst 2 mean\n{tasks}"));
        rig.RunTo(200_000);
        int runs = rig.Board.RunCount;
        uint records = rig.Board.Ledger.NextRecord;
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < 3 && allocated != 0; attempt++)
        {
            // A collection that another thread causes charges this one with the rest of its allocation buffer, up to 8 KB; not three times in a row.
            long before = GC.GetAllocatedBytesForCurrentThread();
            rig.RunFor(1000);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.AreEqual(0L, allocated, $"{rig.Board.RunCount - runs} runs");
        Assert.IsGreaterThan(100, rig.Board.RunCount - runs);
        Assert.IsGreaterThan(10U, rig.Board.Ledger.NextRecord - records);
        Assert.AreEqual(0, rig.Board.FaultCount + rig.Board.Ledger.DroppedCount + rig.Board.Ledger.WriteFailureCount);
    }

    /// <summary>A new segment takes its file's name and nothing else; the test's own store allocates the file.</summary>
    [TestMethod]
    public void A_full_ring_of_segments_costs_a_name_for_each()
    {
        var rig = new Rig(store: new TestStore(4096), taps: false, configure: config => config.SegmentBytes = 2048);
        rig.Deploy("job j\nsample ch1 every 1s\nevery 1s report last(ch1)");
        rig.RunTo(200_000);
        int segments = rig.Store.Segments.Length;
        long before = GC.GetAllocatedBytesForCurrentThread();
        rig.RunTo(1_200_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        int opened = rig.Store.Segments.Length - segments;
        Assert.IsGreaterThan(10, opened);
        Assert.IsLessThan(5000L, allocated / opened, "4 096 of the store's file, its entry, the name");
    }
}
