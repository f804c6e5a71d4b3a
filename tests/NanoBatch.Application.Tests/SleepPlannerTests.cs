using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Runtime;

namespace NanoBatch.Application.Tests;

/// <summary>When a board may sleep, at each condition's edge.</summary>
[TestClass]
public sealed class SleepPlannerTests
{
    private const long NowMs = 200_000;

    private static readonly (string Name, Action<SleepPlanner> Change, bool Sleeps)[] s_cases =
    [
        ("all is well", _ => { }, true),
        ("the clock is unknown", p => p.IsClockKnown = false, false),
        ("a run is under way", p => p.IsBusy = true, false),
        ("a client spoke a minute ago", p => p.LastHeardMs = NowMs - SleepPlanner.ClientMs, true),
        ("a client spoke less than a minute ago", p => p.LastHeardMs = NowMs - SleepPlanner.ClientMs + 1, false),
        ("results wait, and the window has passed", p => (p.IsDelivered, p.LastRecordMs) = (false, NowMs - SleepPlanner.SendMs), true),
        ("results wait in their window", p => (p.IsDelivered, p.LastRecordMs) = (false, NowMs - SleepPlanner.SendMs + 1), false),
        ("nothing is ever due", p => p.NextDueMs = TaskSlot.Never, false),
        ("due already", p => p.NextDueMs = NowMs, false),
        ("due in the past", p => p.NextDueMs = long.MinValue / 4, false),
        ("a sleep too short", p => p.NextDueMs = NowMs + 68_000, false),
    ];

    [TestMethod]
    public void Each_condition_at_its_edge()
    {
        foreach ((string name, Action<SleepPlanner> change, bool sleeps) in s_cases)
        {
            SleepPlanner planner = Ready();
            change(planner);
            Assert.AreEqual(sleeps, planner.SleepMs(NowMs) > 0, name);
        }
    }

    [TestMethod]
    [DataRow(15 * 60_000L, 15 * 60_000L - 8000 - 9000, DisplayName = "a quarter of an hour: start and drift")]
    [DataRow(68_686L, 60_000L, DisplayName = "just long enough")]
    [DataRow(68_685L, 0L, DisplayName = "a millisecond less")]
    [DataRow(100L * 86_400_000, 86_400_000L - 8000 - 864_000, DisplayName = "a day at most")]
    public void It_wakes_before_the_time(long awayMs, long sleepMs)
    {
        SleepPlanner planner = Ready();
        planner.NextDueMs = NowMs + awayMs;
        Assert.AreEqual(sleepMs, planner.SleepMs(NowMs));
    }

    private static SleepPlanner Ready() => new()
    {
        NextDueMs = NowMs + 900_000,
        LastHeardMs = long.MinValue,
        LastRecordMs = 0,
        IsClockKnown = true,
        IsDelivered = true,
    };
}
