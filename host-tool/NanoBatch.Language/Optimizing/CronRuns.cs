using System;
using System.Numerics;

namespace NanoBatch.Language.Optimizing;

/// <summary>Counts the runs of a cron schedule.</summary>
internal static class CronRuns
{
    /// <summary>Leap years and weekdays repeat after so many years, as long as no century year without a leap day comes between: until 2100.</summary>
    private const int CycleYears = 28;

    /// <summary>Runs a day, averaged over a whole calendar cycle, leap days and weekdays included.</summary>
    /// <param name="masks">Minute, hour, day of month, month, day of week, bit v for value v.</param>
    /// <param name="eitherDay">True where one matching day field is enough.</param>
    public static double PerDay(ReadOnlySpan<ulong> masks, bool eitherDay)
    {
        var day = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        DateTime end = day.AddYears(CycleYears);
        int matching = 0;
        int days = 0;
        for (; day < end; day = day.AddDays(1), days++)
        {
            bool isMonth = (masks[3] >> day.Month & 1) != 0;
            bool isDay = (masks[2] >> day.Day & 1) != 0;
            bool isWeekday = (masks[4] >> (int)day.DayOfWeek & 1) != 0;
            matching += isMonth && (eitherDay ? isDay || isWeekday : isDay && isWeekday) ? 1 : 0;
        }

        return (double)matching / days * BitOperations.PopCount(masks[0]) * BitOperations.PopCount(masks[1]);
    }
}
