using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.CodeGen;

/// <summary>The size goals of the three benchmark jobs: program and whole package without names, in bytes.</summary>
[TestClass]
public sealed class SizeGoalTests
{
    private const string Hourly = "sample ch1 every 1s keep 4096 samples\nevery 1h report count(ch1), mean(ch1), min(ch1), max(ch1), stddevp(ch1)";

    private const string SoilSample = "sample soil1..soil4 every 1m keep 1536 samples valid 0..60 %\n";

    private const string ByAggregate = "mean(soil1..soil4), p10(soil1..soil4), p90(soil1..soil4), slope(soil1..soil4)\n";

    private const string ByChannel = "mean(soil1), p10(soil1), p90(soil1), slope(soil1), mean(soil2), p10(soil2), p90(soil2), slope(soil2), "
        + "mean(soil3), p10(soil3), p90(soil3), slope(soil3), mean(soil4), p10(soil4), p90(soil4), slope(soil4)\n";

    private const string Dry = "alert dry when mean(soil1) < 22 % and slope(soil1) < 0";

    private const string Histogram = "sample ch1 every 1s keep 1024 samples\nevery 1h over 1024 samples report hist(ch1, 0, 100, 16), ewma(ch1, 0.1)";

    public static IEnumerable<object[]> Jobs =>
    [
        ["job w1\n" + Hourly, 7, 32],
        ["job hourly\n" + Hourly, 7, 32],
        ["job w1\n" + Hourly.Replace("ch1", "soil1", System.StringComparison.Ordinal), 7, 32],
        ["job w2\n" + SoilSample + "every 1d over 1440 samples report " + ByAggregate + Dry, 20, 64],
        ["job w2\n" + SoilSample + "every 1d over 1d report " + ByAggregate + Dry, 20, 64],
        ["job irrigation\n" + SoilSample + "every 1d over 1440 samples report " + ByAggregate + Dry, 20, 64],
        ["job irrigation\n" + SoilSample + "every 1d over 1d report " + ByChannel + Dry, 20, 64],
        ["job w2\n" + SoilSample + "every 1d report " + ByChannel + Dry, 20, 64],
        ["job w3\n" + Histogram, 10, 40],
        ["job histogram\n" + Histogram, 10, 40],
    ];

    [TestMethod]
    [DynamicData(nameof(Jobs))]
    public void Benchmark_jobs_stay_within_their_bytes(string text, int programMax, int packageMax)
    {
        JobPackage package = Compiled.Package(text);
        Assert.IsLessThanOrEqualTo(programMax, package.ProgramBytes, Compiled.Program(package));
        Assert.IsLessThanOrEqualTo(packageMax, package.Length, text);
    }
}
