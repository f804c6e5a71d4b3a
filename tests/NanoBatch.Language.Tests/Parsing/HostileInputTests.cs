using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Formatting;
using NanoBatch.Language.Text;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.Parsing;

/// <summary>No bytes make the front end throw, hang or overflow its stack.</summary>
[TestClass]
public sealed class HostileInputTests
{
    private static readonly string[] s_words =
    [
        "job", "x", "version", "sample", "a", "a1", "a9", "every", "10s", "1h30m", "burst", "5", "mean", "median", "keep", "samples", "valid", "0",
        "..", "60", "%", "raw", "kPa", "m3/m3", "zone", "utc", "+", "-", "05:30", "let", "=", "over", "needs", "spread", "daily", "at", "weekly",
        "on", "mon", ",", "cron", "\"0 6 * * *\"", "\"", "after", "demand", "report", "when", "change", "by", "or", "alert", "for", "runs",
        "until", "and", "not", "in", "(", ")", "<", "==", "p90", "p0", "hist", "corr", "abs", "*", "/", "#c\n", "\n", "\t", "1e99", "!", "é", "\0",
    ];

    [TestMethod]
    public void Random_lexemes_never_throw()
    {
        int seed = Seeds.Next();
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++)
        {
            var text = new StringBuilder(round % 2 == 0 ? "job x\nsample a1..a3 every 10s\n" : "");
            int count = random.Next(1, 60);
            for (int i = 0; i < count; i++)
            {
                text.Append(s_words[random.Next(s_words.Length)]).Append(random.Next(5) == 0 ? "" : random.Next(6) == 0 ? "\n" : " ");
            }

            CheckTotal(Encoding.UTF8.GetBytes(text.ToString()), $"seed {seed} round {round}");
        }
    }

    [TestMethod]
    public void Random_bytes_never_throw()
    {
        int seed = Seeds.Next();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            CheckTotal(bytes, $"seed {seed} round {round}");
        }
    }

    [TestMethod]
    public void Every_truncation_and_every_lost_character_is_survived()
    {
        string job = GeneratedJob.SectionOne;
        for (int i = 0; i <= job.Length; i++)
        {
            CheckTotal(Encoding.UTF8.GetBytes(job[..i]), $"cut at {i}");
            CheckTotal(Encoding.UTF8.GetBytes(i < job.Length ? job.Remove(i, 1) : job), $"without {i}");
        }
    }

    [TestMethod]
    [DataRow("(", DisplayName = "parentheses")]
    [DataRow("-", DisplayName = "signs")]
    [DataRow("not ", DisplayName = "not")]
    [DataRow("mean(", DisplayName = "calls")]
    [DataRow("mean(1 2, ", DisplayName = "broken calls")]
    [DataRow("1 + ", DisplayName = "a long sum")]
    [DataRow("a and ", DisplayName = "a long conjunction")]
    [DataRow("a < ", DisplayName = "a long chain")]
    [DataRow("q, ", DisplayName = "a long list")]
    [DataRow("\nlet a1 = a1 ", DisplayName = "lets")]
    [DataRow("\nalert z when q ", DisplayName = "alerts")]
    [DataRow("\nsample a1..a999999999 every 1s ", DisplayName = "long ranges")]
    [DataRow("@ ", DisplayName = "unexpected characters")]
    [DataRow("\n", DisplayName = "blank lines")]
    [DataRow("# c\n", DisplayName = "comments")]
    [DataRow("9", DisplayName = "one long number")]
    [DataRow("z", DisplayName = "one long name")]
    public void A_quarter_of_a_megabyte_of_one_thing_is_read_in_no_time(string piece)
    {
        const string head = "job x\nsample a every 1s\nevery 1m report y = ";
        int count = (SourceText.MaxBytes - head.Length) / piece.Length;
        long before = Stopwatch.GetTimestamp();
        CheckTotal(Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(piece, count))), piece);
        Assert.IsLessThan(20, Stopwatch.GetElapsedTime(before).TotalSeconds, "grows faster than the file");
    }

    [TestMethod]
    public void Ten_megabytes_are_refused_unread()
    {
        SourceText source = SourceText.FromBytes("big.job", new byte[10_000_000]);
        Assert.AreEqual(string.Empty, source.Text);
        AnalysisResult result = JobCompiler.Analyze(source);
        Assert.AreEqual("JOB101", result.Diagnostics.Single().Code);
        Assert.IsNull(result.Model);
    }

    [TestMethod]
    [DataRow(new byte[] { 0xFF }, DisplayName = "no lead byte")]
    [DataRow(new byte[] { 0xC3 }, DisplayName = "cut short")]
    [DataRow(new byte[] { 0xED, 0xA0, 0x80 }, DisplayName = "surrogate")]
    [DataRow(new byte[] { 0xC0, 0x80 }, DisplayName = "overlong zero")]
    [DataRow(new byte[] { 0xF5, 0x80, 0x80, 0x80 }, DisplayName = "beyond Unicode")]
    public void Broken_utf8_is_one_message_at_its_place(byte[] broken)
    {
        byte[] bytes = [.. "job x\nsample a every 10s # "u8, .. broken, .. "\nevery 1m report mean(a)"u8];
        SourceText source = SourceText.FromBytes("x.job", bytes);
        Diagnostic found = JobCompiler.Analyze(source).Diagnostics.Single();
        Assert.AreEqual("JOB100", found.Code);
        Assert.AreEqual(new LinePosition(2, 22), source.GetPosition(found.Span.Start));
    }

    [TestMethod]
    [DataRow("\r\n", DisplayName = "CR LF")]
    [DataRow("\r", DisplayName = "CR")]
    [DataRow("\n\n", DisplayName = "blank lines")]
    [DataRow("\t\n", DisplayName = "tabs")]
    [DataRow(" ", DisplayName = "one line")]
    public void Line_ends_carry_no_meaning(string lineEnd)
    {
        string job = string.Join('\n', GeneratedJob.SectionOne.Split('\n').Where(line => !line.StartsWith('#')));
        AnalysisResult plain = JobCompiler.Analyze(SourceText.FromString("x.job", job));
        AnalysisResult changed = JobCompiler.Analyze(SourceText.FromString("x.job", "\uFEFF" + job.Replace("\n", lineEnd, StringComparison.Ordinal)));
        Assert.AreEqual(ModelText.Of(plain.Model!), ModelText.Of(changed.Model!));
    }

    private static void CheckTotal(byte[] bytes, string label)
    {
        SourceText source = SourceText.FromBytes("x.job", bytes);
        AnalysisResult result = JobCompiler.Analyze(source);
        Assert.AreEqual(result.HasErrors, result.Model == null, label);
        Assert.IsLessThanOrEqualTo(101, result.Diagnostics.Count, label);
        int last = 0;
        foreach (Diagnostic found in result.Diagnostics)
        {
            Assert.IsTrue(found.Span.Start >= last || found.Code == "JOB199", $"{label}: source order");
            Assert.IsLessThanOrEqualTo(source.Text.Length, found.Span.End, label);
            last = found.Span.Start;
        }

        Assert.IsNotNull(DiagnosticPrinter.Print(source, result.Diagnostics), label);
        string? formatted = JobFormatter.Format(source);
        Assert.IsTrue(formatted != null || result.HasErrors, label);
    }
}
