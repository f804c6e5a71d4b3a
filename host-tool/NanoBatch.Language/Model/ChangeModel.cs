using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary><c>on change by X [or every D]</c>.</summary>
/// <param name="By">Least difference that counts as a change, at least 0.</param>
/// <param name="OrEveryMs">Longest silence, above 0; null without one.</param>
/// <param name="Span">The clause.</param>
public sealed record ChangeModel(DecimalNumber By, long? OrEveryMs, TextSpan Span);
