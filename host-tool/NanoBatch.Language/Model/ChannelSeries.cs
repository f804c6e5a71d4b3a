using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>The calibrated samples of one channel.</summary>
public sealed record ChannelSeries(ChannelModel Channel, TextSpan Span) : Series(Span);
