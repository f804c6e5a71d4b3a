using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Application.Tests;

/// <summary>Goal: the board thread's own loop leaves nothing to the collector. Method: bytes that this thread allocates over a thousand seconds of turns.</summary>
[TestClass]
public sealed class AllocationTests
{
    [TestMethod]
    [DataRow("on demand report count(soil)", "", DisplayName = "sampling")]
    [DataRow("every 1s report l = last(soil) on change by 4000\nalert high when last(soil) > 4000", "", DisplayName = "runs that send nothing")]
    [DataRow("every 1s report l = last(soil) on change by 4000", "field", DisplayName = "with a network that is away")]
    public void A_thousand_seconds_of_turns_allocate_nothing(string task, string wifi)
    {
        var hardware = new QuietHardware(4711);
        ProfileRecord profile = Site.Profile();
        (profile.WifiName, profile.ProbePowerPin, profile.SupplyChannel, profile.SupplyWriteMin) = (wifi, 5, "supply", 1.5);
        byte[] record = Site.Bytes(profile);
        Assert.IsTrue(new ProfileFile(hardware.Store).Save(record, record.Length));
        var thread = new BoardThread(new Station(hardware), false);
        Assert.AreEqual(PackageStatus.Accepted, thread.Board.Deploy(Jobs.Package($"job j\nsample soil every 1s\nsample air every 1s burst 4 median\n{task}"), false, 0, 0, out _));
        RunTo(hardware, thread, 200_000);
        int readings = hardware.ReadCount;
        int runs = thread.Board.RunCount;
        long allocated = long.MaxValue;
        for (int attempt = 1; attempt <= 3 && allocated != 0; attempt++)
        {
            // A collection that another thread causes charges this one with the rest of its allocation buffer, up to 8 KB; not three times in a row.
            long before = GC.GetAllocatedBytesForCurrentThread();
            RunTo(hardware, thread, 200_000 + (attempt * 500_000L));
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.AreEqual(0L, allocated, $"{hardware.TurnCount} turns");
        Assert.IsGreaterThan(2000, hardware.ReadCount - readings);
        Assert.AreEqual(task.StartsWith("every", StringComparison.Ordinal), thread.Board.RunCount - runs > 400);
    }

    private static void RunTo(QuietHardware hardware, BoardThread thread, long untilMs)
    {
        while (hardware.NowMs < untilMs)
        {
            int waitMs = thread.Turn();
            if (waitMs > 0)
            {
                hardware.Wait(waitMs);
            }
        }
    }
}
