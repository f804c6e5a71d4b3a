using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.Rendering;
using NanoBatch.Language.Lexing;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Replaying;

/// <summary>A board's own past.</summary>
/// <param name="profile">The board as it describes itself.</param>
/// <param name="history">Its readings.</param>
/// <param name="period">What of it was asked for.</param>
/// <param name="firstResultMs">Given package digest and the earliest and latest instant: the end of the first window that this package reported there, or null.</param>
internal sealed class BoardHistorySource(
    BoardProfile profile, BoardHistory history, ReplayPeriod period, Func<string, long, long, long?> firstResultMs) : IReplaySource
{
    private const string Remedy = "replay a recording instead, with --data and --board, or let the board sample it this way for a while";

    /// <inheritdoc/>
    public BoardProfile Profile => profile;

    /// <inheritdoc/>
    public (long FirstMs, long LastMs) PeriodOf(IReadOnlyList<LoadedJob> jobs)
    {
        long firstMs = jobs.Min(FirstMsOf);

        // Readings go to the history together: where the first channel ends, the others only have no further instant yet.
        long lastMs = jobs.Min(job => SeriesOf(job).Values.Min(series => series.EndMs)) - 1;
        return firstMs <= lastMs
            ? period.Within($"the history of {profile.Id}", firstMs, lastMs)
            : throw CliFailure.OfFile(jobs[0].Path, $"{profile.Id} never had the readings of all its channels at one time", Remedy);
    }

    /// <inheritdoc/>
    public ISignal SignalOf(LoadedJob job) => new HistorySignal(profile, SeriesOf(job));

    private Dictionary<string, RawSeries> SeriesOf(LoadedJob job)
    {
        if (history.Keys.Count == 0)
        {
            throw CliFailure.Of(ExitCode.FileErrors, $"{profile.Id} has no history of raw readings in that time", NoHistoryHelp());
        }

        return job.Parsed.Channels.Take(job.Parsed.ChannelCount).ToDictionary(
            plan => plan.Name, plan => history.Find(plan.Name, plan.PeriodMs, plan.Burst, plan.BurstIsMedian) ?? throw NotCovered(job, plan));
    }

    /// <summary>A job's first reading, or its first report where the board made one before: a replay that begins there numbers them as the board did.</summary>
    private long FirstMsOf(LoadedJob job)
    {
        Dictionary<string, RawSeries> all = SeriesOf(job);
        long firstMs = all.Values.Min(series => series.FirstMs);

        // A channel is sampled from the first instant after the job's activation on, so that one lies less than a period before.
        long activeFromMs = all.Values.Max(series => series.FirstMs - series.PeriodMs) + 1;
        return activeFromMs < firstMs ? firstResultMs(job.Digest, activeFromMs, firstMs) ?? firstMs : firstMs;
    }

    private string NoHistoryHelp() => history.UndatedCount > 0
        ? $"its {Words.Count(history.UndatedCount, "block")} of readings come from boots that never knew the time: set its clock, or replay a recording with --data and --board"
        : "a board keeps one while a job samples, and writes it every half hour; try later, ask for more with --last, or replay a recording with --data and --board";

    private CliFailure NotCovered(LoadedJob job, ChannelPlan plan)
    {
        string[] others = [.. history.Keys.Where(key => key.Channel == plan.Name).Select(key => Sampled(key.PeriodMs, key.Burst, key.IsMedian))];
        string has = others.Length == 0 ? "no reading of it at all" : string.Join(" and ", others);
        return CliFailure.OfFile(
            job.Path, $"the job samples {plan.Name} {Sampled(plan.PeriodMs, plan.Burst, plan.BurstIsMedian)}, and the history of {profile.Id} has {has}", Remedy);
    }

    private static string Sampled(int periodMs, int burst, bool isMedian) => $"every {Durations.Format(periodMs)}"
        + (burst == 1 ? "" : FormattableString.Invariant($" burst {burst} {(isMedian ? "median" : "mean")}"));
}
