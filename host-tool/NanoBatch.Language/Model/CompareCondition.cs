using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A comparison of two values; false where either is null, <c>!=</c> included.</summary>
public sealed record CompareCondition(CompareOperator Operator, Expression Left, Expression Right, TextSpan Span) : Condition(Span);
