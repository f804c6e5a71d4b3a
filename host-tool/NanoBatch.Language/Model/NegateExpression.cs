using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>Unary minus; never over a constant, which carries its own sign.</summary>
public sealed record NegateExpression(Expression Operand, TextSpan Span) : Expression(Span);
