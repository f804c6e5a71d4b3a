using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Jobs at a limit of the language (JOB-LANGUAGE.md section 9) run on a board; what is past one is refused elsewhere, by compiler and reader.</summary>
[TestClass]
public sealed class LimitTests
{
    [TestMethod]
    public void Sixteen_channels_report_sixteen_counts()
    {
        Rig rig = Run("job j\nsample ch1..ch16 every 1s\nevery 1s report last(ch1..ch16)", 1_000);
        BoardEvent last = rig.Reports()[^1];
        CollectionAssert.AreEqual(Enumerable.Range(0, 16).Select(c => (double?)ScriptedAdc.Scattered(c, 1_000)).ToArray(), last.Fields.Select(f => f![0]).ToArray());
        Assert.HasCount(16, last.Channels);
    }

    [TestMethod]
    public void Thirty_two_fields_of_thirty_two_bins_fit_a_record()
    {
        string fields = string.Join(", ", Enumerable.Range(1, 16).SelectMany(c => new[] { $"a{c} = hist(ch{c}, 0, 4095, 32)", $"b{c} = hist(ch{c}, 0, 2000, 32)" }));
        Rig rig = Run($"job j\nsample ch1..ch16 every 1s\nevery 1m report {fields}", 60_000);
        BoardEvent last = rig.Reports()[^1];
        Assert.IsTrue(last.Fields.All(f => f!.Length == 32));
        Assert.IsTrue(last.Fields.Where((_, i) => i % 2 == 0).All(f => f!.Sum() == 60));
        Assert.AreEqual(0, rig.Board.Ledger.WriteFailureCount);
    }

    [TestMethod]
    public void The_shortest_period_is_sampled_on_time_and_the_longest_too()
    {
        Rig rig = Run("job j\nsample ch1 every 100ms\nsample ch2 every 1d keep 3 samples\nevery 12h over 1s report count(ch1)\ndaily at 00:00 over 3d report count(ch2)",
            172_800_000);
        Assert.AreEqual(10.0, rig.Reports().Where(e => e.Task == 1).Skip(1).Select(e => e.Value()).Distinct().Single());
        Assert.AreEqual("1 2 3", string.Join(' ', rig.Reports().Where(e => e.Task == 2).Select(e => e.Value()!.Value.ToString(CultureInfo.InvariantCulture))));
    }

    [TestMethod]
    [DataRow("mean", 64)]
    [DataRow("median", 64)]
    [DataRow("median", 1)]
    public void A_burst_takes_as_many_readings(string reducer, int burst)
    {
        Rig rig = Run($"job j\nsample ch1 every 1s burst {burst} {reducer}\nevery 1s report last(ch1)", 10_000);
        Assert.AreEqual(11 * burst, rig.AdcReads);
        Assert.AreEqual((double)ScriptedAdc.Scattered(0, 10_000), rig.Reports()[^1].Value());
    }

    [TestMethod]
    public void The_longest_ring_keeps_65_535_slots_and_no_window_sees_more()
    {
        Rig rig = Run("job j\nsample ch1 every 1s keep 65535 samples\n"
            + "daily at 18:30 over 65535 samples report n = count(ch1), s = sum(ch1)\ncron \"31 18 * * *\" report n = count(ch1)", 66_660_000);
        long sum = Enumerable.Range(0, 65_535).Sum(i => (long)ScriptedAdc.Scattered(0, 66_600_000 - (i * 1000L)));
        Assert.AreEqual(65_535.0, rig.Reports()[0].Value());
        Assert.AreEqual(1.0, rig.Reports()[0].Value(1)!.Value / sum, 1e-6);
        Assert.AreEqual(65_535.0, rig.Reports()[1].Value(), "all that is kept");
        Assert.AreEqual(65_535_000L, rig.Reports()[1].WindowMs);
    }

    [TestMethod]
    public void Sixteen_alerts_of_a_task_keep_their_states_apart()
    {
        string alerts = string.Join('\n', Enumerable.Range(0, 16).Select(a => $"alert a{a} when last(ch1) == {a}"));
        var rig = new Rig((_, ms) => (int)(ms / 1000));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy($"job j\nsample ch1 every 1s\nevery 1s {alerts}"));
        rig.RunTo(7_000);
        rig.Restart(Rig.BaseMs + 8_000);
        rig.RunTo(0);
        Assert.AreEqual("7+ 0+ 7-", string.Join(' ', rig.Events.TakeLast(3).Select(e => e.Alert.ToString(CultureInfo.InvariantCulture) + (e.IsRaised ? "+" : "-"))),
            "what was raised before the restart is cleared after it, in file order");
        Assert.AreEqual(0, rig.Board.Ledger.WriteFailureCount);
    }

    private static Rig Run(string job, long toMs)
    {
        var rig = new Rig();
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(job), $"{rig.Board.Jobs.RefusedNeed} of {rig.Board.Jobs.RefusedLimit}");
        rig.RunTo(toMs);
        return rig;
    }
}
