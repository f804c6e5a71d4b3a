using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Application.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Application.Tests;

/// <summary>Probe power and supply: what is switched, read and written, and when.</summary>
[TestClass]
public sealed class PowerTests
{
    [TestMethod]
    public void Probes_have_power_for_the_readings_of_an_instant_alone()
    {
        using var site = new Site("job j\nsample soil, air every 10s burst 3 median\nevery 10m report count(soil), count(air)",
            p => (p.ProbePowerPin, p.ProbeSettleMs, p.WifiName) = (5, 200, ""));
        site.RunFor(95);
        SimulatedPin pin = site.Hardware.Probe;
        IReadOnlyList<(long Ms, int Channel, int Counts)> readings = site.Hardware.Adc.Readings;
        Assert.IsFalse(pin.IsHigh);
        Assert.HasCount(10 * 2, pin.Changes, "on and off once an instant");
        Assert.HasCount(10 * 6, readings);
        for (int i = 0; i < pin.Changes.Count; i += 2)
        {
            (long onMs, bool isOn) = pin.Changes[i];
            long offMs = pin.Changes[i + 1].Ms;
            Assert.IsTrue(isOn);
            (long Ms, int Channel, int Counts)[] within = [.. readings.Where(r => r.Ms >= onMs && r.Ms <= offMs)];
            Assert.HasCount(6, within, "two channels, three readings each, at one switching");
            Assert.IsTrue(within.All(r => r.Ms >= onMs + 200), "settled");
            Assert.IsLessThanOrEqualTo(onMs + 250, offMs);
        }
    }

    [TestMethod]
    public void Probes_without_a_pin_are_read_at_once()
    {
        using var site = new Site(profile: p => p.ProbeSettleMs = 10_000);
        site.RunFor(30);
        Assert.IsEmpty(site.Hardware.Probe.Changes);
        Assert.IsLessThanOrEqualTo(FaultPoint.OnTimeMs, site.Hardware.Adc.LongestGapMs(0, 2000, site.NowMs));
    }

    [TestMethod]
    public void Nothing_is_written_while_the_supply_is_low_and_it_takes_more_to_begin_again()
    {
        // 1 V at 0 counts, 5 V at 4000: 3 V are 2000 counts, and 2 % more are 2060.
        (int Counts, bool MayWrite)[] steps = [(2500, true), (2000, true), (1999, false), (2000, false), (2059, false), (2061, true), (2000, true), (0, false), (4000, true)];
        using var site = new Site(Site.Job, p => (p.SupplyChannel, p.SupplyWriteMin) = ("supply", 3.0));
        SimulatedStore store = site.Hardware.Store;
        int counts = 2500;
        site.Hardware.Adc.Counts = (channel, _) => channel == 1 ? counts : 1000;
        site.RunFor(40);
        foreach ((int supply, bool mayWrite) in steps)
        {
            counts = supply;
            site.RunFor(SupplyGuard.LookMs / 1000 + 6);
            int before = store.AppendCount;
            site.RunFor(20);
            Assert.AreEqual(mayWrite, store.AppendCount > before, $"at {supply} counts");
        }

        Assert.AreEqual(0, store.RefusedCount);
        byte[] info = site.Hardware.Serial!.Ask(MessageType.Info)!;
        Assert.IsGreaterThan(5, System.BitConverter.ToInt32(info, info.Length - 4), "counted in the board's health");
        Assert.Contains("the supply is low", site.Log());
    }

    [TestMethod]
    public void A_supply_that_cannot_be_read_changes_nothing_and_a_single_dip_neither()
    {
        using var site = new Site(Site.Job, p => (p.SupplyChannel, p.SupplyWriteMin) = ("supply", 3.0));
        int reading = 0;
        bool dips = false;
        site.Hardware.Adc.Counts = (channel, _) => channel == 0 ? 1000 : !dips ? -1 : reading++ % 3 == 0 ? 2500 : 100;
        site.RunFor(60);
        int before = site.Hardware.Store.AppendCount;
        Assert.IsGreaterThan(5, before, "unreadable");
        dips = true;
        site.RunFor(60);
        Assert.IsGreaterThan(before + 5, site.Hardware.Store.AppendCount, "one good reading of three is enough");
    }

    [TestMethod]
    public void A_read_is_never_held_back()
    {
        using var site = new Site(Site.Job, p => (p.SupplyChannel, p.SupplyWriteMin) = ("supply", 3.0));
        site.Hardware.Adc.Counts = (channel, _) => channel == 1 ? 100 : 1000;
        site.RunFor(60);
        Assert.IsNotNull(site.Hardware.Serial!.Ask(MessageType.ReadRecords, 1, 0, 0, 0, 5, 0));
        byte[] package = Jobs.Package("job other\nsample soil every 2s\nevery 10s report count(soil)");
        Assert.AreEqual((byte)PackageStatus.StorageFailed, site.Upload(package), "a deployment is refused, not half done");
    }
}
