using System.Collections.Generic;
using NanoBatch.Cli.Jobs;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Replaying;

/// <summary>A past to replay, and the board that it belongs to.</summary>
internal interface IReplaySource
{
    /// <summary>The board.</summary>
    BoardProfile Profile { get; }

    /// <summary>First and last instant of a replay of these jobs, both included, milliseconds since 1970.</summary>
    /// <exception cref="CliFailure">The past does not hold what one of them samples, or nothing of the period that was asked for.</exception>
    (long FirstMs, long LastMs) PeriodOf(IReadOnlyList<LoadedJob> jobs);

    /// <summary>What the board's inputs saw, as far as a job asks for it.</summary>
    /// <exception cref="CliFailure">The past does not hold what it samples.</exception>
    ISignal SignalOf(LoadedJob job);
}
