using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <summary>One message about a job.</summary>
/// <param name="Code">Stable code such as <c>JOB102</c>; <see cref="DiagnosticCatalogue"/> describes each.</param>
/// <param name="Severity">Error or warning, as the catalogue says.</param>
/// <param name="Span">The exact text that is wrong; empty where something is missing.</param>
/// <param name="Message">What is wrong, in the user's words.</param>
/// <param name="Hint">One thing to try, or null.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, TextSpan Span, string Message, string? Hint);
