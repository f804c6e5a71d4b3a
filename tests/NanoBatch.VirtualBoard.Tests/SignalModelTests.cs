using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Tests;

[TestClass]
public sealed class SignalModelTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Start = 1_748_736_000_000;

    private static readonly ChannelProfile[] s_soil =
        [new("soil1", 0, "%", [new(3100, 0), new(1240, 60)]), new("soil2", 1, "%", [new(3100, 0), new(1240, 60)])];

    private static readonly SoilMoistureParameters s_still =
        new() { RainChance = 0, IrrigationBelowPercent = 0, NoisePercent = 0, GapChance = 0, RailChance = 0, TemperatureSwingPercent = 0 };

    [TestMethod]
    public void A_reading_depends_on_the_instant_alone()
    {
        var forward = new SoilMoistureModel(s_soil, new SoilMoistureParameters());
        long[] instants = Enumerable.Range(0, 2000).Select(i => Start + (i * 37 * Minute)).ToArray();
        int[] counts = instants.Select(ms => forward.CountAt(1, ms)).ToArray();
        var random = new Random(4711);
        var jumping = new SoilMoistureModel(s_soil, new SoilMoistureParameters());
        for (int i = 0; i < 30; i++)
        {
            int k = random.Next(instants.Length);
            jumping.CountAt(0, instants[k]);
            Assert.AreEqual(counts[k], jumping.CountAt(1, instants[k]), $"at {instants[k]} ms");
        }

        CollectionAssert.AreNotEqual(counts, instants.Select(ms => new SoilMoistureModel(s_soil, new SoilMoistureParameters { Seed = 2 }).CountAt(1, ms)).Take(50).ToArray());
    }

    [TestMethod]
    public void A_burst_has_noise_of_its_own_for_each_reading_and_repeats_exactly()
    {
        var model = new SoilMoistureModel(s_soil, new SoilMoistureParameters { GapChance = 0, RailChance = 0 });
        int[] first = Enumerable.Range(0, 8).Select(_ => model.CountAt(0, Start + Day)).ToArray();
        model.CountAt(0, Start + Day + 1);
        CollectionAssert.AreEqual(first, Enumerable.Range(0, 8).Select(_ => model.CountAt(0, Start + Day)).ToArray());
        Assert.IsGreaterThan(3, first.Distinct().Count());
    }

    [TestMethod]
    public void Without_water_soil_dries_exponentially_to_the_wilting_point_by_day_alone()
    {
        var model = new SoilMoistureModel(s_soil, s_still);
        double spot = (model.PercentAt(0, Start + Day) - 25) / (25 - 10) * -9;
        Assert.AreEqual(1, spot, 0.3);
        Assert.AreEqual(10 + (15 * Math.Exp(-spot * 9 / 9)), model.PercentAt(0, Start + (9 * Day)), 0.4);
        Assert.AreEqual(10, model.PercentAt(0, Start + (200 * Day)), 0.01);
        Assert.AreEqual(model.PercentAt(0, Start + Day - (5 * Hour)), model.PercentAt(0, Start + Day + (5 * Hour)), 1e-9, "night");
        Assert.IsGreaterThan(model.PercentAt(0, Start + Day + (13 * Hour)), model.PercentAt(0, Start + Day + (11 * Hour)));
    }

    [TestMethod]
    public void Water_above_field_capacity_drains_within_days()
    {
        var model = new SoilMoistureModel(s_soil, s_still with { StartPercent = 44 });
        Assert.AreEqual(44, model.PercentAt(0, Start - Day));
        Assert.IsLessThan(30, model.PercentAt(0, Start + (2 * Day)));
    }

    [TestMethod]
    public void Irrigation_refills_once_and_only_when_dry()
    {
        var model = new SoilMoistureModel(s_soil, s_still with { IrrigationBelowPercent = 18 });
        List<double> mornings = Enumerable.Range(0, 120).Select(day => model.PercentAt(0, Start + (day * Day) + (5 * Hour))).ToList();
        int irrigations = 0;
        for (int day = 0; day < 119; day++)
        {
            double after = model.PercentAt(0, Start + (day * Day) + (14 * Hour));
            bool isWatered = after > mornings[day] + 5;
            Assert.AreEqual(mornings[day] < 18, isWatered, $"day {day}: {mornings[day]} then {after}");
            irrigations += isWatered ? 1 : 0;
        }

        Assert.IsGreaterThan(5, irrigations);
        Assert.IsLessThan(30, irrigations);
    }

    [TestMethod]
    public void Rain_noise_gaps_and_loose_plugs_have_the_stated_shares()
    {
        var model = new SoilMoistureModel(s_soil, new SoilMoistureParameters { RailChance = 0.2, GapChance = 0.01 });
        int gaps = 0;
        int rails = 0;
        const int Readings = 200 * 1440;
        for (int i = 0; i < Readings; i++)
        {
            int count = model.CountAt(0, Start + (i * Minute));
            gaps += count < 0 ? 1 : 0;
            rails += count is 0 or 4095 ? 1 : 0;
            Assert.IsTrue(count is >= -1 and <= 4095);
        }

        Assert.AreEqual(0.01, (double)gaps / Readings, 0.001);
        Assert.AreEqual(0.2 * 25 / 1440, (double)rails / Readings, 0.002);
        var noise = new SignalNoise(1);
        double[] normal = Enumerable.Range(0, 100_000).Select(i => noise.Normal(1, 0, i)).ToArray();
        Assert.AreEqual(0, normal.Average(), 0.02);
        Assert.AreEqual(1, normal.Average(x => x * x), 0.02);
        Assert.AreEqual(0.5, Enumerable.Range(0, 100_000).Average(i => noise.Uniform(1, 0, i)), 0.01);
    }

    [TestMethod]
    public void The_counter_rises_restarts_and_has_rush_hours()
    {
        var model = new TrafficModel(1, Start);
        Assert.AreEqual(0, model.CountAt(0, Start - Day));
        int previous = 0;
        int falls = 0;
        int[] rises = new int[24];
        for (long ms = Start; ms < Start + (20 * Day); ms += 10_000)
        {
            int count = model.CountAt(0, ms);
            falls += count < previous ? 1 : 0;
            rises[ms % Day / Hour] += Math.Max(count - previous, 0);
            previous = count;
        }

        Assert.IsGreaterThan(20, falls, "runs over twice a day");
        Assert.AreEqual(60, rises[2] / 20.0, 10);
        Assert.AreEqual(940, rises[7] / 20.0, 60);
    }

    [TestMethod]
    [DataRow(50.0)]
    [DataRow(66.0)]
    [DataRow(120.0)]
    public void The_pulse_has_its_rate(double beatsPerMinute)
    {
        var model = new VitalsModel(1, beatsPerMinute);
        int crossings = 0;
        int previous = 0;
        for (long ms = Start; ms < Start + (10 * Minute); ms += 100)
        {
            int count = Enumerable.Range(0, 8).Sum(_ => model.CountAt(0, ms)) / 8;
            crossings += previous <= 2400 && count > 2400 ? 1 : 0;
            previous = count;
            Assert.IsTrue(count is > 1000 and < 4000);
        }

        Assert.AreEqual(beatsPerMinute * 10, crossings, 12);
    }

    [TestMethod]
    public void Channels_get_the_model_that_their_name_suggests()
    {
        var profile = new BoardProfile("b", null,
            [new("soil1", 0, "%", [new(3100, 0), new(1240, 60)]), new("Cars", 1, "raw", []), new("pulse", 2, "raw", []), new("tension", 3, "kPa", [new(0, 0), new(4000, 100)])],
            BoardProfile.DefaultArenaBytes);
        var signal = new ModelledSignal(profile, Start, 5);
        Assert.AreEqual(0, signal.CountAt(1, Start));
        Assert.AreEqual(3100 - (25 * 31), signal.CountAt(0, Start), 60);
        Assert.AreEqual(4000 * 25 / 60, signal.CountAt(3, Start), 130);
        Assert.AreEqual(2200, signal.CountAt(2, Start), 800);
    }

    [TestMethod]
    public void The_sample_season_is_what_the_model_draws()
    {
        ProfileReading profile = ProfileReader.Read(Path.Combine(Golden.Root, "samples", "irrigation.board.toml"));
        Assert.IsTrue(profile.IsOk, string.Join('\n', profile.Errors));
        var model = new SoilMoistureModel(profile.Profile.Channels, new SoilMoistureParameters { StartMs = Start, Seed = 7, RailChance = 0.05, GapChance = 0.005 });
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        ReplayWriter.Write(csv, profile.Profile, model, Start, Start + (14 * Day), 10 * Minute);
        Golden.Check("samples/irrigation.csv", csv.ToString());

        ReplayReading reading = ReplayReader.Read("x.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())), profile.Profile);
        Assert.IsTrue(reading.IsOk, string.Join('\n', reading.Errors));
        Assert.AreEqual((2017, 20 * Minute), (reading.Data!.RowCount, reading.Data.TwiceMedianMs));
    }
}
