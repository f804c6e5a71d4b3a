using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Application.Tests;

/// <summary>A battery board: asleep between due times, its rings and due times whole over many sleeps.</summary>
[TestClass]
public sealed class SleepTests
{
    private const string Job = "job j\nsample soil every 15m keep 200 samples\nevery 1h over 2h report n = count(soil), l = last(soil)";

    [TestMethod]
    public void A_day_of_sleep_loses_no_sample_and_no_report()
    {
        using var site = new Site(Job, p => p.Sleeps = true);
        site.RunFor(24 * 3600);
        string state = site.Describe();
        Assert.IsGreaterThan(90, site.Machine.Sleeps.Count, state);
        Assert.IsGreaterThan(20 * 3600_000L, site.Machine.Sleeps.Sum(), "asleep for most of the day: " + state);
        long[] quarters = [.. site.Hardware.Adc.Readings.Select(r => r.Ms / 900_000).Distinct()];
        CollectionAssert.AreEqual(Enumerable.Range(0, 97).Select(i => (long)i).ToArray(), quarters, "an instant each quarter of an hour");
        Assert.IsTrue(site.Hardware.Adc.Readings.Skip(1).All(r => r.Ms % 900_000 < 1000), "at the instant, not late");
        int whole = site.Reports.Count(r => r.Channels[0].Valid == 8 && r.Channels[0].Expected == 8);
        Assert.IsGreaterThanOrEqualTo(21, whole, "windows of two hours over eight sleeps each are whole: " + state);
        double[] hours = [.. site.Reports.Where(r => r.UtcMs is not null).Select(r => r.Seconds / 3600)];
        CollectionAssert.IsSubsetOf(Enumerable.Range(1, 23).Select(h => (double)h).ToArray(), hours, "a report each hour");
        CollectionAssert.AllItemsAreUnique(hours);
        Assert.IsTrue(site.Network.Statuses.Any(s => s.StartsWith("asleep ", System.StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_wake_closes_few_files()
    {
        using var site = new Site(Job, p => (p.Sleeps, p.WifiName) = (true, ""));
        site.RunFor(10);
        SetClock(site);
        site.RunFor(3600);
        int before = site.Hardware.Store.AppendCount;
        int sleeps = site.Machine.Sleeps.Count;
        site.RunFor(10 * 3600);
        Assert.IsGreaterThan(35, site.Machine.Sleeps.Count - sleeps);
        Assert.IsLessThanOrEqualTo(40 + 10, site.Hardware.Store.AppendCount - before, "the samples of each wake, and a report each hour");
    }

    [TestMethod]
    public void A_client_keeps_the_board_awake_for_a_minute()
    {
        using var site = new Site(Job, p => (p.Sleeps, p.WifiName) = (true, ""));
        site.RunFor(10);
        SetClock(site);
        for (int i = 0; i < 10; i++)
        {
            site.RunFor(55);
            Assert.IsEmpty(site.Machine.Sleeps);
            Assert.IsNotNull(site.Hardware.Serial!.Ask(MessageType.Info));
        }

        site.RunFor(65);
        Assert.HasCount(1, site.Machine.Sleeps);
    }

    [TestMethod]
    public void Without_a_clock_or_a_job_or_the_profiles_word_it_stays_awake()
    {
        using var noClock = new Site(Job, p => (p.Sleeps, p.WifiName) = (true, ""));
        using var noJob = new Site(null, p => p.Sleeps = true);
        using var noWord = new Site(Job);
        foreach (Site site in new[] { noClock, noJob, noWord })
        {
            site.RunFor(2 * 3600);
            Assert.IsEmpty(site.Machine.Sleeps);
        }
    }

    [TestMethod]
    public void A_hub_that_is_away_does_not_keep_it_awake()
    {
        using var site = new Site(Job, p => p.Sleeps = true);
        site.Network.HubAnswers = false;
        site.RunFor(6 * 3600);
        Assert.IsGreaterThan(20, site.Machine.Sleeps.Count, site.Describe());
        Assert.IsGreaterThan(4 * 3600_000L, site.Machine.Sleeps.Sum());
        site.Network.HubAnswers = true;
        site.RunFor(3 * 3600);
        Assert.IsGreaterThanOrEqualTo(8, site.Reports.Count, "what waited is delivered");
    }

    [TestMethod]
    public void A_job_that_would_wake_it_too_often_is_refused()
    {
        using var site = new Site(null, p => p.Sleeps = true);
        site.RunFor(10);
        Assert.AreEqual((byte)PackageStatus.TooOftenToSleep, site.Upload(Jobs.Package("job k\nsample soil every 14m\nevery 28m report count(soil)")));
        Assert.AreEqual((byte)0, site.Upload(Jobs.Package("job k\nsample soil every 15m\nevery 30m report count(soil)")));
    }

    [TestMethod]
    [DataRow("job j\nsample soil every 14m\nevery 28m report count(soil)", "j", 840_000, DisplayName = "sampling too often")]
    [DataRow("job often\nsample soil every 15m\nevery 14m over 1h report count(soil)", "often", 840_000, DisplayName = "running too often")]
    [DataRow("job j\nsample soil every 15m\nevery 30m report count(soil)", null, 0, DisplayName = "just so")]
    [DataRow(null, null, 0, DisplayName = "no job")]
    public void A_profile_that_sleeps_is_refused_where_it_would_cost_a_job(string? job, string? hasty, int shortestMs)
    {
        using var site = new Site(job, p => p.WifiName = "");
        site.RunFor(10);
        ProfileRecord sleeping = Site.Profile();
        (sleeping.WifiName, sleeping.Sleeps) = ("", true);
        byte[] reply = site.CommitProvision(sleeping);
        site.RunFor(10);
        Assert.AreEqual(job is null ? 0 : 1, site.Hardware.Serial!.Ask(MessageType.ListJobs, 0)![1], "the job is there as before");
        if (hasty is null)
        {
            Assert.AreEqual((byte)ReplyStatus.Done, reply[0]);
            Assert.AreEqual(1, site.Machine.RestartCount);
            return;
        }

        var reader = new ByteReader(reply, 0, reply.Length);
        Assert.AreEqual(((int)ProfileStatus.JobTooOften, hasty), (reader.U8(), reader.Name(Limits.NameLengthMax)));
        Assert.AreEqual(((uint)shortestMs, (uint)ProfileLimits.SleepPeriodMinMs), (reader.U32(), reader.U32()));
        Assert.IsTrue(!reader.IsBad && reader.Left == 0);
        Assert.AreEqual(0, site.Machine.RestartCount, "nothing has changed");
        byte[] name = System.Text.Encoding.ASCII.GetBytes(hasty);
        name[^1] |= 0x80;
        Assert.AreEqual((byte)0, site.Hardware.Serial.Ask(MessageType.RemoveJob, name)![0]);
        Assert.AreEqual((byte)ReplyStatus.Done, site.ProvisionOverCable(sleeping), "once the job is gone");
    }

    private static void SetClock(Site site)
        => Assert.IsNotNull(site.Hardware.Serial!.Ask(MessageType.SetClock, [.. System.BitConverter.GetBytes(site.Machine.TrueUtcMs)[..6], (byte)ClockQuality.Manual]));
}
