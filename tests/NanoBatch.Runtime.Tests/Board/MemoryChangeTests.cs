using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>The engine's tables are made anew when jobs change, even between two instructions of a run.</summary>
[TestClass]
public sealed class MemoryChangeTests
{
    private const string Running = "job running\nsample ch1..ch4 every 1s valid 100..3000 raw\nevery 10s over 60s\n"
        + "report mean(ch1..ch4), p10(ch1..ch4), h = hist(ch1, 0, 4000, 8), x = (mean(ch1) + 2 * mean(ch2 - ch3)) / (1 + abs(median(ch4 + 1)))\n"
        + "alert a when mean(ch1) > p10(ch2) and mean(ch3) > 3 for 2 runs until mean(ch1) < 1";

    private const string Larger = "job larger\nsample ch1..ch8 every 1s\nevery 100s over 60s report median(ch1..ch8), c = corr(ch1, ch2),\n"
        + "p = p99(ch1 / (ch2 + 1) - ch3 * (ch4 + 2)), a = hist(ch1, 0, 5000, 32), b = hist(ch2, 0, 5000, 32), d = 1 - (2 - (3 - (4 - (5 - last(ch1)))))";

    [TestMethod]                                     // Goal: a run under way ends as if nothing had happened. Method: after each number of steps, a larger job comes and goes.
    public void A_change_between_two_instructions_leaves_the_run_alone()
    {
        string[] undisturbed = Reports(-1, false);
        Assert.HasCount(3, undisturbed);
        for (int steps = 0; steps < 30; steps++)
        {
            CollectionAssert.AreEqual(undisturbed, Reports(steps, false), $"after {steps} steps");
            CollectionAssert.AreEqual(undisturbed, Reports(steps, true), $"after {steps} steps, with a step between");
        }
    }

    private static string[] Reports(int steps, bool isSlow)
    {
        var rig = new Rig((channel, ms) => 600 + (channel * 200) + (int)(ms / 1000 * (channel + 7) % 300));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Running));
        rig.RunTo(189_999);
        rig.Step(1);
        for (int i = 0; i < steps; i++)
        {
            rig.Step();
        }

        if (steps >= 0)
        {
            Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Larger));
            if (isSlow)
            {
                rig.Step();
            }

            Assert.IsTrue(rig.Board.Remove(rig.IndexOf("larger"), rig.NowMs));
        }

        rig.RunTo(215_000);
        Assert.AreEqual(0, rig.Board.FaultCount);
        return [.. rig.Reports("running").Select(e => e.Content).TakeLast(3)];
    }
}
