using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary><c>abs(e)</c>.</summary>
public sealed record AbsExpression(Expression Operand, TextSpan Span) : Expression(Span);
