using System.Numerics;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>How often a task runs: the measure of what a run may cost.</summary>
internal static class RunRate
{
    private const double DayMs = 86_400_000;

    /// <summary>Runs a day, averaged over the schedule's own cycle; 0 for on demand.</summary>
    public static double PerDay(TaskModel task)
    {
        ScheduleModel schedule = task.Schedule;
        return PerDay(new TaskPlan
        {
            Schedule = schedule.Kind,
            PeriodMs = schedule.PeriodMs,
            WeekdayMask = schedule.DaysOfWeek,
            CronMasks = schedule.Cron is { } cron ? [cron.Minutes, cron.Hours, cron.DaysOfMonth, cron.Months, cron.DaysOfWeek] : [],
            CronDaysAreEither = schedule.Cron is { IsDayOfMonthRestricted: true, IsDayOfWeekRestricted: true },
            AfterSamples = schedule.Samples,
            SharedPeriodMs = task.Channels.Count > 0 ? task.Channels[0].PeriodMs : 0,
        });
    }

    /// <summary>The same for a verified task.</summary>
    public static double PerDay(TaskPlan task) => task.Schedule switch
    {
        ScheduleKind.Every => DayMs / task.PeriodMs,
        ScheduleKind.Daily => 1,
        ScheduleKind.Weekly => BitOperations.PopCount((uint)task.WeekdayMask) / 7.0,
        ScheduleKind.Cron => CronRuns.PerDay(task.CronMasks, task.CronDaysAreEither),
        ScheduleKind.AfterSamples => DayMs / ((double)task.AfterSamples * task.SharedPeriodMs),
        _ => 0,
    };
}
