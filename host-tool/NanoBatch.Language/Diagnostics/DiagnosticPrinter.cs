using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <summary>Renders messages as a person reads them: place, code, words, the line, carets, hint (JOB-LANGUAGE.md section 10).</summary>
public static class DiagnosticPrinter
{
    /// <summary>Longest stretch of a line that is shown; of a longer line the part around the mistake.</summary>
    private const int MaxShown = 200;

    /// <summary>All messages, one blank line between two; empty for none. Lines end in LF.</summary>
    public static string Print(SourceText source, IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Print(source, diagnostic));
        }

        return text.ToString();
    }

    /// <summary>One message; every line ends in LF.</summary>
    public static string Print(SourceText source, Diagnostic diagnostic)
    {
        LocatedDiagnostic place = LocatedDiagnostic.From(source, diagnostic);
        string number = place.Line.ToString(CultureInfo.InvariantCulture);
        string margin = new(' ', number.Length);
        TextSpan whole = source.GetLineSpan(place.Line);
        TextSpan line = Around(whole, diagnostic.Span.Start);
        string before = line.Start > whole.Start ? "…" : "";
        string after = line.End < whole.End ? "…" : "";

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}:{place.Column}: {place.Severity} {place.Code}: {place.Message}\n");
        text.Append(margin).Append(" |\n");
        text.Append($"{number} | {before}{Visible(source.Slice(line))}{after}".TrimEnd()).Append('\n');
        text.Append(margin).Append(" | ").Append(' ', before.Length).Append(Carets(source, line, diagnostic.Span)).Append('\n');
        if (diagnostic.Hint != null)
        {
            text.Append(margin).Append(" = hint: ").Append(diagnostic.Hint).Append('\n');
        }

        return text.ToString();
    }

    private static TextSpan Around(TextSpan line, int offset)
    {
        if (line.Length <= MaxShown)
        {
            return line;
        }

        int start = Math.Clamp(offset - (MaxShown / 2), line.Start, line.End - MaxShown);
        return new TextSpan(start, MaxShown);
    }

    /// <summary>Blanks up to the span, tabs kept so that carets stand under it at any tab width; the first line of a longer span.</summary>
    private static string Carets(SourceText source, TextSpan line, TextSpan span)
    {
        int start = Math.Min(span.Start, line.End);
        var text = new StringBuilder();
        foreach (Rune rune in source.Slice(new TextSpan(line.Start, start - line.Start)).EnumerateRunes())
        {
            text.Append(rune.Value == '\t' ? '\t' : ' ');
        }

        int marked = source.CountCharacters(new TextSpan(start, Math.Min(span.End, line.End) - start));
        return text.Append('^', Math.Max(1, marked)).ToString();
    }

    /// <summary>Control characters would move a terminal's cursor, or worse.</summary>
    private static string Visible(string line)
    {
        var text = new StringBuilder(line.Length);
        foreach (char c in line)
        {
            text.Append(char.IsControl(c) && c != '\t' ? '\uFFFD' : c);
        }

        return text.ToString();
    }
}
