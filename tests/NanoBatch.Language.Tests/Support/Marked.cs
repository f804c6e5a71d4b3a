using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Checking;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;

namespace NanoBatch.Tests.Support;

/// <summary>Job text in which <c>[</c> and <c>]</c> stand around each span that a message must have; the language has no brackets.</summary>
internal static class Marked
{
    /// <summary>Calibrated soil channels in %, a temperature in °C, an uncalibrated level.</summary>
    public static readonly BoardChannels Board = new(
        "field-7",
        [
            new BoardChannel("soil1", "%", true), new BoardChannel("soil2", "%", true), new BoardChannel("temp", "°C", true),
            new BoardChannel("level", "raw", false),
        ]);

    /// <summary>Checks that a job has exactly the marked messages, in source order.</summary>
    /// <param name="codes">Codes in the order of the marks, parted by blanks; empty for a job without messages.</param>
    public static IReadOnlyList<Diagnostic> Check(string codes, string marked, BoardChannels? board = null)
    {
        (string text, List<TextSpan> spans) = Split(marked);
        SourceText source = SourceText.FromString("test.job", text);
        AnalysisResult result = JobCompiler.Analyze(source, board);
        string printed = DiagnosticPrinter.Print(source, result.Diagnostics);

        string expected = string.Join("\n", codes.Split(' ', System.StringSplitOptions.RemoveEmptyEntries).Zip(spans, (code, span) => $"{code} {span.Start}+{span.Length}"));
        string actual = string.Join("\n", result.Diagnostics.Select(found => $"{found.Code} {found.Span.Start}+{found.Span.Length}"));
        Assert.AreEqual(expected, actual, $"{marked}\n\n{printed}");
        bool hasErrors = result.Diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual(hasErrors, result.HasErrors, printed);
        Assert.AreEqual(!hasErrors, result.Model != null, printed);
        return result.Diagnostics;
    }

    private static (string Text, List<TextSpan> Spans) Split(string marked)
    {
        var text = new StringBuilder();
        var spans = new List<TextSpan>();
        var open = new Stack<int>();
        foreach (char c in marked)
        {
            if (c == '[')
            {
                open.Push(text.Length);
            }
            else if (c == ']')
            {
                int start = open.Pop();
                spans.Add(new TextSpan(start, text.Length - start));
            }
            else
            {
                text.Append(c);
            }
        }

        return (text.ToString(), spans.OrderBy(span => span.Start).ToList());
    }
}
