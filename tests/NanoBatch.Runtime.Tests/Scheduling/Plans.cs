using System;
using System.Globalization;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.Scheduling;

/// <summary>Schedules as the verifier leaves them, from short text: <c>every 15m</c>, <c>daily 06:00</c>, <c>weekly mon,fri 06:00</c>, <c>cron 0 6 * * 1</c>.</summary>
internal static class Plans
{
    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static TaskPlan Of(string text)
    {
        string[] words = text.Split(' ');
        var plan = new TaskPlan { Schedule = Enum.Parse<ScheduleKind>(words[0], ignoreCase: true) };
        switch (plan.Schedule)
        {
            case ScheduleKind.Every:
                plan.PeriodMs = Duration(words[1]);
                break;
            case ScheduleKind.Daily:
                plan.MinuteOfDay = MinuteOfDay(words[1]);
                break;
            case ScheduleKind.Weekly:
                foreach (string day in words[1].Split(','))
                {
                    plan.WeekdayMask |= 1 << Array.IndexOf(s_days, day);
                }

                plan.MinuteOfDay = MinuteOfDay(words[2]);
                break;
            case ScheduleKind.Cron:
                plan.CronMasks = new ulong[CronField.Count];
                for (int field = 0; field < CronField.Count; field++)
                {
                    plan.CronMasks[field] = Mask(words[field + 1], field);
                }

                plan.CronDaysAreEither = words[3][0] != '*' && words[5][0] != '*';
                break;
        }

        return plan;
    }

    public static long Ms(string utc) =>
        DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    private static long Duration(string text)
    {
        string digits = text.TrimEnd('m', 's', 'h', 'd');
        long unit = text[digits.Length..] switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, _ => 86_400_000 };
        return long.Parse(digits, CultureInfo.InvariantCulture) * unit;
    }

    private static int MinuteOfDay(string text) => (int)TimeSpan.Parse(text, CultureInfo.InvariantCulture).TotalMinutes;

    private static ulong Mask(string text, int field)
    {
        ulong mask = 0;
        foreach (string part in text.Split(','))
        {
            string[] step = part.Split('/');
            string[] ends = step[0] == "*" ? [] : step[0].Split('-');
            int first = ends.Length == 0 ? CronField.FirstOf(field) : int.Parse(ends[0], CultureInfo.InvariantCulture);
            int last = ends.Length == 0 ? CronField.LastOf(field) : int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (int v = first; v <= last; v += step.Length > 1 ? int.Parse(step[1], CultureInfo.InvariantCulture) : 1)
            {
                mask |= 1UL << v;
            }
        }

        return mask;
    }
}
