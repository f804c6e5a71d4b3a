using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;

namespace NanoBatch.Tests.Diagnostics;

[TestClass]
public sealed class PrinterTests
{
    [TestMethod]
    public void The_page_s_example_is_printed_to_the_letter()
    {
        const string job = """
            job irrigation

            sample soil1..soil4 every 30s


            every 15m over 6h
                report mean(soil1..soil4), p10(soill), p90(soil1)
            """;
        Assert.AreEqual(
            """
            irrigation.job:7:36: error JOB102: unknown channel 'soill'
              |
            7 |     report mean(soil1..soil4), p10(soill), p90(soil1)
              |                                    ^^^^^
              = hint: did you mean 'soil1'? it is sampled at line 3

            """,
            Print("irrigation.job", job));
    }

    [TestMethod]
    [DataRow("job x\nsample a every 10s\n\tevery\t1m report mean(b)",
        "x.job:3:23: error JOB102: unknown channel 'b'\n  |\n3 | \tevery\t1m report mean(b)\n  | \t     \t               ^\n", DisplayName = "tabs stay tabs")]
    [DataRow("job x # 🌱\nsample a every 10s every 1m report mean(b) # 🌱", "x.job:2:41: error JOB102", DisplayName = "a code point outside the BMP is one character")]
    [DataRow("# 🌱 \u0007\njob x\nsample a every 10s every 1m report mean(b)", "x.job:3:41: error JOB102", DisplayName = "lines are counted over any characters")]
    [DataRow("job x\r\nsample a every 10s\r\nevery 1m report mean(b)\r\n", "x.job:3:22: error JOB102: unknown channel 'b'\n  |\n3 | every 1m report mean(b)\n",
        DisplayName = "CR LF")]
    [DataRow("job x\rsample a every 10s\revery 1m report mean(b)\r", "x.job:3:22: error JOB102: unknown channel 'b'\n  |\n3 | every 1m report mean(b)\n",
        DisplayName = "a lone CR ends a line")]
    [DataRow("\uFEFFjob x\nsample a every 10s every 1m report mean(b)", "x.job:2:41: error", DisplayName = "a byte order mark is no character")]
    [DataRow("job x\nsample a every 10s\n\n\n\n\n\n\n\nevery 1m report mean(b)",
        "x.job:10:22: error JOB102: unknown channel 'b'\n   |\n10 | every 1m report mean(b)\n   |                      ^\n   = hint", DisplayName = "the gutter widens")]
    [DataRow("", "x.job:1:1: error JOB113: the file does not say which job it is\n  |\n1 |\n  | ^\n", DisplayName = "empty file")]
    public void Places_are_counted_as_a_person_does(string job, string expectedStart)
    {
        string printed = Print("x.job", job);
        Assert.StartsWith(expectedStart, printed, printed);
    }

    [TestMethod]
    public void Every_independent_mistake_of_a_file_is_told_in_source_order()
    {
        const string job = """
            job bad
            sample soil1..soil4 evry 30s burst 70 median keep 12h valid 60..0 %
            sample temp every 10s
            let drying = slope(soil1) < 0 and mean(soill) < 22 %
            every 15m over 6h needs 180 %
                report mean(soil1..soil4), p10(soil1) p90(soil1), max(temp) - min(temp), foo(temp)
                alert dry when dryng for 2 runs until mean(soil1) > 25 kPa
                alert dry when mean(soil1) > 25%
            daily at 6:00
                report low = min(soil1, high = max(soil1)
                alret x when min(temp) < 5
            weekly on mon, tuesday at 06:00
                report mean(temp) when temp > 3 on change by 5 or evry 5m
            cron "* * * *" report mean(temp)
            every 1h
            """;
        SourceText source = SourceText.FromString("bad.job", job);
        Golden.Check("tests/Golden/diagnostics/many-mistakes.txt", DiagnosticPrinter.Print(source, JobCompiler.Analyze(source).Diagnostics));
    }

    [TestMethod]
    [DataRow(0, 100, DisplayName = "at the start")]
    [DataRow(5000, 5000, DisplayName = "in the midst")]
    [DataRow(9000, 0, DisplayName = "at the end")]
    public void Of_a_long_line_the_part_around_the_mistake_is_shown(int before, int after)
    {
        string job = $"job x sample a every 10s {new string(' ', before)}every 1m report mean(b){new string(' ', after)} # the end";
        string[] lines = Print("x.job", job).Split('\n');
        Assert.IsLessThanOrEqualTo(210, lines[2].Length);
        Assert.AreEqual('b', lines[2][lines[3].IndexOf('^', System.StringComparison.Ordinal)]);
    }

    [TestMethod]
    public void Control_characters_never_reach_a_terminal()
        => Assert.DoesNotContain('\u001b', Print("x.job", "job x \u001b[2J\nsample a every 10s"));

    [TestMethod]
    public void A_located_message_has_what_check_json_prints()
    {
        SourceText source = SourceText.FromString("x.job", "job x\nsample temp every 10s\nevery 1m report mean(temq)");
        LocatedDiagnostic located = LocatedDiagnostic.From(source, JobCompiler.Analyze(source).Diagnostics.Single());
        Assert.AreEqual(
            new LocatedDiagnostic("x.job", 3, 22, 4, "error", "JOB102", "unknown channel 'temq'", "did you mean 'temp'? it is sampled at line 2"),
            located);
    }

    private static string Print(string path, string job)
    {
        SourceText source = SourceText.FromString(path, job);
        return DiagnosticPrinter.Print(source, JobCompiler.Analyze(source).Diagnostics.Take(1).ToList());
    }
}
