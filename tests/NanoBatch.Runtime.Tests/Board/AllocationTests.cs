using System;
using System.Collections.Generic;
using System.Linq;
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

    /// <summary>Everything is taken by <see cref="JobTable.CheckRoom"/>, before the record that cannot be taken back; a job that goes takes nothing at all.</summary>
    [TestMethod]
    public void A_change_of_jobs_allocates_nothing_once_it_is_checked()
    {
        // A collection that another thread causes charges this one; not at the same change three times.
        List<(string Text, long Bytes)> least = Changes();
        for (int attempt = 0; attempt < 2; attempt++)
        {
            least = [.. least.Zip(Changes(), (a, b) => (a.Text, Math.Min(a.Bytes, b.Bytes)))];
        }

        Assert.HasCount(8 + 3, least);
        Assert.IsEmpty(least.Where(change => change.Bytes != 0));
    }

    private static List<(string Text, long Bytes)> Changes()
    {
        var rig = new Rig(configure: config => config.ArenaFirstBytes = 300);
        JobTable table = rig.Board.Jobs;
        var changes = new List<(string Text, long Bytes)>();
        foreach (string text in new[]
        {
            "job a\nsample ch1 every 1s keep 100 samples\nsample ch2 every 2s keep 30 samples\nevery 10s report last(ch1), last(ch2)",
            "job b\nsample ch3 every 1s keep 40 samples\nsample ch1 every 1s keep 70 samples\nevery 10s report last(ch3), last(ch1)",
            "job a\nsample ch2 every 2s keep 30 samples\nsample ch1 every 1s keep 100 samples\nevery 10s report last(ch1), last(ch2)",
            "job a\nsample ch2 every 2s keep 300 samples\nsample ch1 every 1s keep 20 samples\nevery 10s report last(ch1), last(ch2)",
            "job a\nsample ch1 every 1s keep 900 samples\nevery 10s over 900s report mean(ch1)",
            "job a\nsample ch1 every 1s keep 90 samples\nevery 10s over 90s report mean(ch1)",
            "job a\nsample ch1 every 1s keep 900 samples\nevery 10s report last(ch1)",
            "job c\nsample ch4..ch16 every 1s keep 9 samples\nevery 10s report last(ch4..ch16)",
        })
        {
            byte[] bytes = Jobs.Package(text);
            JobSlot job = table.TryLoad(bytes, Sha256.Of(bytes, 0, bytes.Length), out PackageStatus status);
            Assert.AreEqual(PackageStatus.Accepted, status);
            Assert.AreEqual(PackageStatus.Accepted, table.CheckRoom(job));
            changes.Add((text, Change(rig, job, table.IndexOf(job.Package.JobName))));
            rig.RunFor(200);
        }

        while (table.Count > 0)
        {
            changes.Add(("a job goes", Change(rig, null, table.Count / 2)));
            rig.RunFor(10);
        }

        return changes;
    }

    private static long Change(Rig rig, JobSlot? job, int replaced)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        rig.Board.Jobs.Change(job, replaced, Rig.BaseMs + rig.NowMs);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
