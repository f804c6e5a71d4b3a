using System;
using System.Globalization;
using System.IO;
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

    [TestMethod]
    public void Every_case_passes()
    {
        string output = RunHere();
        string[] lines = output.TrimEnd('\n').Split('\n');
        foreach (string line in lines)
        {
            Assert.DoesNotStartWith("BAD", line);
        }

        Assert.EndsWith(" passed, 0 failed", lines[^1]);
        Assert.IsGreaterThan(900, int.Parse(lines[^1].Split(' ')[0], CultureInfo.InvariantCulture), "cases");
    }

    [TestMethod]
    public void The_output_is_the_approved_one() => Golden.Check(Approved, RunHere());

    [TestMethod]
    public async Task The_output_is_the_same_on_nanoCLR()
    {
        NanoFramework nanoFramework = NanoFramework.Require();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nanobatch-selftest-");
        try
        {
            string output = await nanoFramework.RunAsync(
                folder.FullName, ("NanoBatch.Protocol", "shared-protocol"), ("NanoBatch.Runtime", "firmware/Runtime"), ("NanoBatch.SelfTest", "firmware/SelfTest"));
            Assert.AreEqual(RunHere(), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string RunHere()
    {
        lock (s_console)
        {
            TextWriter before = Console.Out;
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            Console.SetOut(output);
            try
            {
                Program.Main();
            }
            finally
            {
                Console.SetOut(before);
            }

            return output.ToString().ReplaceLineEndings("\n");
        }
    }
}
