using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>Arithmetic on two values.</summary>
public sealed record BinaryExpression(ArithmeticOperator Operator, Expression Left, Expression Right, TextSpan Span) : Expression(Span);
