using System;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Running;

namespace NanoBatch.Benchmarks;

/// <summary><c>dotnet run -c Release --project tests/NanoBatch.Benchmarks</c>; with <c>--check</c> it only proves that all versions of a job agree.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Console.WriteLine(Convert.ToHexString(Compile.Stripped("soak", SoakJob.Text).Package!));
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
