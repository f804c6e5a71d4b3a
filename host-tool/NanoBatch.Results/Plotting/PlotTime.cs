using System;
using System.Collections.Generic;

namespace NanoBatch.Results.Plotting;

/// <summary>The time axis: UTC, as the plotting library counts days, with ticks where a calendar has its lines.</summary>
internal static class PlotTime
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const int TicksMax = 9;
    private const int MonthsOfLongStep = 12;

    private static readonly long[] s_stepsMs =
    [
        100, 200, 500, Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute,
        30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 4 * Day, 7 * Day, 14 * Day,
    ];

    private static readonly int[] s_stepsMonths = [1, 2, 3, 6];

    /// <summary>Days since 1899-12-30, the library's zero.</summary>
    public static double Days(double utcMs) => (utcMs / Day) + DateTime.UnixEpoch.ToOADate();

    /// <summary>At most nine instants between two, evenly spaced or at the first of months, with their labels.</summary>
    public static IReadOnlyList<(double Days, string Label)> Ticks(double firstMs, double lastMs)
    {
        foreach (long step in s_stepsMs)
        {
            if ((lastMs - firstMs) / step <= TicksMax)
            {
                return Regular(firstMs, lastMs, step);
            }
        }

        return Months(firstMs, lastMs);
    }

    private static List<(double Days, string Label)> Regular(double firstMs, double lastMs, long stepMs)
    {
        var ticks = new List<(double, string)>();
        for (long ms = (long)Math.Ceiling(firstMs / stepMs) * stepMs; ms <= lastMs; ms += stepMs)
        {
            ticks.Add((Days(ms), Label(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime, stepMs)));
        }

        return ticks;
    }

    private static List<(double Days, string Label)> Months(double firstMs, double lastMs)
    {
        double months = (lastMs - firstMs) / (30.4 * Day);
        int step = Array.Find(s_stepsMonths, candidate => months / candidate <= TicksMax);
        if (step == 0)
        {
            step = MonthsOfLongStep * (int)Math.Ceiling(months / MonthsOfLongStep / TicksMax);
        }

        DateTime first = DateTimeOffset.FromUnixTimeMilliseconds((long)firstMs).UtcDateTime;
        int month = ((first.Year * 12) + first.Month - 1) / step * step;
        var ticks = new List<(double, string)>();
        for (; month / 12 <= 9999; month += step)
        {
            DateTime time = new(month / 12, (month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
            double ms = (time - DateTime.UnixEpoch).TotalMilliseconds;
            if (ms > lastMs)
            {
                break;
            }

            if (ms >= firstMs)
            {
                ticks.Add((Days(ms), FormattableString.Invariant($"{time:yyyy-MM}")));
            }
        }

        return ticks;
    }

    /// <summary>The date at midnight, else the time of day as finely as the steps need it.</summary>
    private static string Label(DateTime time, long stepMs) => stepMs switch
    {
        _ when time.TimeOfDay == TimeSpan.Zero => FormattableString.Invariant($"{time:yyyy-MM-dd}"),
        < Second => FormattableString.Invariant($"{time:HH:mm:ss.f}"),
        < Minute => FormattableString.Invariant($"{time:HH:mm:ss}"),
        _ => FormattableString.Invariant($"{time:HH:mm}"),
    };
}
