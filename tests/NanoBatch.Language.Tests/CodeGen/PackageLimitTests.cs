using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Disassembly;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.CodeGen;

/// <summary>Each limit of a package at the limit and one past it, and what is said then.</summary>
[TestClass]
public sealed class PackageLimitTests
{
    private const string Head = "sample a every 1m\nevery 1h ";

    /// <summary>A job of a wanted size: alerts for the coarse part, the job's name for the last bytes.</summary>
    private static string JobOf(int bytes, bool strip, string alert = "")
    {
        for (int terms = 1; ; terms++)
        {
            string body = Head + $"report mean(a)\n{alert}" + string.Concat(Enumerable.Range(0, terms).Chunk(40).Select((chunk, i) =>
                $"alert a{i} when {string.Join(" and ", chunk.Select(term => $"mean(a) > {term + 1000}.5"))}\n"));
            int missing = bytes - SizeOf("job j\n" + body, strip);
            if (missing < 32)
            {
                Assert.IsGreaterThanOrEqualTo(0, missing);
                return $"job {new string('j', 1 + missing)}\n{body}";
            }
        }
    }

    /// <summary>Size of a package whether it fits or not.</summary>
    private static int SizeOf(string text, bool strip)
    {
        CompileOutcome outcome = Compiled.Outcome(text, strip);
        return outcome.Package?.Length ?? int.Parse(outcome.Diagnostics[0].Message.Split(' ')[3], CultureInfo.InvariantCulture);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_package_has_1024_bytes_and_no_more(bool strip)
    {
        CompileOutcome fits = Compiled.Outcome(JobOf(1024, strip), strip);
        Assert.AreEqual(1024, fits.Package?.Length);
        Assert.IsEmpty(fits.Diagnostics);

        string text = JobOf(1025, strip);
        CompileOutcome over = Compiled.Outcome(text, strip);
        Assert.IsNull(over.Package);
        Diagnostic found = over.Diagnostics.Single();
        Assert.AreEqual("JOB301", found.Code);
        Assert.AreEqual("the package has 1025 bytes, and at most 1024 are allowed", found.Message);
        Assert.AreEqual(strip ? "split the job; without names it still has 1025 bytes" : $"--strip leaves out field and alert names: {SizeOf(text, true)} bytes", found.Hint);
        Assert.AreEqual(0, found.Span.Start, "the job's header");
    }

    [TestMethod]
    public void A_job_that_only_just_fits_gives_up_a_shared_pass_for_a_byte()
    {
        const string alert = "alert peak when max(a) > 1\n";
        string full = JobOf(1024, true, alert);
        Assert.AreEqual(1024, SizeOf(full, true));
        Assert.Contains("scan a: mean, max\n", Disassembler.List(Compiled.Package(full)));

        string longer = full.Replace("job j", "job jj", StringComparison.Ordinal);
        Assert.AreEqual(1024, SizeOf(longer, true));
        Assert.Contains("scan a: max\n", Disassembler.List(Compiled.Package(longer)));
        Assert.AreEqual(1025, SizeOf(longer.Replace("job j", "job jj", StringComparison.Ordinal), true));
    }

    [TestMethod]
    public void A_job_far_too_large_says_how_large()
    {
        string alerts = string.Concat(Enumerable.Range(0, 16).Select(i => $"alert a{i} when {string.Join(" and ", Enumerable.Range(0, 40).Select(t => $"mean(a) > {t}.25"))}\n"));
        string text = "job j\nsample a every 1m\n" + string.Concat(Enumerable.Range(0, 16).Select(_ => "every 1h\n" + alerts));
        Assert.IsGreaterThan(16 * 16 * 40 * 5, SizeOf(text, true));
    }

    [TestMethod]
    [DataRow(128, null)]
    [DataRow(129, "JOB302")]
    public void A_task_computes_1152_values(int scalars, string? code)
    {
        var text = new StringBuilder("job j\nsample a every 1m\nevery 1h report ");
        text.AppendJoin(", ", Enumerable.Range(0, 32).Select(i => $"h{i} = hist(a, {i - 32}, 100, 32)"));
        IEnumerable<string> values = Enumerable.Range(0, scalars).Select(i => i < 99 ? $"p{i + 1}(a)" : $"p{i - 98}(a in 0..5)");
        text.AppendJoin("", values.Chunk(60).Select((chunk, i) => $"\nalert a{i} when {string.Join(" + ", chunk)} > 1"));
        CompileOutcome outcome = Compiled.Outcome(text.ToString(), true);
        Assert.AreEqual(code, outcome.Diagnostics.SingleOrDefault()?.Code, outcome.Diagnostics.SingleOrDefault()?.Message);
        Assert.AreEqual(code is null ? 1152 : null, outcome.Parsed?.Tasks[0].ValueCount);
    }

    [TestMethod]
    [DataRow(31, null)]
    [DataRow(32, "JOB303")]
    public void A_condition_after_until_is_31_deep(int depth, string? code)
    {
        string nested = string.Join(" - (", Enumerable.Repeat("max(a)", depth - 1)) + new string(')', depth - 2);
        string text = $"job j\nsample a every 1m\nevery 1h alert x when mean(a) > 1 until 1 < {nested}";
        CompileOutcome outcome = Compiled.Outcome(text, true);
        Assert.AreEqual(code, outcome.Diagnostics.SingleOrDefault()?.Code, text);
        Assert.AreEqual(code is null, outcome.Package is not null);
    }

    [TestMethod]
    public void Sixteen_of_everything_compile()
    {
        string fields = string.Join(", ", Enumerable.Range(1, 16).SelectMany(i => new[] { $"mean(c{i})", $"max(c{i})" }));
        string alerts = string.Concat(Enumerable.Range(1, 16).Select(i => $"\nalert a{i} when mean(c{i}) > {i}"));
        string text = "job j\nsample c1..c16 every 1m\n" + string.Concat(Enumerable.Repeat($"every 1h report {fields}\n", 15)) + $"every 1h report {fields}{alerts}";
        JobPackage package = Compiled.Package(text);
        Assert.AreEqual(16, package.ChannelCount);
        Assert.AreEqual(16, package.TaskCount);
        Assert.AreEqual(32, package.Tasks[15].FieldCount);
        Assert.AreEqual(16, package.Tasks[15].AlertCount);
        Assert.AreEqual(5, package.Tasks[0].CodeLength, "each c1..c16: mean, max; report.all");
    }

    [TestMethod]
    [DataRow(32, 1, false)]
    [DataRow(33, 2, false)]
    [DataRow(64, 2, false)]
    [DataRow(65, 3, true)]
    [DataRow(100, 4, true)]
    public void Scans_of_more_than_32_items_are_parted(int values, int scans, bool loadsBeyond63)
    {
        string text = "job j\nsample a every 1m\nevery 1h\n" + string.Concat(Enumerable.Range(0, values).Chunk(40).Select((chunk, i) =>
            $"alert a{i} when {string.Join(" + ", chunk.Select(v => $"quantile(a, 0.{v + 100})"))} > 1\n"));
        JobPackage package = Compiled.Package(text);
        string listing = Disassembler.List(package);
        Assert.AreEqual(values, package.Tasks[0].ValueCount);
        Assert.HasCount(scans + 1, listing.Split("  scan a: "), listing);
        Assert.AreEqual(loadsBeyond63, listing.Contains("load 64 = ", StringComparison.Ordinal), listing);
    }

    [TestMethod]
    public void A_default_name_longer_than_32_is_kept_where_another_field_took_it_first()
    {
        string channel = new('c', 32);
        string text = $"job j\nsample {channel} every 1m\nevery 1h report a = crossings({channel}, 5), crossings({channel}, 5), crossings_x = crossings({channel}, 6)";
        JobPackage named = Compiled.Package(text, false);
        CollectionAssert.AreEqual(new[] { "a", "crossings_" + channel, "crossings_x" }, new PackageNames(named).FieldsOf(0));
        CollectionAssert.AreEqual(new[] { "crossings_" + channel, "t1f2", "t1f3" }, new PackageNames(Compiled.Package(text)).FieldsOf(0));
    }

    [TestMethod]
    [DataRow(2896, null)]
    [DataRow(2895, "JOB304")]
    public void Samples_fit_the_memory_of_the_board(int arenaBytes, string? code)
    {
        var source = SourceText.FromString("x.job", "job x\nsample a every 1m keep 1d\non demand report median(a)");
        var capacity = new BoardCapacity(arenaBytes, new HashSet<string>());
        CompileOutcome outcome = JobBuild.Build(source, null, true, capacity);
        Diagnostic? found = outcome.Diagnostics.SingleOrDefault();
        Assert.AreEqual(code, found?.Code);
        Assert.AreEqual(code is null, outcome.Package is not null);
        Assert.AreEqual(code is null ? null : "the samples of this job take 2896 bytes, and the board has 2895 for all its jobs", found?.Message);
    }

    [TestMethod]
    public void The_catalogue_has_every_code_of_the_generator()
        => CollectionAssert.AreEqual(new[] { "JOB301", "JOB302", "JOB303", "JOB304" }, PackageDiagnostics.Catalogue.Select(row => row.Code).ToArray());
}
