using System;
using System.Globalization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.EndToEnd.Tests.Reference;

namespace NanoBatch.EndToEnd.Tests;

/// <summary>Goal: compiler, optimiser, engine and scheduler together mean what the page says. Method: random jobs over random data, against a naive reading.</summary>
[TestClass]
public sealed class RandomJobTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Random_jobs_over_random_data_agree_with_the_naive_reading()
    {
        string? fixedSeed = Environment.GetEnvironmentVariable("TEST_SEED");
        int first = fixedSeed is null ? new Random().Next(1_000_000_000) : int.Parse(fixedSeed, CultureInfo.InvariantCulture);
        int cases = int.Parse(Environment.GetEnvironmentVariable("TEST_CASES") ?? (fixedSeed is null ? "400" : "1"), CultureInfo.InvariantCulture);
        TestContext.WriteLine($"seed {first}: replay one case with TEST_SEED=N, N from {first} to {first + cases - 1}");
        int events = 0;
        for (int seed = first; seed < first + cases; seed++)
        {
            var job = new RandomJob(seed);
            events += new Bench(job.Channels, job.Times, job.Counts).Check(job.Text, $"seed {seed}: replay with TEST_SEED={seed}");
        }

        Assert.IsGreaterThan(cases - 1, events, "random jobs that never report show nothing");
    }
}
