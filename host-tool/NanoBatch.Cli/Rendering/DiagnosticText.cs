using System;
using System.Collections.Generic;
using System.IO;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;

namespace NanoBatch.Cli.Rendering;

/// <summary>Diagnostics of jobs for people: as the language prints them, with colour on a terminal.</summary>
internal static class DiagnosticText
{
    private const int LinesBeforeCarets = 3;

    /// <summary>Writes messages with a blank line between two.</summary>
    public static void Write(TextWriter output, Ink ink, SourceText source, IEnumerable<Diagnostic> diagnostics)
    {
        bool isFirst = true;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (!isFirst)
            {
                output.WriteLine();
            }

            isFirst = false;
            WriteOne(output, ink, source, diagnostic);
        }
    }

    private static void WriteOne(TextWriter output, Ink ink, SourceText source, Diagnostic diagnostic)
    {
        string[] lines = DiagnosticPrinter.Print(source, diagnostic).TrimEnd('\n').Split('\n');
        bool isError = diagnostic.Severity == DiagnosticSeverity.Error;
        string label = $" {(isError ? "error" : "warning")} {diagnostic.Code}:";
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (i == 0)
            {
                int at = line.IndexOf(label, StringComparison.Ordinal);
                line = at < 0 ? line : $"{line[..at]}{(isError ? ink.Error(label) : ink.Warning(label))}{ink.Strong(line[(at + label.Length)..])}";
            }
            else if (i == LinesBeforeCarets)
            {
                line = isError ? ink.Error(line) : ink.Warning(line);
            }

            output.WriteLine(line);
        }
    }
}
