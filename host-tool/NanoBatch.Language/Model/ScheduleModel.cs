using NanoBatch.Language.Text;
using ScheduleKind = NanoBatch.Protocol.ScheduleKind;

namespace NanoBatch.Language.Model;

/// <summary>A task's schedule; only the members of its <see cref="Kind"/> carry a value, the others are 0 or null.</summary>
public sealed record ScheduleModel
{
    public required ScheduleKind Kind { get; init; }

    /// <summary><see cref="ScheduleKind.Every"/>: 1 ms..366 d.</summary>
    public long PeriodMs { get; init; }

    /// <summary><see cref="ScheduleKind.Every"/>: longest delay, below the period; the board drops what is no whole second; 0 without <c>spread</c>.</summary>
    public long SpreadMs { get; init; }

    /// <summary><see cref="ScheduleKind.Daily"/>, <see cref="ScheduleKind.Weekly"/>: minute of the day, 0..1 439, in the job's zone.</summary>
    public int MinuteOfDay { get; init; }

    /// <summary><see cref="ScheduleKind.Weekly"/>: bit 0 is Sunday … bit 6 Saturday, as in <see cref="CronModel.DaysOfWeek"/>; never 0.</summary>
    public byte DaysOfWeek { get; init; }

    /// <summary><see cref="ScheduleKind.Cron"/>: the five fields.</summary>
    public CronModel? Cron { get; init; }

    /// <summary><see cref="ScheduleKind.AfterSamples"/>: sampling instants between runs, 1..65 535.</summary>
    public int Samples { get; init; }

    /// <summary>The schedule clause.</summary>
    public required TextSpan Span { get; init; }
}
