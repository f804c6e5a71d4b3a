using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NanoBatch.SelfTest.Tests;
using NanoBatch.Tests;

namespace NanoBatch.Benchmarks;

/// <summary>The benchmark and the soak program on nanoCLR, and the instructions that it counted.</summary>
internal static class NanoClrPrograms
{
    /// <summary>Heap of a board without PSRAM.</summary>
    public const int BoardHeapBytes = 96 * 1024;

    private const string Device = "tests/NanoBatch.Benchmarks/Device/DevicePlatform.cs";

    private static readonly (string, string)[] s_assemblies =
        [("NanoBatch.Protocol", "shared-protocol"), ("NanoBatch.Runtime", "firmware/Runtime"), ("NanoBatch.Benchmark", "firmware/Benchmark")];

    /// <summary>Agreement, instruction marks, allocation; with times where they are asked for.</summary>
    public static Task<(string Output, string Errors)> BenchmarkAsync(NanoFramework nanoFramework, bool withTimes)
        => RunAsync(nanoFramework, $"NanoBatch.Benchmark.Program.{(withTimes ? "Measure" : "Check")}(new DevicePlatform());");

    /// <summary>Cycles of sample, run, report, acknowledge.</summary>
    public static Task<(string Output, string Errors)> SoakAsync(NanoFramework nanoFramework, int cycles, int every)
        => RunAsync(nanoFramework, $"NanoBatch.Benchmark.Soak.Run(new DevicePlatform(), {cycles}, {every});");

    /// <summary>IL instructions of one run, or of one push, by the name in its mark; empty where the CLR does not count.</summary>
    /// <param name="errors">What the CLR wrote beside the program's output: each mark with the count so far.</param>
    public static IReadOnlyDictionary<string, double> Counts(string errors)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        long before = 0;
        long empty = 0;
        foreach (string line in errors.Split('\n').Where(l => l.StartsWith("@IL ", StringComparison.Ordinal)))
        {
            int at = line.LastIndexOf(' ');
            string name = line[4..at];
            long count = long.Parse(line[at..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            if (name == "empty mark")
            {
                empty = count - before;
            }
            else if (name != "start")
            {
                int runs = name.StartsWith("push", StringComparison.Ordinal) ? Benchmark.Program.CountedPushes : Benchmark.Program.CountedRuns;
                counts[name] = (double)(count - before - empty) / runs;
            }

            before = count;
        }

        return counts;
    }

    private static async Task<(string Output, string Errors)> RunAsync(NanoFramework nanoFramework, string statement)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nanobatch-benchmark-");
        try
        {
            string platform = await File.ReadAllTextAsync(Path.Combine(Golden.Root, Device));
            string start = $"public static class Start {{ public static void Main() {{ {statement} }} }}";
            return await nanoFramework.RunAsync(folder.FullName, [(Device, platform), ("Start.cs", start)], s_assemblies);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
