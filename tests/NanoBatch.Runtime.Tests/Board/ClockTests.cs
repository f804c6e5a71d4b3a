using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Steps of the clock (DECISIONS 20, 21): samples keep their places, no due time runs twice, nothing silences a board.</summary>
[TestClass]
public sealed class ClockTests
{
    private const string EveryTen = "job j\nsample ch1 every 1s keep 100 samples\nevery 10s report n = count(ch1), f = first(ch1), l = last(ch1)";

    [TestMethod]
    public void Until_the_clock_is_known_instants_count_from_boot_and_later_get_their_time()
    {
        var rig = new Rig((_, ms) => (int)(ms / 1000), isClockKnown: false);
        rig.Deploy(EveryTen);
        rig.RunTo(25_000);
        Assert.IsTrue(rig.Reports().All(e => e.UtcMs is null), "no clock, no time");
        Assert.AreEqual("0 10 20", Times(rig));
        rig.SetClock(Rig.BaseMs + 25_000);
        rig.RunTo(40_000);
        Assert.AreEqual("0 10 20 30 40", Times(rig), "earlier records are placed by the clock record");
        Assert.IsTrue(rig.Reports().All(e => e.UtcMs is not null));
        Assert.AreEqual("10 21 30", Show(rig.Reports()[3]), "the window reaches back over the moment the clock became known");
    }

