using NanoBatch.Language.Text;
using WindowKind = NanoBatch.Protocol.WindowKind;

namespace NanoBatch.Language.Model;

/// <summary>A task's window, the schedule's default resolved.</summary>
public sealed record WindowModel
{
    public required WindowKind Kind { get; init; }

    /// <summary><see cref="WindowKind.Duration"/>: a whole multiple of the period of each channel the task uses; 0 otherwise.</summary>
    public long DurationMs { get; init; }

    /// <summary><see cref="WindowKind.Samples"/>: 1..65 535; 0 otherwise.</summary>
    public int Samples { get; init; }

    /// <summary>True where the job has no <c>over</c> and the schedule gave the window.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>The <c>over</c> clause, or the schedule it comes from.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Slots of <paramref name="channel"/> that a full window spans; 0 for all that is kept.</summary>
    public int SlotsOf(ChannelModel channel) => Kind switch
    {
        WindowKind.Duration => (int)(DurationMs / channel.PeriodMs),
        WindowKind.Samples => Samples,
        _ => 0,
    };
}
