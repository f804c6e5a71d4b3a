namespace NanoBatch.Language.Diagnostics;

/// <summary>Whether a package can be made in spite of the message.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The job compiles; the message says what looks unintended.</summary>
    Warning,

    /// <summary>No model, no package.</summary>
    Error,
}
