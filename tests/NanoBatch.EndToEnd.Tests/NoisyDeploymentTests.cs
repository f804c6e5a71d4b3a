using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Kill.Deploying;
using NanoBatch.Tests;

namespace NanoBatch.EndToEnd.Tests;

/// <summary>The share of the deployment harness that CI can afford.</summary>
[TestClass]
public sealed class NoisyDeploymentTests
{
    private const double ByteErrors = 1e-4;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(ByteErrors, 2000)]
    [DataRow(20 * ByteErrors, 300, DisplayName = "twenty times as many errors")]
    public void Deployments_over_a_bad_line_leave_the_new_job_or_the_old_one(double noise, int count)
    {
        int seed = TestSeed.Draw(31);
        DeploymentCounts counts = new DeploymentRun(seed, noise, TextWriter.Null).Run(count);
        Console.WriteLine(counts);
        Assert.IsGreaterThan(count / 2, counts.Done, $"seed {seed}");
        Assert.IsGreaterThan(10, counts.BrokenOff, $"seed {seed}");
        Assert.IsGreaterThan(20, counts.Restarts, $"seed {seed}");
        Assert.IsGreaterThan(100, counts.Drops, $"seed {seed}");
        Assert.IsGreaterThan(100L, counts.ByteErrors, $"seed {seed}");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Deployments_over_a_pseudo_terminal_do_the_same()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int Count = 30;
        int seed = TestSeed.Draw(32);
        DeploymentCounts counts = await new PtyDeployments(seed, 4 * ByteErrors).RunAsync(Count, TestContext.CancellationToken);
        Console.WriteLine(counts);
        Assert.IsGreaterThan(Count / 2, counts.Done, $"seed {seed}");
    }
}
