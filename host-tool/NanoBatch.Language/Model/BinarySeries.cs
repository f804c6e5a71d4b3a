using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>Arithmetic sample by sample; a division by zero makes that instant null, that is, not valid.</summary>
public sealed record BinarySeries(ArithmeticOperator Operator, Series Left, Series Right, TextSpan Span) : Series(Span);
