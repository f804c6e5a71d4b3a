using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>One sampled channel of a job.</summary>
public sealed record ChannelModel
{
    /// <summary>Channel name of the board profile, at most 32 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Place in <see cref="JobModel.Channels"/>, 0..15.</summary>
    public required int Index { get; init; }

    /// <summary>100..86 400 000 ms, a multiple of 100.</summary>
    public required int PeriodMs { get; init; }

    /// <summary>Readings per sample, 1..64.</summary>
    public required int Burst { get; init; }

    /// <summary><see cref="BurstReducer.None"/> where the job names no burst; a burst of 1 keeps the reducer that was written.</summary>
    public required BurstReducer BurstReducer { get; init; }

    /// <summary>The explicit <c>keep</c>, rounded up to whole slots, 1..65 535; null without one.</summary>
    public required int? KeepSlots { get; init; }

    /// <summary>Slots of the ring: the longer of <c>keep</c> and the longest window that reads the channel, 1 440 with neither; 1..65 535.</summary>
    public int RingSlots { get; internal set; }

    /// <summary>Readings outside count as gaps; null accepts every count.</summary>
    public required ValueRange? Valid { get; init; }

    /// <summary>Unit that the job's quantities demand of this channel, <c>raw</c> included; null where no quantity needs one.</summary>
    public string? Unit { get; internal set; }

    /// <summary>The name in its <c>sample</c> statement, or the channel range that yields it.</summary>
    public required TextSpan Span { get; init; }
}