    /// <summary>The newest instant keeps its slot whatever the phase; a window over the change loses nothing but what two grids cannot share.</summary>
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(499)]
    [DataRow(500)]
    [DataRow(501)]
    [DataRow(999)]
    public void Samples_keep_their_places_at_every_phase(int phaseMs)
    {
        foreach (int atMs in new[] { 25_000, 25_001, 25_500, 25_999 })
        {
            var rig = new Rig((_, ms) => (int)(ms / 1000), isClockKnown: false);
            rig.Deploy("job j\nsample ch1 every 1s keep 100 samples\non demand report n = count(ch1), g = gaps(ch1), f = first(ch1), l = last(ch1)");
            rig.RunTo(atMs);
            rig.SetClock(Rig.BaseMs + 500_000 + phaseMs);
            rig.RunTo(atMs + 3_000);
            rig.Board.Demand(0, rig.NowMs);
            rig.RunTo(rig.NowMs);
            BoardEvent report = rig.Reports()[0];
            string story = $"set at {atMs}, phase {phaseMs}: {report.Content}";
            Assert.AreEqual(0.0, report.Value(1), story);
            Assert.AreEqual(0.0, report.Value(2), story);
            Assert.IsTrue(report.Value(0) is 29 or 28, story);
            Assert.AreEqual((Rig.BaseMs + 500_000 + phaseMs + 3_000) / 1000, (rig.Board.Clock.BoardTime(rig.NowMs)) / 1000, story);
        }
    }

    /// <summary>A ring made after the clock became known numbers its slots like one made before, so that a series may join them.</summary>
    [TestMethod]
    public void A_series_joins_a_ring_from_before_the_clock_and_one_from_after()
    {
        var rig = new Rig((channel, ms) => (channel * 1000) + (int)(ms / 1000), isClockKnown: false);
        rig.Deploy("job old\nsample ch1 every 1s\nevery 10s report count(ch1)");
        rig.RunTo(20_000);
        rig.SetClock(Rig.BaseMs + 20_000);
        rig.Deploy("job new\nsample ch1, ch2 every 1s\nevery 10s report n = count(ch2 - ch1), d = mean(ch2 - ch1), c = corr(ch1, ch2)");
        rig.RunTo(40_000);
        BoardEvent last = rig.Reports("new")[^1];
        Assert.AreEqual("10 1000 1", Show(last), last.Content);
    }

    [TestMethod]
    public void A_run_under_way_when_the_clock_becomes_known_keeps_its_window_and_its_time()
    {
        var rig = new Rig((_, ms) => (int)(ms / 1000), isClockKnown: false);
        rig.Deploy("job j\nsample ch1 every 1s\nsample ch2 every 2s\nevery 10s report n = count(ch1), a = sum(ch1), b = sum(ch2)\nevery 10s report n = count(ch1)");
        rig.RunTo(19_999);
        rig.Step(1);
        Assert.IsTrue(rig.Board.IsBusy);
        rig.SetClock(Rig.BaseMs + 7_000_400);
        rig.RunTo(20_000);
        Assert.AreEqual("6980.4/1 6980.4/2 6990.4/1 6990.4/2 7000.4/1 7000.4/2",
            string.Join(' ', rig.Reports().Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Seconds}/{e.Task}"))));
        Assert.AreEqual("10 155 80", Show(rig.Reports()[4]));
    }

    [TestMethod]
    [DataRow(-499)]
    [DataRow(-100)]
    [DataRow(0)]
    [DataRow(100)]
    [DataRow(499)]
    public void Less_than_half_a_period_changes_nothing(int stepMs)
    {
        foreach (int atMs in new[] { 25_000, 25_100, 25_499, 25_501, 25_900, 29_600, 29_999, 30_000, 30_200 })
        {
            var rig = new Rig((_, ms) => (int)(ms / 1000));
            rig.Deploy(EveryTen);
            rig.RunTo(atMs);
            rig.SetClock(Rig.BaseMs + atMs + stepMs);
            rig.RunTo(61_000);
            string story = $"step {stepMs} at {atMs}: {Times(rig)}";
            Assert.AreEqual("0 10 20 30 40 50 60", Times(rig), story);
            Assert.IsTrue(rig.Reports().Skip(1).All(e => e.Value() == 10), story);
        }
    }

    [TestMethod]
    public void Frequent_small_corrections_do_not_starve_a_count_of_samples()
    {
        var rig = new Rig();
        rig.Deploy("job j\nsample ch1 every 1s\nafter 20 samples report count(ch1)");
        for (int i = 1; i <= 20; i++)
        {
            rig.RunTo(i * 5000);
            rig.SetClock(Rig.BaseMs + rig.NowMs + (i % 3 * 10) - 10);
        }

        Assert.HasCount(5, rig.Reports());
        Assert.IsTrue(rig.Reports().All(e => e.Value() == 20));
    }

    [TestMethod]
    public void A_count_of_samples_goes_on_when_the_clock_becomes_known()
    {
        var rig = new Rig(isClockKnown: false);
        rig.Deploy("job j\nsample ch1 every 1s\nafter 20 samples report count(ch1)");
        rig.RunTo(12_300);
        rig.SetClock(Rig.BaseMs + 900_000);
        rig.RunTo(60_000);
        Assert.AreEqual(20.0, rig.Reports()[0].Value());
        Assert.AreEqual(19.3, (rig.Reports()[0].UtcMs!.Value - Rig.BaseMs - 900_000 + 12_300) / 1000.0, 1.0);
    }

    [TestMethod]
    public void A_step_forward_leaves_gaps_and_one_run_for_the_times_it_passed()
    {
        var rig = new Rig((_, ms) => (int)(ms / 1000));
        rig.Deploy(EveryTen + "\ndaily at 01:00 over 1m report n = count(ch1)");
        rig.RunTo(25_000);
        rig.SetClock(Rig.BaseMs + 3_635_500);
        rig.RunTo(25_000);
        BoardEvent[] passed = [.. rig.Reports().Skip(3)];
        Assert.AreEqual("2 3600,1 3630", string.Join(',', passed.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Task} {e.Seconds}"))));
        Assert.AreEqual(0.0, passed[1].Value(), "all of its window was passed");
        rig.RunTo(25_000 + 4_500);
        Assert.AreEqual(3640.0, rig.Reports()[^1].Seconds);
        Assert.AreEqual("5 25 29", Show(rig.Reports()[^1]), "3636 to 3640 are there, 3631 to 3635 are gaps");
    }

    [TestMethod]
    [DataRow(-500, DisplayName = "half a period")]
    [DataRow(-60_000, DisplayName = "a minute")]
    [DataRow(-82_800_000, DisplayName = "23 hours")]
    public void A_step_back_clears_the_rings_and_repeats_no_due_time(int stepMs)
    {
        var rig = new Rig((_, ms) => (int)(ms / 1000));
        rig.Deploy(EveryTen + "\nevery 1h over 10s report n = count(ch1)");
        rig.RunTo(90_000_000);
        int before = rig.Reports().Count;
        rig.SetClock(Rig.BaseMs + rig.NowMs + stepMs);
        Assert.AreEqual(rig.Board.Rings.RingAt(0).Ring.FirstSlot, rig.Board.Rings.RingAt(0).Ring.NextSlot, "empty");
        rig.RunFor((-stepMs / 1000.0) + 60);
        Assert.IsGreaterThan(before, rig.Reports().Count);
        foreach (IGrouping<int, BoardEvent> task in rig.Reports().GroupBy(e => e.Task))
        {
            double[] times = [.. task.Select(e => e.Seconds)];
            CollectionAssert.AreEqual(times.Distinct().Order().ToArray(), times, "due times rise");
            Assert.AreEqual(task.Key == 1 ? 90_060.0 : 90_000.0, times[^1]);
        }
    }

    [TestMethod]
    public void Steps_back_and_forth_repeat_no_due_time_nor_does_a_pause_between_them()
    {
        var rig = new Rig();
        rig.Deploy(EveryTen);
        rig.RunTo(7_200_000);
        rig.SetClock(Rig.BaseMs + 100_000);
        rig.RunFor(60);
        rig.SetClock(Rig.BaseMs + 5_000_000);
        rig.RunFor(60);
        rig.Board.SetPaused(0, true, rig.NowMs);
        rig.Board.SetPaused(0, false, rig.NowMs);
        rig.RunFor(60);
        Assert.AreEqual(7200.0, rig.Reports()[^1].Seconds);
        rig.RunFor(2200);
        double[] times = [.. rig.Reports().Select(e => e.Seconds)];
        CollectionAssert.AreEqual(times.Distinct().Order().ToArray(), times);
        Assert.IsGreaterThan(7200.0, times[^1]);
    }

    [TestMethod]
    [DataRow(1, 90_000, DisplayName = "one step of 25 hours")]
    [DataRow(1, 86_400, DisplayName = "one step of a day")]
    [DataRow(1, 8_640_000, DisplayName = "100 days")]
    [DataRow(5, 43_200, DisplayName = "five steps of half a day")]
    public void A_clock_that_was_a_day_ahead_does_not_silence_the_board(int steps, int secondsEach)
    {
        var rig = new Rig();
        rig.SetClock(Rig.BaseMs + 20_000_000_000);
        rig.Deploy(EveryTen);
        rig.RunTo(60_000);
        int before = rig.Reports().Count;
        for (int i = 0; i < steps; i++)
        {
            rig.SetClock(Rig.BaseMs + 20_000_000_000 + rig.NowMs - (secondsEach * 1000L * (i + 1)));
        }

        // A small correction afterwards must not bring the silence back.
        rig.SetClock(rig.Board.Clock.BoardTime(rig.NowMs) - 600);
        rig.RunFor(60);
        int half = rig.Reports().Count - before;
        Assert.IsGreaterThan(4, steps == 1 ? half : 5, $"{half} reports in a minute");
        rig.RunFor(43_200);
        Assert.IsGreaterThan(4, rig.Reports().Count - before, "never silent for longer than a day");
        Assert.AreEqual(10.0, rig.Reports()[^1].Value());
    }

    [TestMethod]
    public void A_heartbeat_survives_a_restart_without_a_clock()
    {
        var rig = new Rig((_, _) => 5);
        rig.Deploy("job j\nsample ch1 every 1s\nevery 10s report max(ch1) on change by 1 or every 1m");
        rig.RunTo(300_000);
        Assert.HasCount(6, rig.Reports(), "at 0, and each minute");
        int before = rig.Reports().Count;
        rig.Restart();
        rig.RunTo(120_000);
        Assert.IsGreaterThan(1, rig.Reports().Count - before, "time since boot is below the UTC of the last report");
        before = rig.Reports().Count;
        rig.SetClock(Rig.BaseMs + 1_000_000);
        rig.RunFor(59);
        Assert.HasCount(before, rig.Reports(), "the last report keeps its distance when the clock becomes known");
        rig.RunFor(11);
        Assert.HasCount(before + 1, rig.Reports());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1_500)]
    [DataRow(99_999)]
    public void A_clock_set_to_the_first_moments_of_1970_is_taken_like_any_other(long utcMs)
    {
        var rig = new Rig((_, ms) => (int)(ms / 1000), isClockKnown: false);
        rig.Deploy(EveryTen);
        rig.RunTo(3_600_000);
        int before = rig.Reports().Count;
        rig.SetClock(utcMs);
        rig.RunFor(60);
        Assert.IsGreaterThanOrEqualTo(before + 6, rig.Reports().Count, "samples that would lie before 1970 are let go, the others go on");
        rig.SetClock(Rig.BaseMs);
        rig.RunFor(60);
        Assert.IsGreaterThanOrEqualTo(before + 12, rig.Reports().Count);
    }

    /// <summary>The end of NTP's first era, of 32-bit seconds, and years both ways: runs go on every ten seconds, and each record lies where its clock says.</summary>
    [TestMethod]
    [DataRow("2036-02-07T06:28:10Z", DisplayName = "over the end of NTP's era")]
    [DataRow("2038-01-19T03:14:00Z", DisplayName = "over the end of 32-bit seconds")]
    [DataRow("2106-02-07T06:28:10Z", DisplayName = "over the end of unsigned 32-bit seconds")]
    [DataRow("2016-01-01T00:00:00Z", DisplayName = "ten years back")]
    [DataRow("9999-12-31T23:00:00Z", DisplayName = "the last hour of the calendar")]
    public void Years_forward_and_back_are_taken_and_visible(string to)
    {
        long utcMs = System.DateTimeOffset.Parse(to, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var rig = new Rig();
        rig.Deploy(EveryTen);
        rig.RunTo(60_000);
        int before = rig.Reports().Count;
        int syncs = rig.Records.Count(record => RecordLog.TypeOf(record) == Protocol.RecordType.ClockSync);
        rig.SetClock(utcMs);
        rig.RunFor(60);
        BoardEvent[] after = [.. rig.Reports().Skip(before)];
        Assert.IsTrue(after.Length is 6 or 7, $"{after.Length} runs in a minute");
        Assert.IsTrue(after.All(e => e.UtcMs >= utcMs && e.UtcMs <= utcMs + 60_000));
        Assert.AreEqual(syncs + 1, rig.Records.Count(record => RecordLog.TypeOf(record) == Protocol.RecordType.ClockSync), "one record says so, at once");
        rig.SetClock(Rig.BaseMs + rig.NowMs);
        rig.RunFor(60);
        Assert.IsGreaterThanOrEqualTo(before + 12, rig.Reports().Count);
        Assert.AreEqual(Rig.BaseMs + rig.NowMs, rig.Reports()[^1].UtcMs);
    }

    [TestMethod]
    public void A_clock_that_never_comes_costs_no_result_but_its_time()
    {
        var rig = new Rig(isClockKnown: false);
        rig.Deploy(EveryTen);
        for (int boot = 0; boot < 5; boot++)
        {
            rig.RunTo(100_000);
            rig.Restart();
        }

        Assert.HasCount(5 * 11, rig.Reports());
        Assert.IsTrue(rig.Reports().All(e => e.UtcMs is null));
        Assert.IsEmpty(rig.Records.Where(record => RecordLog.TypeOf(record) == Protocol.RecordType.ClockSync));
        Assert.AreEqual(Protocol.ClockQuality.Unknown, rig.Board.Clock.Quality);
    }

    private static string Times(Rig rig) => string.Join(' ', rig.Reports().Select(e => e.Seconds.ToString(CultureInfo.InvariantCulture)));

    private static string Show(BoardEvent report) => string.Join(' ', report.Fields.Select(f => f is null ? "null" : f[0]!.Value.ToString(CultureInfo.InvariantCulture)));
}
