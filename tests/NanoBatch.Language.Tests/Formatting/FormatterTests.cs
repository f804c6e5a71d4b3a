using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Formatting;
using NanoBatch.Language.Text;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.Formatting;

[TestClass]
public sealed class FormatterTests
{
    [TestMethod]
    public void The_page_s_example_is_canonical() => Assert.AreEqual(GeneratedJob.SectionOne, Format(GeneratedJob.SectionOne));

    [TestMethod]
    [DataRow("job x sample a every 1s every 1m report mean(a)", "job x\n\nsample a every 1s\n\nevery 1m\n    report mean(a)\n", DisplayName = "groups part")]
    [DataRow("job x\nsample a every 1s\n\n\n\nsample b every 1s\nsample c every 1s", "job x\n\nsample a every 1s\n\nsample b every 1s\nsample c every 1s\n",
        DisplayName = "one blank line within a group is kept")]
    [DataRow("job x\nzone  -  03:00\nlet y=-5*( 2+- 3 )", "job x\n\nzone -03:00\n\nlet y = -5 * (2 + -3)\n", DisplayName = "signs and operators")]
    [DataRow("job x\nlet y = mean (a)>22% and not( abs ( max(a) )in - 5 .. 5% )", "job x\n\nlet y = mean(a) > 22 % and not (abs(max(a)) in -5..5 %)\n",
        DisplayName = "calls, ranges, units")]
    [DataRow("job x\nlet y = slope(a) > 5 %/h\nlet z = 5 %/2 /h", "job x\n\nlet y = slope(a) > 5 %/h\nlet z = 5 % / 2 / h\n", DisplayName = "percent per hour stays whole")]
    [DataRow("job x\n# above\nsample a every 1s # behind\n# below\n\nlet y = 1", "job x\n\n# above\nsample a every 1s  # behind\n# below\n\nlet y = 1\n",
        DisplayName = "comments stay with their statement")]
    [DataRow("job x\nevery 1m # due\n# before\nreport mean(a), # first\n max(a) # second\n    # last\n# next\non demand report mean(a)",
        "job x\n\nevery 1m  # due\n    # before\n    report mean(a),  # first\n        max(a)  # second\n    # last\n\n# next\non demand\n    report mean(a)\n",
        DisplayName = "comments within a task")]
    [DataRow("# licence\n\n# what it does\njob x\n\n# end", "# licence\n\n# what it does\njob x\n\n# end\n", DisplayName = "comments around everything")]
    [DataRow("\uFEFFjob x\r\n\r\n\tsample a every 1s\r\n", "job x\n\nsample a every 1s\n", DisplayName = "BOM, CR LF, tabs")]
    [DataRow("job x every 1m report a=mean(a),b=max(a) when a>1 on change by 1 % or every 1h alert l when a in 0..5 for 2 runs until a>1",
        "job x\n\nevery 1m\n    report a = mean(a), b = max(a) when a > 1 on change by 1 % or every 1h\n    alert l when a in 0..5 for 2 runs until a > 1\n",
        DisplayName = "every clause")]
    [DataRow("job x cron  \"0  6 * * *\"  over 10 samples  report p9( b )", "job x\n\ncron \"0  6 * * *\" over 10 samples\n    report p9(b)\n",
        DisplayName = "texts stay as they are")]
    public void Layout_is_canonical(string job, string expected) => Assert.AreEqual(expected, Format(job));

    [TestMethod]
    public void Long_lines_break_at_commas()
    {
        string job = "job x\n\nevery 1m\n    report " + string.Join(", ", Enumerable.Range(1, 30).Select(i => $"p{i}(soil1)")) + "\n";
        string[] lines = Format(job).Split('\n');
        Assert.IsTrue(lines.All(line => line.Length <= 120));
        Assert.IsTrue(lines.Count(line => line.StartsWith("        p", StringComparison.Ordinal)) >= 3);
        Assert.AreEqual(Format(job), Format(Format(job)));
    }

    [TestMethod]
    [DataRow("sample a every 1s")]
    [DataRow("job x\nevery 1m report mean(a")]
    [DataRow("job x @")]
    public void A_file_with_errors_of_syntax_is_left_alone(string job) => Assert.IsNull(JobFormatter.Format(SourceText.FromString("x.job", job)));

    [TestMethod]
    public void Formatting_keeps_meaning_and_comments_and_is_idempotent()
    {
        int seed = Seeds.Next();
        for (int round = 0; round < 500; round++)
        {
            string label = $"seed {seed} round {round}";
            string job = GeneratedJob.Text(unchecked((seed * 7919) + round));
            string formatted = Format(job);
            Assert.AreEqual(formatted, Format(formatted), $"{label}: idempotent\n{job}");
            Assert.AreEqual(Meaning(job), Meaning(formatted), $"{label}: meaning\n{job}");
            Assert.AreEqual(Comments(job), Comments(formatted), $"{label}: comments\n{job}");
            Assert.IsTrue(formatted.Split('\n').All(line => line == line.TrimEnd()), label);
        }
    }

    private static string Format(string job) => JobFormatter.Format(SourceText.FromString("x.job", job)) ?? throw new AssertFailedException("does not parse:\n" + job);

    private static string Meaning(string job)
    {
        SourceText source = SourceText.FromString("x.job", job);
        AnalysisResult result = JobCompiler.Analyze(source);
        Assert.IsNotNull(result.Model, job + "\n" + DiagnosticPrinter.Print(source, result.Diagnostics));
        return ModelText.Of(result.Model);
    }

    private static string Comments(string job)
        => string.Join('\n', job.ReplaceLineEndings("\n").Split('\n').Where(line => line.Contains('#', StringComparison.Ordinal)).Select(line =>
            line[line.IndexOf('#', StringComparison.Ordinal)..].Trim()));
}
