using System;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <summary>A message with its place worked out: the members of one element of <c>check --json</c>, in its order.</summary>
/// <param name="File">Path as given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Length">Characters that the message is about; 0 where something is missing.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">One thing to try, or null.</param>
public sealed record LocatedDiagnostic(
    string File, int Line, int Column, int Length, string Severity, string Code, string Message, string? Hint)
{
    /// <summary>Places a message in its source.</summary>
    public static LocatedDiagnostic From(SourceText source, Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostic);
        LinePosition place = source.GetPosition(diagnostic.Span.Start);
        string severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return new LocatedDiagnostic(
            source.Path,
            place.Line,
            place.Column,
            source.CountCharacters(diagnostic.Span),
            severity,
            diagnostic.Code,
            diagnostic.Message,
            diagnostic.Hint);
    }
}
