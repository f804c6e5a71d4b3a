using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using BenchmarkDotNet.Running;
using NanoBatch.SelfTest.Tests;

namespace NanoBatch.Benchmarks;

/// <summary>W1 to W3 with BenchmarkDotNet; with <c>--check</c> it only proves that all versions of a job agree.</summary>
/// <remarks><c>--nanoclr</c> and <c>--soak</c> run the device's programs on nanoCLR, <c>--device-programs</c> the same two on .NET.</remarks>
internal static class Program
{
    private const int SoakCycles = 100_000;

    private static async Task<int> Main(string[] args)
    {
        if (args.Contains("--nanoclr") || args.Contains("--soak"))
        {
            return await OnNanoClrAsync(args.Contains("--soak"));
        }

        if (args.Contains("--device-programs"))
        {
            var platform = new HostPlatform();
            return Benchmark.Program.Measure(platform) & Benchmark.Soak.Run(platform, SoakCycles, SoakCycles / 10) ? 0 : 1;
        }

        foreach (Workload workload in new[] { Workload.W1, Workload.W2, Workload.W3 })
        {
            if (!Agrees(workload))
            {
                return 1;
            }
        }

        if (!args.Contains("--check"))
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
        }

        return 0;
    }

    private static async Task<int> OnNanoClrAsync(bool soak)
    {
        if (NanoFramework.Find(out string reason) is not { } found)
        {
            await Console.Error.WriteLineAsync(reason);
            return 2;
        }

        found.TimeLimit = TimeSpan.FromHours(2);
        found.HeapBytes = soak ? NanoClrPrograms.BoardHeapBytes : 0;
        (string output, string errors) = soak
            ? await NanoClrPrograms.SoakAsync(found, SoakCycles, SoakCycles / 10)
            : await NanoClrPrograms.BenchmarkAsync(found, true);
        Console.Write(output);
        foreach ((string name, double count) in NanoClrPrograms.Counts(errors))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"instructions {name} {count:F1}"));
        }

        return output.Contains("BAD", StringComparison.Ordinal) || (soak && !output.Contains("growth 0 bytes", StringComparison.Ordinal)) ? 1 : 0;
    }

    private static bool Agrees(Workload workload)
    {
        var tuned = new Tuned();
        var board = new BoardBench(workload);
        var summaries = new BoardBench(workload, true);
        var plainRings = new BoardBench(workload, false);
        board.Run();
        summaries.Run();
        plainRings.Run();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{workload.Name}: program {board.ProgramBytes} bytes, package {board.Package.Length} bytes stripped, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"steps {board.StepsUsed} of at most {board.WorstCaseSteps} (plain rings {plainRings.StepsUsed}, summaries {summaries.StepsUsed})"));
        for (int c = 0; c < workload.ChannelCount; c++)
        {
            (ushort[] ring, int oldest) = workload.RingOf(c, workload.Name switch { "W1" => 4096, "W2" => 1536, _ => 1024 });
            (double a, double b, int n) = (workload.A[c], workload.B[c], workload.Window);
            (double[] first, double[] second) = workload.Name switch
            {
                "W1" => (Plain.W1(ring, oldest, n, a, b), tuned.W1(ring, oldest, n, a, b)),
                "W2" => (Plain.W2(ring, oldest, n, a, b), tuned.W2(ring, oldest, n, a, b)),
                _ => (Plain.W3(ring, oldest, n, a, b), tuned.W3(ring, oldest, n, a, b)),
            };
            for (int i = 0; i < first.Length; i++)
            {
                int slot = workload.Name == "W2" ? (i * workload.ChannelCount) + c : i;
                double[] all = [first[i], second[i], board.Values[slot], summaries.Values[slot], plainRings.Values[slot]];
                if (all.Any(v => Math.Abs(v - first[i]) > Math.Max(1e-9, 2e-5 * Math.Abs(first[i]))))
                {
                    string values = string.Join(" ", all.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name} channel {c} value {i} differs: {values}"));
                    return false;
                }
            }
        }

        return true;
    }
}
