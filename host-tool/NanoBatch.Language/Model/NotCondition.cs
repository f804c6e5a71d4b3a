using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>True when its operand is not; so it is true over a comparison with null.</summary>
public sealed record NotCondition(Condition Operand, TextSpan Span) : Condition(Span);
