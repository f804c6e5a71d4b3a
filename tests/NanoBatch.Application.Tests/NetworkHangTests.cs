using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application.Tests.Simulation;

namespace NanoBatch.Application.Tests;

/// <summary>More network calls hang than a board has memory for: a restart helps, and costs no result.</summary>
[TestClass]
public sealed class NetworkHangTests
{
    private const int Forever = int.MaxValue / 2;
    private const int TooMany = NetworkSlot.AbandonedMax + 1;

    // A start of the platform and of the board.
    private const int RestartGapMs = 8000;

    private int _hanging;

    [TestMethod]
    [DataRow("connect", DisplayName = "while they connect")]
    [DataRow("subscribe", DisplayName = "while they subscribe")]
    [DataRow("publish", DisplayName = "while they publish")]
    public void One_too_many_restarts_a_board_within_a_minute_and_every_result_arrives(string step)
    {
        using var site = new Site();
        site.RunFor(120);
        HangWhile(site, step, () => site.Machine.RestartCount == 0);
        long faultMs = site.NowMs;
        RunUntilHanging(site, TooMany);
        site.Machine.RunFor(FaultPoint.HealedMs);
        string state = site.Describe();
        Assert.AreEqual(1, site.Machine.RestartCount, state);
        Assert.IsTrue(site.Network.Live is { IsClosed: false }, "the broker is reached again: " + state);
        Assert.IsLessThanOrEqualTo(RestartGapMs, site.Hardware.Adc.LongestGapMs(0, faultMs, site.NowMs), "sampling goes on: " + state);

        site.RunFor(60);
        long[] sequence = [.. site.Reports.Select(r => r.Seq).Order()];
        CollectionAssert.AreEqual(Enumerable.Range(0, sequence.Length).Select(i => (long)i).ToArray(), sequence, "each report once, those of the dark minutes too: " + state);
        Assert.IsGreaterThan((site.NowMs / 5000) - 8, sequence.Length);
        Assert.IsTrue(site.Reports.TakeLast(6).All(r => r.Channels[0].Valid == 5), "whole windows again: " + state);
    }

    [TestMethod]
    public void A_network_that_always_hangs_restarts_a_board_four_times_an_hour_at_most()
    {
        using var site = new Site();
        HangWhile(site, "connect", () => true);
        RunUntilHanging(site, TooMany);
        site.RunFor(60);
        Assert.AreEqual(1, site.Machine.RestartCount, "the first at once: " + site.Describe());
        long restartedMs = site.NowMs;
        site.RunFor((NetworkSlot.RestartNotBeforeMs / 1000) - 60);
        Assert.AreEqual(1, site.Machine.RestartCount, "the second not before its time: " + site.Describe());
        Assert.IsLessThanOrEqualTo(FaultPoint.OnTimeMs, site.Hardware.Adc.LongestGapMs(0, restartedMs, site.NowMs), "sampling goes on: " + site.Describe());
        site.RunFor(120);
        Assert.AreEqual(2, site.Machine.RestartCount, site.Describe());
        site.RunFor(3600);
        Assert.IsLessThanOrEqualTo(6, site.Machine.RestartCount, site.Describe());
    }

    [TestMethod]
    public void Threads_that_come_back_make_room_and_nothing_restarts()
    {
        using var site = new Site();
        site.RunFor(60);
        site.Network.Fault = (step, _) =>
        {
            if (step == "connect" && _hanging < 6)
            {
                _hanging++;
                site.Machine.Wait(100_000);
            }
        };
        site.Network.DropAll();
        RunUntilHanging(site, 6);
        site.RunFor(300);
        Assert.AreEqual(0, site.Machine.RestartCount, site.Describe());
        Assert.IsTrue(site.Network.Live is { IsClosed: false }, site.Describe());
        Assert.HasCount(1, site.Machine.Threads.Where(t => t.Name == nameof(NetworkThread) && !t.IsOver).ToArray(), "those that hung have left: " + site.Describe());
    }

    private void HangWhile(Site site, string step, System.Func<bool> hangs)
    {
        site.Network.Fault = (now, _) =>
        {
            if (now == step && hangs())
            {
                _hanging++;
                site.Machine.Wait(Forever);
            }
        };
        site.Network.DropAll();
    }

    private void RunUntilHanging(Site site, int count)
    {
        long limitMs = site.NowMs + (600 * 1000);
        while (_hanging < count)
        {
            Assert.IsLessThan(limitMs, site.NowMs, $"{_hanging} hang: {site.Describe()}");
            site.RunFor(1);
        }
    }
}
