using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A constant within a series; a whole series has at least one channel.</summary>
public sealed record NumberSeries(DecimalNumber Value, TextSpan Span) : Series(Span);
