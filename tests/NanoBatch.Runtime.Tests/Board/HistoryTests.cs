using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Raw counts outlive a restart: saved in blocks, read back into the rings when the clock is known (DECISIONS 41).</summary>
[TestClass]
public sealed class HistoryTests
{
    private const long OffMs = 3_600_000;

    [TestMethod]
    [DataRow("job j\nsample ch1 every 30s\nsample ch2 every 30s\nevery 1h report mean(ch1), mean(ch2)", 86_400, DisplayName = "a day at 30 s")]
    [DataRow("job j\nsample ch1 every 1s keep 20 samples\nevery 10s report mean(ch1)", 4_000, DisplayName = "a ring shorter than a block")]
    [DataRow("job j\nsample ch1 every 1s\nevery 1h report mean(ch1)", 7_777, DisplayName = "an interval that fills the buffer")]
    [DataRow("job j\nsample ch1 every 15m\nsample ch2 every 6h burst 3 median\nevery 1d report mean(ch1)", 864_000, DisplayName = "slow channels")]
    [DataRow("job j\nsample ch1 every 10s\nevery 1h report mean(ch1)", 5, DisplayName = "nothing to save")]
    public void Rings_come_back_as_they_were_and_the_time_off_is_a_gap(string job, int seconds)
    {
        var rig = new Rig(WithGaps);
        rig.Deploy(job);
        rig.RunTo((seconds * 1000) + 50);
        rig.Board.History.Save(rig.NowMs);
        Assert.AreEqual(0, rig.Board.History.DroppedCount);
        Dictionary<(int, long), int>[] before = [.. Rings(rig).Select(InTime)];
        long bootMs = rig.NowMs + OffMs;
        rig.Restart(Rig.BaseMs + bootMs);
        Assert.HasCount(before.Length, Rings(rig));
        foreach ((SampledRing ring, Dictionary<(int, long), int> old) in Rings(rig).Zip(before))
        {
            long oldestMs = (ring.Ring.NextSlot - ring.Slots) * ring.PeriodMs;
            Dictionary<(int, long), int> now = InTime(ring);
            foreach (((int channel, long ms), int counts) in old.Where(cell => cell.Key.Item2 >= oldestMs && cell.Value >= 0))
            {
                Assert.AreEqual(counts, now.GetValueOrDefault((channel, ms), -2), $"channel {channel} at {ms - Rig.BaseMs}");
            }

            Assert.IsTrue(now.All(cell => cell.Value < 0 || old[cell.Key] == cell.Value), "nothing that was not there");
            Assert.IsTrue(now.Keys.All(key => key.Item2 <= Rig.BaseMs + bootMs));
        }
    }

    /// <summary>A cut without a save costs at most one interval.</summary>
    [TestMethod]
    public void What_a_power_cut_costs_is_one_interval()
    {
        var rig = new Rig(WithGaps);
        rig.Deploy("job j\nsample ch1 every 30s\nevery 1h report mean(ch1)");
        for (int minutes = 10; minutes < 200; minutes += 7)
        {
            rig.RunTo((minutes * 60_000) + 50);
            var cut = new Rig(WithGaps, rig.Store.Clone(), isClockKnown: false);
            cut.SetClock(Rig.BaseMs + rig.NowMs);
            Dictionary<(int, long), int> now = InTime(Rings(cut)[0]);
            foreach (((int channel, long ms), int counts) in InTime(Rings(rig)[0]))
            {
                if (counts >= 0 && ms < Rig.BaseMs + rig.NowMs - 1_860_000 && ms > Rig.BaseMs + rig.NowMs - 3_600_000)
                {
                    Assert.AreEqual(counts, now.GetValueOrDefault((channel, ms), -2), $"{minutes} min, {ms - Rig.BaseMs}");
                }
            }
        }
    }

    [TestMethod]
    public void Samples_of_this_boot_stay_behind_those_of_the_last_one()
    {
        var rig = new Rig(WithGaps);
        rig.Deploy("job j\nsample ch1 every 30s\nevery 1h report count(ch1), first(ch1), last(ch1)");
        rig.RunTo(1_800_050);
        rig.Board.History.Save(rig.NowMs);
        Dictionary<(int, long), int> first = InTime(Rings(rig)[0]);
        rig.Restart();
        rig.RunTo(600_000);     // ten minutes without a clock
        Dictionary<(int, long), int> second = InTime(Rings(rig)[0]);
        rig.SetClock(Rig.BaseMs + 3_000_000);
        Dictionary<(int, long), int> all = InTime(Rings(rig)[0]);
        Assert.AreEqual(first.Count(cell => cell.Value >= 0) + second.Count(cell => cell.Value >= 0), all.Count(cell => cell.Value >= 0));
        Assert.AreEqual(second.OrderBy(cell => cell.Key.Item2).Last().Value, all.OrderBy(cell => cell.Key.Item2).Last().Value);
        rig.RunTo(1_200_000);
        BoardEvent report = rig.Reports()[^1];
        Assert.AreEqual(3600.0, report.Seconds);
        int valid = InTime(Rings(rig)[0]).Count(cell => cell.Value >= 0 && cell.Key.Item2 > Rig.BaseMs && cell.Key.Item2 <= Rig.BaseMs + 3_600_000);
        Assert.AreEqual(valid, report.Value(0), "the window sees both boots, and the time between them as a gap");
        Assert.IsGreaterThan(90, valid);
    }

