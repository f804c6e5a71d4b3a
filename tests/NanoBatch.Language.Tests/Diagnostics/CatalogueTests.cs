using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.Diagnostics;

/// <summary>Every code of the catalogue has a job that gives it, and that message alone, as an approved text.</summary>
[TestClass]
public sealed class CatalogueTests
{
    private const string Head = "job x\nsample a every 10s\n";

    /// <summary>Jobs that are too long, or no text at all, to be an example in a handbook.</summary>
    private static readonly Dictionary<string, Func<byte[]>> s_cases = new()
    {
        ["JOB100"] = () => [.. "job x # caf"u8, 0xE9, .. "\nsample a every 10s\nevery 1m report mean(a)\n"u8],
        ["JOB101"] = () => new byte[SourceText.MaxBytes + 1],
        ["JOB111"] = () => Utf8(Head + $"every 1m report y = {new string('(', 65)}mean(a){new string(')', 65)}"),
        ["JOB159"] = () => Utf8(Head + $"every 1m report y = {string.Join(" + ", Enumerable.Repeat("mean(a)", 501))}"),
        ["JOB162"] = () => Utf8(Head + string.Concat(Enumerable.Repeat("every 1m report mean(a)\n", 17))),
        ["JOB188"] = () => Utf8(Head + "every 1m\n" + string.Concat(Enumerable.Range(1, 17).Select(i => $"    alert a{i} when mean(a) > {i}\n"))),
        ["JOB189"] = () => Utf8(Head + $"every 1m report y = mean({string.Join(" + ", Enumerable.Repeat("a", 17))})"),
        ["JOB199"] = () => Utf8(Head + string.Concat(Enumerable.Range(1, 102).Select(i => $"let l{i} = q{i}\n"))),
    };

    public static IEnumerable<object[]> Codes => DiagnosticCatalogue.All.Select(row => new object[] { row.Code });

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Each_code_has_a_job_that_gives_it_alone(string code)
    {
        DiagnosticDescriptor row = DiagnosticCatalogue.Find(code);
        byte[] bytes = s_cases.TryGetValue(code, out Func<byte[]>? make) ? make() : Utf8(row.Example);
        SourceText source = SourceText.FromBytes(code + ".job", bytes);
        bool needsBoard = code is "JOB155" or "JOB160";
        AnalysisResult result = JobCompiler.Analyze(source, needsBoard ? Marked.Board : null);

        string printed = DiagnosticPrinter.Print(source, result.Diagnostics.TakeLast(1).ToList());
        Assert.AreEqual(code, result.Diagnostics[^1].Code, printed);
        Assert.HasCount(code == "JOB199" ? 101 : 1, result.Diagnostics, DiagnosticPrinter.Print(source, result.Diagnostics));
        Assert.AreEqual(row.Severity, result.Diagnostics[^1].Severity);
        Golden.Check($"tests/Golden/diagnostics/{code}.txt", printed);
    }

    [TestMethod]
    public void Codes_rise_and_every_row_says_something()
    {
        string[] codes = DiagnosticCatalogue.All.Select(row => row.Code).ToArray();
        CollectionAssert.AreEqual(codes.Order(StringComparer.Ordinal).Distinct().ToArray(), codes);
        foreach (DiagnosticDescriptor row in DiagnosticCatalogue.All)
        {
            Assert.IsTrue(row.Title.Length > 0 && row.Example.Length > 0 && row.Remedy.EndsWith('.'), row.Code);
        }
    }

    [TestMethod]
    public void The_catalogue_matches_its_approved_text()
    {
        var text = new StringBuilder();
        foreach (DiagnosticDescriptor row in DiagnosticCatalogue.All)
        {
            text.Append($"{row.Code} {row.Severity.ToString().ToLowerInvariant()}: {row.Title}. {row.Remedy}\n");
        }

        Golden.Check("tests/Golden/diagnostics/catalogue.txt", text.ToString());
    }

    [TestMethod]
    [DataRow(100, 100, DisplayName = "at the cap")]
    [DataRow(101, 101, DisplayName = "one past it, which is the note")]
    [DataRow(5000, 101, DisplayName = "far past it")]
    public void A_hundred_messages_are_shown_and_a_note(int mistakes, int shown)
    {
        string text = Head + string.Concat(Enumerable.Range(1, mistakes).Select(i => $"let l{i} = q{i}\n"));
        AnalysisResult result = JobCompiler.Analyze(SourceText.FromString("x.job", text));
        Assert.HasCount(shown, result.Diagnostics);
        Assert.AreEqual(mistakes > 100, result.Diagnostics[^1].Code == "JOB199");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
