using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Simulation.World;

namespace NanoBatch.Simulation.Tests.World;

/// <summary>Goal: 2 000 worlds of 10 board-days and more lose, invent, double and reorder nothing. Method: four shares of seeds, and a count of every fault.</summary>
[TestClass]
public sealed class WorldTests
{
    private const int Days = 4;
    private const int WorldsOfShare = 500;
    private const int BoardDaysOfShare = 5_000;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Nothing_is_lost_in_any_world(int share)
    {
        ulong first = Chances.Of(100_000 * (share + 1));
        var total = new WorldFigures();
        for (ulong seed = first; seed < first + WorldsOfShare; seed++)
        {
            WorldOutcome outcome = WorldRunner.Run(seed, Days);
            Assert.IsNull(outcome.Failure, $"seed {seed}, step {outcome.Step}: {outcome.Failure}\n{WorldRunner.ReplayOf(seed, Days)}");
            total.Add(outcome.Figures);
        }

        Console.WriteLine(string.Join(", ", total.All().Select(f => $"{f.Name} {f.Value}")));
        Assert.IsGreaterThanOrEqualTo(BoardDaysOfShare, total.BoardDays);
        foreach ((string name, long value) in total.All())
        {
            Assert.IsGreaterThan(0, value, $"{name}: what never happens in {WorldsOfShare} worlds is not tested by them");
        }
    }

    [TestMethod]
    public void A_long_world_outlasts_partitions_of_weeks()
    {
        ulong first = Chances.Of(7_000);
        for (ulong seed = first; seed < first + 6; seed++)
        {
            WorldOutcome outcome = WorldRunner.Run(seed, 60);
            Assert.IsNull(outcome.Failure, $"seed {seed}, step {outcome.Step}: {outcome.Failure}\n{WorldRunner.ReplayOf(seed, 60)}");
        }
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_world_event_by_event()
    {
        ulong seed = Chances.Of(4_711);
        for (ulong s = seed; s < seed + 5; s++)
        {
            using var lines = new System.IO.StringWriter();
            using var again = new System.IO.StringWriter();
            WorldOutcome first = WorldRunner.Run(s, 3, lines);
            WorldOutcome second = WorldRunner.Run(s, 3, again);
            Assert.AreEqual(lines.ToString(), again.ToString(), $"seed {s}");
            Assert.AreEqual((first.Step, first.Hash), (second.Step, second.Hash), $"seed {s}");
            Assert.AreEqual(first.Hash, WorldRunner.Run(s, 3).Hash, "a trace changes nothing");
            Assert.AreNotEqual(first.Hash, WorldRunner.Run(s + 1, 3).Hash);
        }
    }
}
