using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Cuts;

namespace NanoBatch.Simulation.Tests;

/// <summary>Goal: no power cut loses, invents, doubles or mixes anything. Method: every write, every byte, three fates, second cuts; 500 000 states in all.</summary>
[TestClass]
public sealed class CutTests
{
    private const int StatesOfShare = 125_000;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Nothing_is_lost_by_a_power_cut(int share)
    {
        ulong seed = Chances.Of(100 + share);
        var harness = new CutHarness(seed);
        Violation? violation = harness.Run(StatesOfShare, null);
        Console.WriteLine($"{harness.StateCount} states, {harness.SecondCount} of them after a second cut, in {harness.ScenarioCount} scenarios");
        Assert.IsNull(violation, $"seed {seed}: {violation}\ndotnet run -c Release --project tests/NanoBatch.Simulation -- cuts --seed {seed} --state {violation?.State}");
        Assert.IsGreaterThanOrEqualTo(StatesOfShare, harness.StateCount);
    }

    [TestMethod]
    [DataRow("3.17.120")]
    [DataRow("0.0.0")]
    [DataRow("3.17.120.1.4")]
    public void A_state_has_a_name(string name)
    {
        Assert.IsTrue(CutState.TryParse(name, out CutState state));
        Assert.AreEqual(name, state.ToString());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("3.17")]
    [DataRow("3.17.x")]
    [DataRow("3.17.120.1")]
    [DataRow("3.17.-1")]
    public void Other_texts_name_none(string name) => Assert.IsFalse(CutState.TryParse(name, out _));

    [TestMethod]
    public void A_state_is_the_same_each_time()
    {
        Assert.IsTrue(CutState.TryParse("0.3.5", out CutState state));
        using var first = new StringWriter();
        using var second = new StringWriter();
        Assert.IsNull(new CutHarness(7).Replay(state, first));
        Assert.IsNull(new CutHarness(7).Replay(state, second));
        Assert.Contains("write 3: ", first.ToString());
        Assert.AreEqual(first.ToString(), second.ToString());
    }
}
