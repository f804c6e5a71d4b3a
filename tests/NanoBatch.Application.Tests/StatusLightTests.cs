using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Application.Tests;

/// <summary>What the LED says, and which of several things.</summary>
[TestClass]
public sealed class StatusLightTests
{
    [TestMethod]
    [DataRow(StatusLight.Alive, "#...........")]
    [DataRow(StatusLight.NoClock, "#.#.........")]
    [DataRow(StatusLight.NoLink, "#.#.#.......")]
    [DataRow(StatusLight.Alert, "#.#.#.#.#.#.")]
    public void A_round_of_three_seconds(int state, string steps)
    {
        foreach (long startMs in new[] { 0L, 3000L, 3000L * 1_000_000_000 })
        {
            Assert.AreEqual(steps, new string([.. Enumerable.Range(0, 12).Select(i => StatusLight.IsLit(state, startMs + (i * 250)) ? '#' : '.')]));
            Assert.AreEqual(steps, new string([.. Enumerable.Range(0, 12).Select(i => StatusLight.IsLit(state, startMs + (i * 250) + 249) ? '#' : '.')]), "to its end");
        }
    }

    [TestMethod]
    [DataRow(false, true, true, StatusLight.Alive)]
    [DataRow(false, true, false, StatusLight.NoClock)]
    [DataRow(false, false, true, StatusLight.NoLink)]
    [DataRow(false, false, false, StatusLight.NoLink)]
    [DataRow(true, true, true, StatusLight.Alert)]
    [DataRow(true, false, false, StatusLight.Alert)]
    public void An_alert_before_a_link_before_a_clock(bool hasAlert, bool hasLink, bool hasClock, int expected)
        => Assert.AreEqual(expected, StatusLight.StateOf(hasAlert, hasLink, hasClock));
}
