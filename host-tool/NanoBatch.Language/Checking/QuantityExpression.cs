using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary>A number with a unit whose company is not yet known; <see cref="UnitResolver"/> leaves none behind.</summary>
internal sealed record QuantityExpression(DecimalNumber Value, string Unit, TextSpan UnitSpan, TextSpan Span) : Expression(Span);
