using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application.Tests.Simulation;
using NanoBatch.Protocol;

namespace NanoBatch.Application.Tests;

/// <summary>
/// Goal: whatever fails around a board heals within a minute, and sampling goes on. Method: a board that works for two minutes, then one fault; from a minute
/// after it (or after the outside works again) on, samples are on time and results reach the hub.
/// </summary>
[TestClass]
public sealed class FaultTests
{
    private const int Forever = int.MaxValue / 2;

    private static readonly FaultPoint[] s_points =
    [
        new("connect hangs", site => AtNext(site, "connect", s => s.Machine.Wait(Forever)), NewSessions: 2),
        new("connect throws three times", site => AtNext(site, "connect", Throw, times: 3), NewSessions: 4),
        new("subscribe is never answered", site =>
        {
            site.Network.Fault = (step, session) => session.IsDeaf = session == site.Network.Sessions[1];
            site.Network.DropAll();
        }, NewSessions: 2),
        new("subscribe hangs", site => AtNext(site, "subscribe", s => s.Machine.Wait(Forever)), NewSessions: 2),
        new("publish throws", site => AtNext(site, "publish", Throw, drops: false), NewSessions: 1),
        new("publish hangs", site => AtNext(site, "publish", s => s.Machine.Wait(Forever), drops: false), NewSessions: 1),
        new("receive throws", site => AtNext(site, "receive", Throw, drops: false), NewSessions: 1),
        new("receive hangs", site => AtNext(site, "receive", s => s.Machine.Wait(Forever), drops: false), NewSessions: 1),
        new("asking whether the session is up throws", site => AtNext(site, "up", Throw, drops: false), NewSessions: 1),
        new("publish throws, and closing as well", site =>
        {
            int left = 2;
            site.Network.Fault = (step, _) =>
            {
                if (step is "publish" or "close" && left-- > 0)
                {
                    throw new InjectedException(step);
                }
            };
        }, NewSessions: 1),
        new("closing hangs", site => AtNext(site, "close", s => s.Machine.Wait(Forever)), NewSessions: 1),
        new("receive handler gets nonsense and its session dies", site =>
        {
            SimulatedSession session = site.Network.Live!;
            session.DeliverRaw(null, null);
            session.DeliverRaw(null, [1]);
            session.DeliverRaw("nb/1/field-7/ack", null);
            session.DeliverRaw("nb/1/field-7/ack", new byte[4096]);
            session.DeliverRaw("nb/1/field-7/req/", [1]);
            session.DeliverRaw("nb/1/field-7/req/a/b", [1]);
            session.DeliverRaw("another/topic", [1]);
            session.DeliverRaw("nb/1/field-7/ack", [1, 2, 3]);
            session.IsOpen = false;
        }, NewSessions: 1),
        new("network thread dies", site => site.Machine.Thread(nameof(NetworkThread)).FailuresLeft = int.MaxValue, NewSessions: 1),
        new("supervisor dies", site => site.Machine.Thread(nameof(Supervisor)).FailuresLeft = int.MaxValue),
        new("supervisor dies, then the network thread", site =>
        {
            site.Machine.Thread(nameof(Supervisor)).FailuresLeft = int.MaxValue;
            site.Machine.Thread(nameof(NetworkThread)).FailuresLeft = int.MaxValue;
        }, NewSessions: 1),
        new("board thread throws once", site => site.Machine.Thread("main").FailuresLeft = 1),
        new("board thread throws three times", site => site.Machine.Thread("main").WaitFailuresLeft = 3, SampleGapMs: 2000),
        new("board thread throws again and again", site => site.Machine.Thread("main").WaitFailuresLeft = int.MaxValue, SampleGapMs: 8000, Restarts: 1, NewSessions: 1),
        new("application throws out of Run", site => site.Machine.Thread("main").FailuresLeft = 2, SampleGapMs: 60_000, Restarts: 1),
        new("board thread hangs in the ADC", site => site.Hardware.Adc.Hangs = true, SampleGapMs: 40_000, Restarts: 1, NewSessions: 1),
        new("board thread hangs in the serial port", site => site.Hardware.Serial!.Hangs = true, SampleGapMs: 40_000, Restarts: 1, NewSessions: 1),
        new("power is cut while connect hangs", site =>
        {
            AtNext(site, "connect", s => s.Machine.Wait(Forever));
            site.RunFor(20);
            site.Machine.CutPower();
        }, SampleGapMs: 25_000, Restarts: 1, NewSessions: 2),
        new("store does not open after a restart", site =>
        {
            site.Hardware.StoreFailures = 3;
            site.Machine.CutPower();
        }, SampleGapMs: 8000, Restarts: 1, NewSessions: 1),
        new("Main throws", site =>
        {
            site.Hardware.BuildFailures = 2;
            site.Machine.CutPower();
        }, SampleGapMs: 8000, Restarts: 1, NewSessions: 1),
        new("store refuses writes", site => site.Hardware.Store.Refuses = true, Lasts: 30, Remove: site => site.Hardware.Store.Refuses = false),
        new("store throws", site => site.Hardware.Store.Throws = true, Lasts: 20, Remove: site => site.Hardware.Store.Throws = false),
        new("ADC throws", site => site.Hardware.Adc.Throws = true, Lasts: 20, Remove: site => site.Hardware.Adc.Throws = false, SampleGapMs: 22_000),
        new("ADC does not open after a restart", site =>
        {
            site.Hardware.Adc.FailsToOpen = true;
            site.Machine.CutPower();
        }, Lasts: 20, Remove: site => site.Hardware.Adc.FailsToOpen = false, SampleGapMs: 35_000, Restarts: 1, NewSessions: 1),
        new("clock jumps forward a year", site => site.Machine.JumpClock(365 * 86_400_000L)),
        new("clock jumps back a year", site => site.Machine.JumpClock(-365 * 86_400_000L)),
        new("clock jumps, then a restart", site =>
        {
            site.Machine.JumpClock(40 * 86_400_000L);
            site.Machine.Thread("main").FailuresLeft = 2;
        }, SampleGapMs: 60_000, Restarts: 1),
        new("serial port throws", site => site.Hardware.Serial!.Throws = true),
        new("serial port disappears", site =>
        {
            site.Hardware.HasNoPort = true;
            site.Hardware.Serial!.Throws = true;
        }, Lasts: 25, Remove: site => site.Hardware.HasNoPort = false),
        new("Wi-Fi goes for ten minutes", site => site.Network.IsAway = true, Lasts: 600, Remove: site => site.Network.IsAway = false, NewSessions: 1),
        new("Wi-Fi throws", site => (site.Network.IsAway, site.Network.WifiThrows) = (true, true), Lasts: 60,
            Remove: site => (site.Network.IsAway, site.Network.WifiThrows) = (false, false), NewSessions: 1),
        new("broker drops its clients", site => site.Network.DropAll(), NewSessions: 1),
        new("supply is low", site => site.Hardware.Adc.Counts = (channel, _) => channel == 1 ? 100 : 1000, Lasts: 60, Remove: site => site.Hardware.Adc.Counts = (_, _) => 3000),
        new("light throws", site => site.Hardware.Led.Throws = true),
        new("probe power throws", site => site.Hardware.Probe.Throws = true, Lasts: 10, Remove: site => site.Hardware.Probe.Throws = false, SampleGapMs: 12_500),
    ];

