using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary><c>e in LO..HI unit</c> before its unit is settled; <see cref="UnitResolver"/> leaves none behind.</summary>
internal sealed record QuantityRangeCondition(Expression Operand, ValueRange Range, string Unit, TextSpan UnitSpan, TextSpan Span) : Condition(Span);
