namespace NanoBatch.Language.Diagnostics;

/// <summary>What the handbook says about one code.</summary>
/// <param name="Code">Stable code; a retired one is never given to another mistake.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Title">The mistake in a few words.</param>
/// <param name="Example">A job, or the part of one that matters, which has the mistake.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Title, string Example, string Remedy);