    public static IEnumerable<object[]> Points => s_points.Select(p => new object[] { p.Name });

    [TestMethod]
    [DynamicData(nameof(Points))]
    public void It_heals_within_a_minute_and_sampling_goes_on(string name)
    {
        FaultPoint point = s_points.Single(p => p.Name == name);
        using var site = new Site(profile: p =>
        {
            (p.SupplyChannel, p.SupplyWriteMin) = ("supply", 3.0);
            (p.ProbePowerPin, p.ProbeSettleMs) = (5, 20);
        });
        site.Hardware.Adc.Counts = (_, _) => 3000;
        site.RunFor(120.1);       // between two samples: the board's thread waits for its signal
        Assert.IsGreaterThan(15, site.Reports.Count, "works before the fault: " + site.Describe());
        Assert.AreEqual(1, site.Network.ConnectionCount);

        long faultMs = site.NowMs;
        point.Inject(site);
        site.RunFor(point.Lasts);
        point.Remove?.Invoke(site);
        site.Machine.RunFor(FaultPoint.HealedMs);
        long healedMs = site.NowMs;
        Assert.IsTrue(site.Network.Live is { IsClosed: false }, "the broker is reached again: " + site.Describe());

        int before = site.Reports.Count;
        site.RunFor(60);
        string state = site.Describe();
        Assert.IsLessThanOrEqualTo(FaultPoint.OnTimeMs, site.Hardware.Adc.LongestGapMs(0, healedMs, site.NowMs), "sampling a minute after the fault: " + state);
        Assert.IsLessThanOrEqualTo(point.SampleGapMs, site.Hardware.Adc.LongestGapMs(0, faultMs, healedMs), "sampling over the fault: " + state);
        Assert.IsGreaterThan(before + 9, site.Reports.Count, "results reach the hub: " + state);
        Assert.AreEqual((double)site.Machine.TrueUtcMs, site.Reports[^1].UtcMs!.Value, 10_000.0, "its time is the true one: " + state);
        foreach (string thread in new[] { "main", nameof(Supervisor), nameof(NetworkThread) })
        {
            Assert.Contains(t => t.Name == thread && !t.IsOver, site.Machine.Threads, thread + " lives: " + state);
        }

        Assert.AreEqual(point.Restarts, site.Machine.RestartCount, state);
        Assert.IsGreaterThanOrEqualTo(1 + point.NewSessions, site.Network.Sessions.Count, state);
        Assert.IsTrue(site.Reports.TakeLast(9).All(r => r.Channels[0].Valid == 5), "whole windows again: " + state);
        Assert.IsNotNull(site.Hardware.Serial!.Ask(MessageType.Info), "the cable answers: " + state);
    }

    private static void Throw(Site site) => throw new InjectedException("injected");

    /// <summary>The next calls of a kind do something else than their work, once each.</summary>
    private static void AtNext(Site site, string step, Action<Site> act, int times = 1, bool drops = true)
    {
        site.Network.Fault = (now, _) =>
        {
            if (now == step && times-- > 0)
            {
                act(site);
            }
        };
        if (drops)
        {
            site.Network.DropAll();
        }
    }
}
