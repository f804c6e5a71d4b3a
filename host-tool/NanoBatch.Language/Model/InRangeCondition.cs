using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary><c>e in LO..HI</c>, both ends included; false where the value is null.</summary>
/// <param name="Operand">The value.</param>
/// <param name="Range">The range; raw only with a <paramref name="RawChannel"/>.</param>
/// <param name="RawChannel">
/// The channel whose calibration turns a raw range into values, null for a range in units. A falling calibration swaps the calibrated ends.
/// </param>
public sealed record InRangeCondition(Expression Operand, ValueRange Range, ChannelModel? RawChannel, TextSpan Span) : Condition(Span);
