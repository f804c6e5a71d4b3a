using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.Rendering;
using NanoBatch.Language.Lexing;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Replaying;

/// <summary>A board's own past.</summary>
/// <param name="profile">The board as it describes itself.</param>
/// <param name="history">Its readings.</param>
/// <param name="nowMs">The board's clock when they were read, milliseconds since 1970; readings up to then are among them.</param>
/// <param name="period">What of it was asked for.</param>
/// <param name="firstResultMs">The end of the first window that a package, by its digest, reported on the board, or null.</param>
internal sealed class BoardHistorySource(
    BoardProfile profile, BoardHistory history, long nowMs, ReplayPeriod period, Func<string, long?> firstResultMs) : IReplaySource
{
    private const string Remedy = "replay a recording instead, with --data and --board, or let the board sample it this way for a while";

    /// <inheritdoc/>
    public BoardProfile Profile => profile;

    /// <inheritdoc/>
    public (long FirstMs, long LastMs) PeriodOf(IReadOnlyList<LoadedJob> jobs)
    {
        long firstMs = jobs.Min(FirstMsOf);
        long lastMs = jobs.Min(LastMsOf);
        return firstMs <= lastMs
            ? period.Within($"the history of {profile.Id}", firstMs, lastMs)
            : throw CliFailure.OfFile(jobs[0].Path, "the channels of the two versions were never sampled at one time", Remedy);
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
        long firstMs = SeriesOf(job).Values.Min(series => series.FirstMs);
        return history.IsFromTheBeginning ? Math.Min(firstMs, firstResultMs(job.Digest) ?? firstMs) : firstMs;
    }

    /// <summary>Until when the board's memory reaches: up to now, but no further than to the last reading of a job that is long gone.</summary>
    private long LastMsOf(LoadedJob job)
    {
        Dictionary<string, RawSeries> all = SeriesOf(job);
        long endMs = all.Values.Max(series => series.EndMs);
        return nowMs - endMs > (long)HistoryBlock.SlotsMax * all.Values.Max(series => series.PeriodMs) ? endMs - 1 : Math.Max(nowMs, all.Values.Max(series => series.LastMs));
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
