using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>A board that sleeps between due times takes a job at 15 minutes, and none that would wake it more often.</summary>
[TestClass]
public sealed class SleepLimitTests
{
    private const int LimitMs = 900_000;

    [TestMethod]
    [DataRow("sample ch1 every 15m", "every 15m", LimitMs, DisplayName = "at the limit")]
    [DataRow("sample ch1 every 899900ms", "on demand", 899_900, DisplayName = "sampling one step under it")]
    [DataRow("sample ch1 every 15m", "every 899900ms over 15m", 899_900, DisplayName = "a schedule one step under it")]
    [DataRow("sample ch1 every 15m", "after 1 samples", LimitMs, DisplayName = "counted samples are as far apart as sampling")]
    [DataRow("sample ch1 every 15m", "on demand", LimitMs, DisplayName = "on demand")]
    [DataRow("sample ch1 every 1d", "daily at 06:00", 86_400_000, DisplayName = "daily")]
    [DataRow("sample ch1 every 1d", "cron \"5 * * * *\"", 3_600_000, DisplayName = "cron: one minute of the hour")]
    [DataRow("sample ch1 every 1d", "cron \"0,15,30,45 * * * *\"", LimitMs, DisplayName = "cron: quarters")]
    [DataRow("sample ch1 every 1d", "cron \"0,14 * * * *\"", 840_000, DisplayName = "cron: 14 minutes apart")]
    [DataRow("sample ch1 every 1d", "cron \"10,56 * * * *\"", 840_000, DisplayName = "cron: 14 minutes apart over the hour")]
    [DataRow("sample ch1 every 1d", "cron \"* 6 * * *\"", 60_000, DisplayName = "cron: every minute of one hour")]
    public void Periods_under_the_limit_are_refused_where_the_board_sleeps(string sampling, string schedule, int shortestMs)
    {
        string job = $"job j\n{sampling}\n{schedule} report count(ch1)";
        Assert.AreEqual(PackageStatus.Accepted, new Rig().Deploy(job), "a board that stays awake takes it");
        var sleeper = new Rig(configure: config => config.SleepPeriodMinMs = LimitMs);
        bool fits = shortestMs >= LimitMs;
        Assert.AreEqual(fits ? PackageStatus.Accepted : PackageStatus.TooOftenToSleep, sleeper.Deploy(job));
        Assert.AreEqual(fits ? "0 0" : $"{shortestMs} {LimitMs}", $"{sleeper.Board.Jobs.RefusedNeed} {sleeper.Board.Jobs.RefusedLimit}");
        Assert.AreEqual(fits ? 1 : 0, sleeper.Board.Jobs.Count);

        var limit = new Rig(configure: config => config.SleepPeriodMinMs = shortestMs);
        Assert.AreEqual(PackageStatus.Accepted, limit.Deploy(job), "the figure is the job's own");
        var past = new Rig(configure: config => config.SleepPeriodMinMs = shortestMs + 1);
        Assert.AreEqual(PackageStatus.TooOftenToSleep, past.Deploy(job));
    }
}
