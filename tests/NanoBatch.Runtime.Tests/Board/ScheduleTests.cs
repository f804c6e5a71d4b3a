using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>When a board runs what: every schedule, missed times, order at one instant, runs that take longer than a period.</summary>
[TestClass]
public sealed class ScheduleTests
{
    [TestMethod]
    [DataRow("every 15m report count(ch1)", "", 3600, "0 900 1800 2700 3600", DisplayName = "every")]
    [DataRow("every 7s report count(ch1)", "", 28, "4 11 18 25", DisplayName = "whole multiples since 1970, not since activation")]
    [DataRow("daily at 06:00 report count(ch1)", "", 172800, "21600 108000", DisplayName = "daily")]
    [DataRow("daily at 06:00 report count(ch1)", "zone +05:30", 172800, "1800 88200", DisplayName = "daily, east")]
    [DataRow("daily at 23:30 report count(ch1)", "zone -01:00", 172800, "1800 88200", DisplayName = "daily, west: the day before")]
    [DataRow("weekly on mon, wed at 12:00 report count(ch1)", "", 604800, "43200 216000", DisplayName = "weekly")]
    [DataRow("weekly on sun at 23:00 report count(ch1)", "zone -03:00", 604800, "7200", DisplayName = "weekly, the zone's weekday")]
    [DataRow("cron \"*/20 * * * *\" report count(ch1)", "", 3600, "0 1200 2400 3600", DisplayName = "cron")]
    [DataRow("cron \"30 6 6 * 3\" report count(ch1)", "", 604800, "109800 196200", DisplayName = "cron, either day")]
    [DataRow("cron \"0 6 * * 2\" report count(ch1)", "zone +14:00", 604800, "57600", DisplayName = "cron, the zone's weekday")]
    [DataRow("cron \"0 0 30 2 *\" report count(ch1)", "", 604800, "", DisplayName = "cron, never")]
    [DataRow("on demand report count(ch1)", "", 172800, "", DisplayName = "on demand")]
    public void Runs_when_the_schedule_says(string task, string zone, int seconds, string expected)
    {
        var rig = new Rig();
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy($"job j\n{zone}\nsample ch1 every 1m keep 10 samples\n"
            + $"{task.Replace(" report", " over 10m report", StringComparison.Ordinal)}"
            .Replace("every 7s over 10m", "every 7s over 1m", StringComparison.Ordinal)));
        rig.RunFor(seconds);
        Assert.AreEqual(expected, Times(rig.Reports()));
        Assert.AreEqual(string.Join(' ', Enumerable.Range(0, rig.Reports().Count)), string.Join(' ', rig.Reports().Select(e => e.Seq)));
    }

    [TestMethod]
    [DataRow(10_000, DisplayName = "activated at an instant")]
    [DataRow(10_300, DisplayName = "activated between instants")]
    public void After_n_samples_counts_from_activation(int activatedMs)
    {
        var rig = new Rig();
        rig.RunTo(activatedMs);
        rig.Deploy("job j\nsample ch1 every 1s\nafter 5 samples report n = count(ch1), o = last(ch1)");
        rig.RunFor(16);
        int first = activatedMs == 10_000 ? 14 : 15;
        Assert.AreEqual($"{first} {first + 5} {first + 10}", Times(rig.Reports()));
        Assert.IsTrue(rig.Reports().All(e => e.Value() == 5 && e.Channels[0] == (5, 5) && e.WindowMs == 5000), "five samples each");
    }

    [TestMethod]
    public void After_n_samples_counts_gaps_too()
    {
        var rig = new Rig((_, ms) => ms % 3000 == 0 ? Ring.Gap : 7);
        rig.Deploy("job j\nsample ch1 every 1s\nafter 6 samples report count(ch1)");
        rig.RunFor(20);
        Assert.AreEqual("5 11 17", Times(rig.Reports()));
        Assert.IsTrue(rig.Reports().All(e => e.Value() == 4), "two of six are gaps");
    }

    [TestMethod]
    [DataRow("every 1m over 1m report count(ch1)", 18_600, 18_660, DisplayName = "every")]
    [DataRow("cron \"*/7 * * * *\" over 1m report count(ch1)", 18_420, 18_840, DisplayName = "cron")]
    [DataRow("daily at 05:10 over 1m report count(ch1)", 18_600, 105_000, DisplayName = "daily")]
    [DataRow("after 30 samples report count(ch1)", 18_629, 18_659, DisplayName = "after samples")]
    public void A_sleep_gives_one_run_for_the_latest_missed_time(string task, int latestS, int nextS)
    {
        var rig = new Rig();
        rig.Deploy("job j\nsample ch1 every 1s keep 600 samples\n" + task);
        rig.RunTo(600_500);
        int before = rig.Reports().Count;
        rig.JumpTo(18_645_500);
        List<BoardEvent> since = [.. rig.Reports().Skip(before)];
        Assert.HasCount(1, since, Times(since));
        Assert.AreEqual(latestS, since[0].Seconds, "the window ends at the latest due time");
        Assert.AreEqual(0L, since[0].Channels[0].Valid, "what passed asleep are gaps");
        Assert.AreEqual(0L, since[0].Seq - before);
        rig.RunTo(nextS * 1000L);
        Assert.AreEqual(nextS, rig.Reports()[^1].Seconds, "the schedule goes on where it would have been");
        Assert.AreEqual(before + 2, rig.Reports().Count);
    }

    [TestMethod]
    public void At_one_instant_samples_come_first_then_jobs_as_activated_and_tasks_in_file_order()
    {
        var rig = new Rig((_, ms) => (int)(ms / 1000));
        rig.Deploy("job two version 1\nsample ch1 every 1s\nevery 10s report a = last(ch1)\nevery 5s report b = last(ch1)");
        rig.Deploy("job one\nsample ch1 every 1s\nevery 10s report c = last(ch1)");
        rig.Deploy("job three\nsample ch2 every 2s\nevery 10s report d = last(ch2)");
        rig.RunTo(9_000);
        int before = rig.Events.Count;
        rig.RunTo(10_000);
        List<BoardEvent> now = [.. rig.Events.Skip(before)];
        Assert.AreEqual("two/1 two/2 one/1 three/1", string.Join(' ', now.Select(e => $"{e.Job}/{e.Task}")));
        Assert.IsTrue(now.All(e => e.Value() == 10), "the sample of the same instant is in the window");

        rig.Deploy("job two version 2\nsample ch1 every 1s\nevery 10s report a = last(ch1)");
        rig.RunTo(19_500);
        before = rig.Events.Count;
        rig.RunTo(20_000);
        Assert.AreEqual("one/1 three/1 two/1", string.Join(' ', rig.Events.Skip(before).Select(e => $"{e.Job}/{e.Task}")), "a new version is activated last");
        rig.Restart(Rig.BaseMs + 100_000);
        before = rig.Events.Count;
        rig.RunTo(0);
        Assert.AreEqual("one/1 three/1 two/1", string.Join(' ', rig.Events.Skip(before).Select(e => $"{e.Job}/{e.Task}")), "a restart keeps the order");
    }

    [TestMethod]
    public void Of_runs_that_wait_the_one_that_is_due_longest_comes_first()
    {
        var rig = new Rig();
        rig.Deploy("job a\nsample ch1 every 1s\nevery 10s report count(ch1)");
        rig.Deploy("job b\nsample ch1 every 1s\nevery 3s report count(ch1)");
        rig.RunTo(9_500);
        int before = rig.Events.Count;
        rig.JumpTo(14_000);
        Assert.AreEqual("a 10,b 12", string.Join(',', rig.Events.Skip(before).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Job} {e.Seconds}"))));
    }

    /// <summary>A run of eight instructions, each as long as a sampling period: what it reports is what an instant run reports.</summary>
    [TestMethod]
    [DataRow("over 10s", 0, DisplayName = "window in time")]
    [DataRow("over 10 samples", 0, DisplayName = "window in samples")]
    [DataRow("over 100s", 0, DisplayName = "before the ring is full")]
    [DataRow("", 0, DisplayName = "all that is kept")]
    [DataRow("over 10s", 20, DisplayName = "a longer keep")]
    public void A_run_in_progress_sees_its_window_while_samples_come_due(string window, int keep)
    {
        string job = $"job j\nsample ch1, ch2, ch3, ch4 every 1s{(keep > 0 ? $" keep {keep} samples" : window.Length == 0 ? " keep 12 samples" : "")}\n"
            + $"on demand {window} report a = sum(ch1), b = sum(ch2), c = sum(ch3), d = sum(ch4), e = sum(ch1 - ch2), f = min(ch3 - ch4), g = first(ch1)";
        var instant = new Rig();
        var slow = new Rig();
        foreach (Rig rig in new[] { instant, slow })
        {
            rig.Deploy(job);
            rig.RunTo(40_000);
            rig.Board.Demand(0, rig.NowMs);
        }

        instant.JumpTo(40_000);
        int steps = 0;
        while (slow.Reports().Count == 0)
        {
            slow.Step(steps is > 0 and < 9 ? 1000 : 0);
            steps++;
        }

        Assert.IsGreaterThan(6, steps, "a run of one step shows nothing");
        Assert.AreEqual(instant.Reports()[0].Content, slow.Reports()[0].Content);
        for (int r = 0; r < slow.Board.Rings.Count; r++)
        {
            Assert.AreEqual((slow.NowMs + Rig.BaseMs) / 1000, slow.Board.Rings.RingAt(r).Ring.NextSlot - 1, "sampling stayed on time");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(60)]
    [DataRow(3600)]
    public void Spread_delays_each_run_by_the_boards_own_time(int spreadS)
    {
        byte[] key = "rig/j"u8.ToArray();
        long delayS = spreadS == 0 ? 0 : Crc32.Of(key, 0, key.Length) % spreadS;
        var rig = new Rig();
        rig.Deploy($"job j\nsample ch1 every 1s\nevery 2h {(spreadS == 0 ? "" : $"spread {spreadS}s")} over 10s report last(ch1)");
        rig.RunFor(11_000);
        CollectionAssert.AreEqual(new double[] { delayS, 7200 + delayS }, rig.Reports().Select(e => e.Seconds).Where(s => s <= 7200 + delayS).ToArray());
        Assert.AreEqual((delayS + 7200) * 1000, rig.Reports()[1].MonotonicMs, "the window ends at the delayed instant");
    }

    [TestMethod]
    public void Demand_runs_tasks_on_demand_or_all_where_a_job_has_none()
    {
        var rig = new Rig();
        rig.Deploy("job mixed\nsample ch1 every 1s\nevery 1h over 5s report a = count(ch1)\non demand over 5s report b = count(ch1)");
        rig.Deploy("job plain\nsample ch1 every 1s\nevery 1h over 5s report a = count(ch1)\ndaily at 12:00 over 5s report b = count(ch1)");
        rig.RunTo(10_400);
        int before = rig.Events.Count;
        rig.Board.Demand(0, rig.NowMs);
        rig.Board.Demand(1, rig.NowMs);
        rig.RunFor(1);
        Assert.AreEqual("mixed/2 10.4,plain/1 10.4,plain/2 10.4", string.Join(',', rig.Events.Skip(before).Select(e => string.Create(CultureInfo.InvariantCulture,
            $"{e.Job}/{e.Task} {e.Seconds}"))));
        Assert.IsTrue(rig.Events.Skip(before).All(e => e.Value() == 5));
        rig.RunTo(3_600_000);
        Assert.AreEqual("mixed/1,plain/1", string.Join(',', rig.Events.Skip(before + 3).Select(e => $"{e.Job}/{e.Task}")), "the schedule is as it was");
    }

    [TestMethod]
    public void A_paused_job_is_silent_and_its_rings_go_on()
    {
        var rig = new Rig();
        rig.Deploy("job j\nsample ch1 every 1s\nevery 10s report count(ch1)");
        rig.Deploy("job other\nsample ch2 every 1s\nevery 10s report count(ch2)");
        rig.RunTo(25_000);
        Assert.IsTrue(rig.Board.SetPaused(0, true, rig.NowMs));
        rig.RunTo(57_000);
        Assert.AreEqual("0 10 20", Times(rig.Reports("j")));
        Assert.IsTrue(rig.Board.SetPaused(0, false, rig.NowMs));
        Assert.IsTrue(rig.Board.SetPaused(0, false, rig.NowMs), "resuming twice is no fault");
        rig.RunTo(70_000);
        Assert.AreEqual("0 10 20 60 70", Times(rig.Reports("j")), "nothing is made up for");
        Assert.AreEqual("0 10 20 30 40 50 60 70", Times(rig.Reports("other")));
        Assert.AreEqual((10L, 10L), rig.Reports("j")[3].Channels[0], "samples of the pause are there");
        Assert.AreEqual("0 1 2 3 4", string.Join(' ', rig.Reports("j").Select(e => e.Seq)));
    }

    [TestMethod]
    public void A_job_that_is_paused_or_removed_in_mid_run_reports_no_more()
    {
        foreach (bool removes in new[] { false, true })
        {
            var rig = new Rig();
            rig.Deploy("job j\nsample ch1 every 1s\nsample ch2 every 2s\nevery 10s report count(ch1), count(ch2)");
            rig.Deploy("job other\nsample ch2 every 2s\nevery 10s report count(ch2)");
            rig.RunTo(9_000);
            rig.Step(1000);
            Assert.IsTrue(rig.Board.IsBusy, "the run has begun");
            if (removes)
            {
                Assert.IsTrue(rig.Board.Remove(0, rig.NowMs));
            }
            else
            {
                Assert.IsTrue(rig.Board.SetPaused(0, true, rig.NowMs));
            }

            rig.RunTo(30_000);
            Assert.AreEqual("0", Times(rig.Reports("j")));
            Assert.AreEqual("0 10 20 30", Times(rig.Reports("other")));
            Assert.AreEqual(removes ? 1 : 2, rig.Board.Jobs.Count);
        }
    }

    /// <summary>A larger job makes the board reserve more room for values; the run under way keeps those it has.</summary>
    [TestMethod]
    public void A_deployment_in_mid_run_leaves_that_run_alone()
    {
        string job = "job j\nsample ch1 every 1s\nsample ch2 every 2s\nsample ch3 every 5s\n"
            + "every 10s report a = sum(ch1), b = sum(ch2), h = hist(ch3, 0, 4095, 4), d = sum(ch1) + sum(ch2)";
        string larger = "job larger\nsample ch1 every 1s keep 500 samples\nsample ch4 every 1s\nevery 1h over 10s report hist(ch1, 0, 100, 32), "
            + "x = hist(ch4, 0, 100, 32), p10(ch1), p20(ch1), p30(ch1)";
        for (int at = 1; at < 12; at++)
        {
            var rig = new Rig();
            var twin = new Rig();
            foreach (Rig each in new[] { rig, twin })
            {
                each.Deploy(job);
                each.RunTo(19_000);
                each.Step(1000);
            }

            for (int i = 1; i < at; i++)
            {
                rig.Step();
            }

            Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(larger));
            rig.RunTo(20_000);
            twin.RunTo(20_000);
            Assert.AreEqual(twin.Reports("j")[^1].Content, rig.Reports("j")[^1].Content, $"after {at} steps");
        }
    }

    private static string Times(IEnumerable<BoardEvent> events) => string.Join(' ', events.Select(e => e.Seconds.ToString(CultureInfo.InvariantCulture)));
}
