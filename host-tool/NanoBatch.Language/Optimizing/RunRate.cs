using System.Numerics;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>How often a task runs: the measure of what a run may cost.</summary>
internal static class RunRate
{
    private const double DayMs = 86_400_000;

    /// <summary>Runs a day at most, as an average over the schedule's own cycle; 0 for on demand.</summary>
    /// <param name="task">A checked task; <c>after</c> needs a channel, whose period it counts.</param>
    public static double PerDay(TaskModel task)
    {
        ScheduleModel schedule = task.Schedule;
        return schedule.Kind switch
        {
            ScheduleKind.Every => DayMs / schedule.PeriodMs,
            ScheduleKind.Daily => 1,
            ScheduleKind.Weekly => BitOperations.PopCount(schedule.DaysOfWeek) / 7.0,
            ScheduleKind.Cron => CronRate(schedule.Cron!),
            ScheduleKind.AfterSamples => task.Channels.Count == 0 ? 0 : DayMs / ((double)schedule.Samples * task.Channels[0].PeriodMs),
            _ => 0,
        };
    }

    private static double CronRate(CronModel cron) => CronRuns.PerDay(
        [cron.Minutes, cron.Hours, cron.DaysOfMonth, cron.Months, cron.DaysOfWeek], cron.IsDayOfMonthRestricted && cron.IsDayOfWeekRestricted);
}
