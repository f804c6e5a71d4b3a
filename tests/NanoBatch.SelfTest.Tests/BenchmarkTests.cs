using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Benchmark;
using NanoBatch.Benchmarks;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.SelfTest.Tests;

/// <summary>The benchmark and the soak program do the same on .NET and on nanoCLR, allocate nothing, and stay below a number of instructions.</summary>
[TestClass]
[DoNotParallelize]      // the programs write to the one console, and a thread's bytes are counted
public sealed class BenchmarkTests
{
    private const string Approved = "tests/Golden/benchmark.txt";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void The_packages_are_what_the_compiler_makes()
    {
        AssertPackage(Benchmarks.Workload.W1.Name, Benchmarks.Workload.W1.Job, Benchmark.Workload.W1Package);
        AssertPackage(Benchmarks.Workload.W2.Name, Benchmarks.Workload.W2.Job, Benchmark.Workload.W2Package);
        AssertPackage(Benchmarks.Workload.W3.Name, Benchmarks.Workload.W3.Job, Benchmark.Workload.W3Package);
        AssertPackage("soak", SoakJob.Text, Soak.Package);
    }

    /// <summary>All versions agree to six digits; the engine's numbers are held to the bit.</summary>
    [TestMethod]
    public void The_output_is_the_approved_one()
    {
        Golden.Check(Approved, RunHere(() => Benchmark.Program.Check(new HostPlatform()), out bool isGood));
        Assert.IsTrue(isGood);
    }

    [TestMethod]
    public void A_run_after_the_first_allocates_nothing()
    {
        string[] lines = [.. RunHere(() => Benchmark.Program.Watch(new HostPlatform()), out bool isGood).Split('\n').Where(l => l.Contains("allocated", StringComparison.Ordinal))];
        Assert.IsTrue(isGood, string.Join('\n', lines));
        Assert.HasCount(6, lines);
        foreach (string line in lines)
        {
            Assert.EndsWith(" 0", line);
        }
    }

    /// <summary>Bounds on IL instructions a window, a tenth above what was counted: docs/PERFORMANCE.md has the figures.</summary>
    [TestMethod]
    public async Task The_output_is_the_same_on_nanoCLR_and_takes_few_instructions()
    {
        NanoFramework nanoFramework = NanoFramework.Require();
        nanoFramework.TimeLimit = TimeSpan.FromMinutes(10);
        (string output, string errors) = await NanoClrPrograms.BenchmarkAsync(nanoFramework, false);
        Assert.AreEqual(RunHere(() => Benchmark.Program.Check(new HostPlatform()), out _), output);
        IReadOnlyDictionary<string, double> counts = NanoClrPrograms.Counts(errors);
        if (counts.Count == 0)
        {
            Assert.Inconclusive("this nanoCLR does not count its instructions; the output is the same");
        }

        TestContext.WriteLine(string.Join('\n', counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:F1}"))));
        (string Name, int Most)[] bounds =
        [
            ("W1 engine-plain", 94_000),
            ("W1 engine-summaries", 10_400),
            ("W2 engine-plain", 270_000),
            ("W3 engine-plain", 55_500),
            ("push plain", 64),
            ("push summaries", 102),
        ];
        foreach ((string name, int most) in bounds)
        {
            Assert.IsLessThanOrEqualTo(most, counts[name], name);
        }

        Assert.IsLessThan(counts["W1 hand-tuned"] / 7, counts["W1 engine-summaries"]);
        Assert.IsLessThan(counts["W2 hand-tuned"], counts["W2 engine-plain"]);
    }

    /// <summary>The name of a new segment is the only thing a cycle ever allocates; a share of the hundred thousand cycles.</summary>
    [TestMethod]
    public void A_cycle_allocates_nothing()
    {
        var soak = new Soak();
        Assert.AreEqual(PackageStatus.Accepted, soak.Status);
        for (int i = 0; i < Soak.WarmUpCycles; i++)
        {
            soak.Cycle();
        }

        int quiet = 0;
        for (int i = 0; i < 5000; i++)
        {
            int dropped = soak.SegmentsDropped;
            int segments = soak.SegmentsCreated;
            long before = GC.GetAllocatedBytesForCurrentThread();
            soak.Cycle();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            bool isNew = soak.SegmentsCreated != segments;
            Assert.IsLessThanOrEqualTo(isNew ? 256 : 0, allocated, $"cycle {i}, segments dropped {dropped}");
            quiet += isNew ? 0 : 1;
        }

        Assert.IsGreaterThan(4000, quiet);
        Assert.IsGreaterThanOrEqualTo(Soak.WarmUpCycles + 5000, soak.ReportCount);
        Assert.IsGreaterThan(0, soak.AlertCount);
    }

    [TestMethod]
    public async Task A_share_of_the_soak_grows_by_nothing_in_96_KB_of_nanoCLR()
    {
        NanoFramework nanoFramework = NanoFramework.Require();
        nanoFramework.HeapBytes = NanoClrPrograms.BoardHeapBytes;
        (string output, _) = await NanoClrPrograms.SoakAsync(nanoFramework, 2000, 500);
        TestContext.WriteLine(output);
        Assert.EndsWith("growth 0 bytes\n", output);

        // What it did is what it does here; only the memory differs.
        string here = RunHere(() => Soak.Run(new HostPlatform(), 2000, 500), out _);
        Assert.AreEqual(LinesOf(here), LinesOf(output));
    }

    private static string LinesOf(string output)
        => string.Join('\n', output.Split('\n').Where(l => l.StartsWith("reports", StringComparison.Ordinal) || l.StartsWith("payloads", StringComparison.Ordinal)));

    private static void AssertPackage(string name, string text, string hex)
        => Assert.AreEqual(Convert.ToHexString(Compile.Stripped(name, text).Package!), hex, name);

    private static string RunHere(Func<bool> run, out bool isGood)
    {
        TextWriter before = Console.Out;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(output);
        try
        {
            isGood = run();
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString().ReplaceLineEndings("\n");
    }
}
