using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary>A quantity that says what a channel is measured in.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Unit">Its unit as the quantity has it.</param>
/// <param name="Alternative">The channel's unit if <paramref name="Unit"/> is that unit per hour or times hours; null otherwise.</param>
/// <param name="Span">The written unit.</param>
internal sealed record UnitDemand(ChannelModel Channel, string Unit, string? Alternative, TextSpan Span);
