using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A range of values, both ends included; <see cref="Low"/> is below <see cref="High"/>.</summary>
/// <param name="Low">Lower end as written.</param>
/// <param name="High">Upper end as written.</param>
/// <param name="IsRaw">
/// True: compared in ADC counts, so a falling calibration does not swap the ends. False: in the channel's unit (which may itself be raw).
/// </param>
/// <param name="Span">The range with its unit.</param>
public sealed record ValueRange(DecimalNumber Low, DecimalNumber High, bool IsRaw, TextSpan Span);
