using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A constant, in the channel's unit where it meets one.</summary>
public sealed record NumberExpression(DecimalNumber Value, TextSpan Span) : Expression(Span);
