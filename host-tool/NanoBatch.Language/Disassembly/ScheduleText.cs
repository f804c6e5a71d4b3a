using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NanoBatch.Language.Lexing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>Schedules, windows and zones in the words of the language.</summary>
public static class ScheduleText
{
    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary><c>every 15m</c>, <c>weekly on mon, thu at 06:00</c>, <c>cron "0 6 * * *"</c>.</summary>
    public static string Of(TaskPlan task)
    {
        ArgumentNullException.ThrowIfNull(task);
        switch (task.Schedule)
        {
            case ScheduleKind.Every:
                string spread = task.SpreadMs > 0 ? $" spread {Durations.Format(task.SpreadMs)}" : "";
                return $"every {Durations.Format(task.PeriodMs)}{spread}";
            case ScheduleKind.Daily:
                return $"daily at {TimeOfDay(task.MinuteOfDay)}";
            case ScheduleKind.Weekly:
                // Monday first, as a week is read.
                IEnumerable<string> days = Enumerable.Range(1, 7).Where(d => (task.WeekdayMask >> (d % 7) & 1) != 0).Select(d => s_days[d % 7]);
                return $"weekly on {string.Join(", ", days)} at {TimeOfDay(task.MinuteOfDay)}";
            case ScheduleKind.Cron:
                return $"cron \"{CronText.Of(task.CronMasks, task.CronDaysAreEither)}\"";
            case ScheduleKind.AfterSamples:
                return string.Create(CultureInfo.InvariantCulture, $"after {task.AfterSamples} samples");
            default:
                return "on demand";
        }
    }

    /// <summary><c>over 6h</c>, <c>over 60 samples</c>, <c>over all that is kept</c>.</summary>
    public static string WindowOf(TaskPlan task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Window switch
        {
            WindowKind.Duration => $"over {Durations.Format(task.WindowLength)}",
            WindowKind.Samples => string.Create(CultureInfo.InvariantCulture, $"over {task.WindowLength} samples"),
            _ => "over all that is kept",
        };
    }

    /// <summary><c>utc</c>, <c>+05:30</c>.</summary>
    public static string ZoneOf(int zoneMinutes)
        => zoneMinutes == 0 ? "utc" : (zoneMinutes < 0 ? "-" : "+") + TimeOfDay(Math.Abs(zoneMinutes));

    private static string TimeOfDay(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
