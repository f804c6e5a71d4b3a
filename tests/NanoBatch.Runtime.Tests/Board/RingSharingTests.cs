using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Jobs that agree on channel, period, burst and reducer share a ring (DECISIONS 38), and it outlives each of them.</summary>
[TestClass]
public sealed class RingSharingTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("ch1 every 1s", "ch1 every 1s", 1)]
    [DataRow("ch1 every 1s keep 10 samples", "ch1 every 1s keep 99 samples", 1)]
    [DataRow("ch1 every 1s valid 0..9", "ch1 every 1s", 1)]
    [DataRow("ch1 every 1s burst 3 mean", "ch1 every 1s burst 3 mean", 1)]
    [DataRow("ch1 every 1s burst 3 mean", "ch1 every 1s burst 3 median", 2)]
    [DataRow("ch1 every 1s burst 3 mean", "ch1 every 1s burst 4 mean", 2)]
    [DataRow("ch1 every 1s", "ch1 every 1s burst 2 mean", 2)]
    [DataRow("ch1 every 1s", "ch1 every 2s", 2)]
    [DataRow("ch1 every 1s", "ch2 every 1s", 2)]
    public void One_ring_for_what_is_filled_alike(string a, string b, int rings)
    {
        var rig = new Rig();
        rig.Deploy($"job a\nsample {a}\nevery 10s report count({a[..3]})");
        rig.Deploy($"job b\nsample {b}\nevery 10s report count({b[..3]})");
        Assert.AreEqual(rings, rig.Board.Rings.Count);
    }

    [TestMethod]
    public void The_longest_keep_wins_and_goes_when_its_job_goes()
    {
        var rig = new Rig();
        foreach (int keep in new[] { 20, 500, 100 })
        {
            rig.Deploy($"job k{keep}\nsample ch1 every 1s keep {keep} samples\non demand report count(ch1)");
        }

        Assert.AreEqual(1016, rig.Board.Rings.BytesUsed);
        rig.RunTo(800_000);
        rig.Board.Remove(rig.IndexOf("k500"), rig.NowMs);
        Assert.AreEqual(216, rig.Board.Rings.BytesUsed);
        rig.Board.Demand(rig.IndexOf("k100"), rig.NowMs);
        rig.Board.Demand(rig.IndexOf("k20"), rig.NowMs);
        rig.RunFor(0);
        Assert.AreEqual("100 20", string.Join(' ', rig.Reports().OrderBy(e => e.Job).Select(e => e.Value())), "each sees its own keep");
    }

    [TestMethod]
    public void Valid_belongs_to_a_job_and_one_reading_serves_all()
    {
        var rig = new Rig((_, ms) => (int)(ms / 1000 % 10));
        rig.Deploy("job all\nsample ch1 every 1s\nevery 10s report count(ch1), max(ch1)");
        rig.Deploy("job low\nsample ch1 every 1s valid 0..4\nevery 10s report count(ch1), max(ch1)");
        rig.Deploy("job high\nsample ch1 every 1s valid 7..9\nevery 10s report count(ch1), max(ch1)");
        rig.RunTo(20_000);
        Assert.AreEqual(21, rig.AdcReads);
        Assert.AreEqual("all 10/10 10 9|low 5/10 5 4|high 3/10 3 9",
            string.Join('|', rig.Reports().TakeLast(3).Select(e => string.Create(CultureInfo.InvariantCulture,
                $"{e.Job} {e.Channels[0].Valid}/{e.Channels[0].Expected} {e.Value()} {e.Value(1)}"))));
    }

    [TestMethod]
    public void A_new_version_finds_the_samples_of_the_old_one()
    {
        var rig = new Rig();
        rig.Deploy("job j\nsample ch1 every 1s keep 200 samples\nsample ch2 every 1s\nevery 10s report count(ch2)");
        rig.RunTo(150_000);
        rig.Deploy("job j version 2\nsample ch3 every 1s\nsample ch1 every 1s\nevery 10s over 100s report count(ch1), count(ch3)");
        rig.RunTo(150_000);
        Assert.AreEqual("100 1", string.Join(' ', rig.Reports()[^1].Fields.Select(f => f![0])));
    }

    /// <summary>Jobs come and go in any order; a ring has what a board that kept everything since the ring's first user would have.</summary>
    [TestMethod]
    public void Survivors_keep_their_samples_in_random_sequences()
    {
        int first = Environment.GetEnvironmentVariable("TEST_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : new Random().Next(1_000_000_000);
        int cases = Environment.GetEnvironmentVariable("TEST_SEED") is null ? 60 : 1;
        TestContext.WriteLine($"seed {first}: replay one case with TEST_SEED=N, N from {first} to {first + cases - 1}");
        int compared = 0;
        for (int seed = first; seed < first + cases; seed++)
        {
            compared += Sequence(seed);
        }

        Assert.IsGreaterThan(cases * 100, compared);
    }

    private static int Sequence(int seed)
    {
        var random = new Random(seed);
        var rig = new Rig((channel, ms) => ScriptedAdc.Scattered(channel, ms) % 50 == 0 ? Ring.Gap : ScriptedAdc.Scattered(channel, ms));
        var since = new Dictionary<(int Channel, int PeriodMs), (long FirstMs, int Slots)>();
        int compared = 0;
        for (int change = 0; change < 40; change++)
        {
            rig.RunTo(rig.NowMs + random.Next(1, 90_000));
            if (rig.Board.Jobs.Count > 0 && random.Next(3) == 0)
            {
                rig.Board.Remove(random.Next(rig.Board.Jobs.Count), rig.NowMs);
            }
            else
            {
                int channel = random.Next(1, 4);
                string second = random.Next(2) == 0 ? "" : $"sample ch{channel + 1} every {random.Next(1, 3)}s keep {random.Next(20, 400)} samples\n";
                string text = $"job j{random.Next(5)}\nsample ch{channel} every {random.Next(1, 3)}s keep {random.Next(20, 400)} samples\n"
                    + $"{second}on demand report count(ch{channel})"
                    + (random.Next(3) == 0 ? $", median(ch{channel}), mean(ch{channel})" : "") + (second.Length > 0 ? $", count(ch{channel + 1})" : "");
                Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(text), $"seed {seed}");
            }

            Follow(rig, since);
            rig.RunTo(rig.NowMs + random.Next(0, 5_000));
            compared += Compare(rig, since, $"seed {seed}, change {change}: replay with TEST_SEED={seed}");
        }

        return compared;
    }

    /// <summary>What rings there must be, and since when they may know anything.</summary>
    private static void Follow(Rig rig, Dictionary<(int Channel, int PeriodMs), (long FirstMs, int Slots)> since)
    {
        var wanted = new Dictionary<(int, int), int>();
        for (int j = 0; j < rig.Board.Jobs.Count; j++)
        {
            JobSlot job = rig.Board.Jobs.JobAt(j);
            foreach (ChannelPlan plan in job.Package.Channels.Take(job.Package.ChannelCount))
            {
                (int, int) key = (int.Parse(plan.Name[2..], CultureInfo.InvariantCulture) - 1, plan.PeriodMs);
                wanted[key] = Math.Max(wanted.GetValueOrDefault(key), plan.KeepSlots);
            }
        }

        foreach ((int, int) key in since.Keys.Except(wanted.Keys).ToArray())
        {
            since.Remove(key);
        }

        foreach (((int Channel, int PeriodMs) key, int slots) in wanted)
        {
            long nextMs = (rig.NowMs + key.PeriodMs - 1) / key.PeriodMs * key.PeriodMs;
            (long firstMs, int before) = since.GetValueOrDefault(key, (nextMs, slots));

            // What the smaller of both layouts had no room for is gone for good; slack may keep a little more, which no job can see.
            long keptMs = (rig.NowMs / key.PeriodMs * key.PeriodMs) - ((long)(Math.Min(slots, before) - 1) * key.PeriodMs);
            since[key] = (Math.Max(firstMs, keptMs), slots);
        }

        Assert.AreEqual(since.Count, rig.Board.Rings.Count);
    }

    private static int Compare(Rig rig, Dictionary<(int Channel, int PeriodMs), (long FirstMs, int Slots)> since, string story)
    {
        int compared = 0;
        for (int r = 0; r < rig.Board.Rings.Count; r++)
        {
            SampledRing ring = rig.Board.Rings.RingAt(r);
            (long firstMs, int slots) = since[(ring.Channel, ring.PeriodMs)];
            Assert.AreEqual(slots, ring.Slots, story);
            long newest = ring.SlotAt(Rig.BaseMs + rig.NowMs);
            for (int back = 0; back < slots && (newest - back) * ring.PeriodMs >= Rig.BaseMs + firstMs; back++)
            {
                long slot = newest - back;
                long instantMs = (slot * ring.PeriodMs) - Rig.BaseMs;
                int expected = ScriptedAdc.Scattered(ring.Channel, instantMs);
                expected = expected % 50 == 0 ? Ring.Gap : expected;
                Assert.IsTrue(slot >= ring.Ring.FirstSlot && slot < ring.Ring.NextSlot, $"{story}: slot {back} back is gone");
                int cell = ring.Ring.Cells[ring.Ring.Offset + (int)(slot % ring.Ring.Capacity)];
                Assert.AreEqual(expected, cell, $"{story}: ch{ring.Channel + 1} every {ring.PeriodMs} ms, {back} back");
                compared++;
            }
        }

        return compared;
    }
}
