using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application.Tests.Simulation;
using NanoBatch.Protocol;

namespace NanoBatch.Application.Tests;

/// <summary>Where a board's time comes from, and which times it does not believe.</summary>
[TestClass]
public sealed class ClockTests
{
    [TestMethod]
    public void The_time_server_sets_both_clocks_and_is_asked_again()
    {
        using var site = new Site();
        site.RunFor(60);
        Assert.AreEqual(site.Machine.TrueUtcMs, site.Machine.ClockUtcMs, 100.0);
        Assert.AreEqual((ClockQuality.Network, site.Machine.TrueUtcMs / 1000), Clock(site));
        Assert.HasCount(1, site.Network.TimeAsked);
        site.RunFor(TimeKeeper.AgainMs / 1000);
        Assert.HasCount(2, site.Network.TimeAsked);
    }

    [TestMethod]
    [DataRow(0L, DisplayName = "no answer")]
    [DataRow(-5L, DisplayName = "before 1970")]
    [DataRow(ClockRange.FirstMs - 1, DisplayName = "just before 2025")]
    [DataRow(ClockRange.EndMs, DisplayName = "2100")]
    [DataRow(long.MaxValue, DisplayName = "the end of numbers")]
    public void Nonsense_is_refused_and_asked_for_again(long answer)
    {
        using var site = new Site();
        site.Network.TimeAnswer = () => answer;
        site.RunFor(300);
        Assert.AreEqual(ClockQuality.Unknown, Clock(site).Quality);
        Assert.IsFalse(ClockRange.IsPlausible(site.Machine.ClockUtcMs));
        Assert.IsGreaterThan(3, site.Network.TimeAsked.Count);
        Assert.IsGreaterThan(30, site.Reports.Count, "results flow without a clock");
        site.Network.TimeAnswer = null;
        site.RunFor(600);
        Assert.AreEqual((ClockQuality.Network, site.Machine.TrueUtcMs / 1000), Clock(site));
    }

    [TestMethod]
    public void One_wrong_answer_far_off_a_set_clock_is_not_believed_two_that_agree_are()
    {
        using var site = new Site();
        site.RunFor(60);
        int answers = 0;
        site.Network.TimeAnswer = () => site.Machine.TrueUtcMs + (answers++ == 0 ? 30 * 86_400_000L : 0);
        site.RunFor(TimeKeeper.AgainMs / 1000);
        Assert.AreEqual(2, answers, "asked again at once");
        Assert.AreEqual(site.Machine.TrueUtcMs / 1000, Clock(site).Seconds);

        site.Network.TimeAnswer = () => site.Machine.TrueUtcMs + (2 * 3_600_000L);
        site.RunFor(TimeKeeper.AgainMs / 1000);
        Assert.AreEqual((site.Machine.TrueUtcMs / 1000) + 7200, Clock(site).Seconds);
    }

    [TestMethod]
    public void A_restart_carries_the_clock_and_a_power_cut_does_not()
    {
        using var site = new Site();
        site.RunFor(60);
        site.Network.IsAway = true;
        site.Machine.Thread("main").WaitFailuresLeft = int.MaxValue;
        site.RunFor(60);
        Assert.AreEqual(1, site.Machine.RestartCount);
        Assert.AreEqual((ClockQuality.Carried, site.Machine.TrueUtcMs / 1000), Clock(site));
        site.Machine.CutPower();
        site.RunFor(60);
        Assert.AreEqual(ClockQuality.Unknown, Clock(site).Quality);
    }

    [TestMethod]
    public void A_time_that_a_client_sets_goes_to_the_real_time_clock()
    {
        using var site = new Site(profile: p => p.WifiName = "");
        site.RunFor(10);
        byte[] request = [.. BitConverter.GetBytes(site.Machine.TrueUtcMs)[..6], (byte)ClockQuality.Manual];
        Assert.IsNotNull(site.Hardware.Serial!.Ask(MessageType.SetClock, request));
        site.RunFor(2);
        Assert.AreEqual(site.Machine.TrueUtcMs, site.Machine.ClockUtcMs, 200.0);
    }

    [TestMethod]
    public void TLS_waits_for_the_clock()
    {
        using var site = new Site(profile: p => (p.BrokerTls, p.CaCertificate) = (12, "-----BEGIN CERTIFICATE-----"));
        site.Network.TimeAnswer = () => 0;
        site.RunFor(120);
        Assert.IsEmpty(site.Network.Sessions);
        site.Network.TimeAnswer = null;
        site.RunFor(200);
        Assert.AreEqual(1, site.Network.ConnectionCount);
        Assert.IsGreaterThanOrEqualTo(site.Network.TimeAsked.Last(), site.Network.Published[0].Ms);
    }

    private static (ClockQuality Quality, long Seconds) Clock(Site site)
    {
        byte[] reply = site.Hardware.Serial!.Ask(MessageType.GetClock)!;
        return ((ClockQuality)reply[1], BitConverter.ToInt64([.. reply[2..8], 0, 0]) / 1000);
    }
}
