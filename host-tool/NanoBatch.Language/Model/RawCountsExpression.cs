using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary><c>350 raw</c> beside an aggregate of one channel: that channel's calibration applied to the count (DECISIONS 37).</summary>
/// <param name="Counts">ADC counts as written; not limited to 0..4095, a calibration continues its outer segments.</param>
/// <param name="Channel">Whose calibration; without one the value is the count itself.</param>
public sealed record RawCountsExpression(DecimalNumber Counts, ChannelModel Channel, TextSpan Span) : Expression(Span);