    [TestMethod]
    public void The_log_stays_within_its_room_and_its_interval()
    {
        var rig = new Rig(WithGaps, configure: c => c.HistoryBytesMax = 24 * 1024);
        rig.Deploy("job j\nsample ch1 every 30s\nsample ch2 every 30s\nsample ch3 every 30s\nsample ch4 every 30s\nevery 1h report mean(ch1)");
        for (int day = 1; day <= 10; day++)
        {
            rig.RunTo(day * 86_400_000L);
            Assert.IsLessThanOrEqualTo(24 * 1024, rig.Board.History.BytesUsed);
        }

        Assert.AreEqual(0, rig.Board.History.DroppedCount);
        Assert.IsGreaterThan(16 * 1024, rig.Board.History.BytesUsed, "and is used");
        byte[] buffer = new byte[1024];
        uint next = 0;
        int blocks = 0;
        for (uint record = 1; rig.Board.History.Read(record, buffer) > 0; record = rig.Board.History.ReadNumber + 1)
        {
            Assert.IsTrue(next == 0 || rig.Board.History.ReadNumber == next, "no block is missing in between");
            next = rig.Board.History.ReadNumber + 1;
            blocks++;
        }

        Assert.AreEqual(rig.Board.History.NextRecord, next);
        Assert.IsGreaterThan(100, blocks);
    }

    [TestMethod]
    public void Readings_faster_than_flash_can_bear_are_left_out_and_counted()
    {
        var rig = new Rig(WithGaps);
        rig.Deploy("job j\nsample ch1 every 100ms\nevery 1h report mean(ch1)");
        rig.RunTo(7_200_000);
        Assert.IsGreaterThan(0, rig.Board.History.DroppedCount);
        Assert.HasCount(2, rig.Reports("j").Where(e => e.Seconds > 0));
    }

    [TestMethod]
    public void Damage_anywhere_returns_no_wrong_count_and_stops_no_board()
    {
        var rig = new Rig(WithGaps, configure: c => c.SegmentBytes = 2048);
        rig.Deploy("job j\nsample ch1 every 30s\nevery 1h report mean(ch1)");
        rig.RunTo(40_000_050);
        rig.Board.History.Save(rig.NowMs);
        Dictionary<(int, long), int> good = InTime(Rings(rig)[0]);
        string[] files = [.. rig.Store.List().Where(name => name.StartsWith("nbh-", StringComparison.Ordinal))];
        Assert.IsGreaterThan(1, files.Length);
        foreach (string file in files)
        {
            for (int at = 0; at < rig.Store.LengthOf(file); at++)
            {
                TestStore damaged = rig.Store.Clone();
                damaged.Damage(file, at, 1 << (at % 8));
                var again = new Rig(WithGaps, damaged, isClockKnown: false, configure: c => c.SegmentBytes = 2048);
                again.SetClock(Rig.BaseMs + 40_001_000);
                Assert.IsTrue(InTime(Rings(again)[0]).All(cell => cell.Value < 0 || good[cell.Key] == cell.Value), $"{file} byte {at}");
            }
        }
    }

    private static int WithGaps(int channel, long ms)
    {
        int counts = ScriptedAdc.Scattered(channel, ms);
        return counts % 37 == 0 ? Ring.Gap : counts;
    }

    private static SampledRing[] Rings(Rig rig) => [.. Enumerable.Range(0, rig.Board.Rings.Count).Select(rig.Board.Rings.RingAt)];

    /// <summary>Counts by channel and instant, board time in ms.</summary>
    private static Dictionary<(int Channel, long Ms), int> InTime(SampledRing sampled)
    {
        var cells = new Dictionary<(int, long), int>();
        for (long slot = sampled.Ring.FirstSlot; slot < sampled.Ring.NextSlot; slot++)
        {
            cells[(sampled.Channel, (slot + sampled.SlotBias) * sampled.PeriodMs)] = sampled.Ring.CellAt(slot);
        }

        return cells;
    }
}
