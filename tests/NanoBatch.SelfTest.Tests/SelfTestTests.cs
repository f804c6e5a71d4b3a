using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.SelfTest.Tests;

/// <summary>The self-test passes, and writes the same lines on .NET and on nanoCLR.</summary>
[TestClass]
public sealed class SelfTestTests
{
    private const string Approved = "tests/Golden/selftest.txt";

    private static readonly System.Threading.Lock s_console = new();

    public TestContext TestContext { get; set; } = null!;

    private static readonly (string, string)[] Assemblies =
        [("NanoBatch.Protocol", "shared-protocol"), ("NanoBatch.Runtime", "firmware/Runtime"), ("NanoBatch.SelfTest", "firmware/SelfTest")];

    [TestMethod]
    public void Every_case_passes()
    {
        string output = RunHere(Program.Main);
        string[] lines = output.TrimEnd('\n').Split('\n');
        foreach (string line in lines)
        {
            Assert.DoesNotStartWith("BAD", line);
        }

        Assert.EndsWith(" passed, 0 failed", lines[^1]);
        Assert.IsGreaterThan(900, int.Parse(lines[^1].Split(' ')[0], CultureInfo.InvariantCulture), "cases");
    }

    [TestMethod]
    public void The_output_is_the_approved_one() => Golden.Check(Approved, RunHere(Program.Main));

    [TestMethod]
    public async Task The_output_is_the_same_on_nanoCLR()
    {
        NanoFramework nanoFramework = NanoFramework.Require();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nanobatch-selftest-");
        try
        {
            (string output, _) = await nanoFramework.RunAsync(folder.FullName, "NanoBatch.SelfTest.Program.Main", Assemblies);
            Assert.AreEqual(RunHere(Program.Main), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A full store: 96 KB of ledger, 64 KB of history, four rings to fill. The budget is a million IL instructions.</summary>
    [TestMethod]
    public void Recovery_of_a_full_store_reads_little()
    {
        string[] lines = RunHere(RecoveryCost.Run).TrimEnd('\n').Split('\n');
        TestContext.WriteLine(string.Join('\n', lines));
        int figure(string name) => int.Parse(lines.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture);
        Assert.IsGreaterThan(80 * 1024, figure("ledger bytes "));
        Assert.IsGreaterThan(56 * 1024, figure("history bytes "));
        Assert.AreEqual(1, figure("jobs "));
        Assert.HasCount(4, lines.Where(line => line == "slots 1440"));

        // docs/RELIABILITY.md has the instructions that nanoCLR counted.
        Assert.IsLessThan(48 * 1024, figure("bytes read "));
        Assert.IsLessThan(80, figure("reads "), "each opens a file");
    }

    [TestMethod]
    public async Task Recovery_of_a_full_store_is_the_same_on_nanoCLR()
    {
        NanoFramework nanoFramework = NanoFramework.Require();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nanobatch-recovery-");
        try
        {
            (string output, string errors) = await nanoFramework.RunAsync(folder.FullName, "NanoBatch.SelfTest.RecoveryCost.Run", Assemblies);
            TestContext.WriteLine(errors);
            Assert.AreEqual(RunHere(RecoveryCost.Run), output);
            string[] marks = [.. errors.Split('\n').Where(line => line.StartsWith("@IL ", StringComparison.Ordinal))];
            long[] counts = [.. marks.Select(line => long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))];
            if (counts.Length == 0)
            {
                Assert.Inconclusive("this nanoCLR does not count its instructions; the output is the same");
            }

            Assert.IsLessThanOrEqualTo(800_000, counts[^1] - counts[0]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string RunHere(Action run)
    {
        lock (s_console)
        {
            TextWriter before = Console.Out;
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            Console.SetOut(output);
            try
            {
                run();
            }
            finally
            {
                Console.SetOut(before);
            }

            return output.ToString().ReplaceLineEndings("\n");
        }
    }
}
