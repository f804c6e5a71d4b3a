using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A constant argument of an aggregate.</summary>
/// <param name="Value">As written, signed.</param>
/// <param name="IsRaw">True: ADC counts of the series' one channel; it stands for their calibrated value. Only over a plain channel.</param>
/// <param name="Span">The number with its unit.</param>
/// <remarks>A falling calibration turns <c>lo raw, hi raw</c> of a histogram round: the lower calibrated value is its lower end.</remarks>
public sealed record AggregateArgument(DecimalNumber Value, bool IsRaw, TextSpan Span);
