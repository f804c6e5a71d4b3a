using System.Collections.Generic;
using System.Linq;
using System.Text;
using NanoBatch.Language;
using NanoBatch.Language.Checking;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;

namespace NanoBatch.Tests.Docs;

/// <summary>Writes <c>docs/diagnostics.g.md</c> from the two catalogues; the screens are what the compiler says about the examples.</summary>
internal static class DiagnosticPage
{
    private static readonly BoardChannels s_board = new("field-7", [.. Enumerable.Range(1, 4).Select(i => new BoardChannel($"soil{i}", "%", true))]);

    public static IEnumerable<DiagnosticDescriptor> Rows => DiagnosticCatalogue.All.Concat(PackageDiagnostics.Catalogue);

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# Messages about jobs\n\n");
        text.Append("Generated from `DiagnosticCatalogue` and `PackageDiagnostics`; `UPDATE_GOLDEN=1` rewrites it. A code never changes its meaning, and a\n");
        text.Append("retired one is not used again; the words may change. An error leaves no package, a warning does not stop anything.\n");
        foreach (DiagnosticDescriptor row in Rows)
        {
            string warning = row.Severity == DiagnosticSeverity.Warning ? " (warning)" : "";
            text.Append($"\n## {row.Code}: {row.Title}{warning}\n\n{row.Remedy}\n\n```text\n{ScreenOf(row)}```\n");
        }

        return text.ToString();
    }

    /// <summary>What the compiler says about the example; the example itself where it is only described.</summary>
    private static string ScreenOf(DiagnosticDescriptor row)
    {
        bool isAboutTheBoard = row.Code is "JOB155" or "JOB160";
        SourceText source = SourceText.FromString("x.job", row.Example);
        IReadOnlyList<Diagnostic> found = JobCompiler.Analyze(source, isAboutTheBoard ? s_board : null).Diagnostics;
        return found.Count == 1 && found[0].Code == row.Code ? DiagnosticPrinter.Print(source, found) : row.Example + "\n";
    }
}
