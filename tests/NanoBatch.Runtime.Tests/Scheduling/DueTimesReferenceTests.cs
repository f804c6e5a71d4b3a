using System;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.Scheduling;

/// <summary>Holds the due times against a walk over minutes with the platform's calendar.</summary>
[TestClass]
public sealed class DueTimesReferenceTests
{
    private const int Schedules = 400;
    private const int WalkMinutesMax = 3 * 366 * 1440;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Due_times_equal_a_walk_over_minutes()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("TEST_SEED") ?? "4711", CultureInfo.InvariantCulture);
        TestContext.WriteLine($"seed {seed}: replay with TEST_SEED={seed}");
        var random = new Random(seed);
        int found = 0;
        for (int i = 0; i < Schedules; i++)
        {
            TaskPlan plan = RandomPlan(random);
            int zone = random.Next(-56, 57) * 15;
            DateTime start = new DateTime(1960, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(150 * 525_949));
            long timeMs = new DateTimeOffset(start).ToUnixTimeMilliseconds();
            string what = $"seed {seed}, schedule {i} ({Describe(plan)}), zone {zone}, from {start:O}";
            found += Check(plan, zone, timeMs, start, 1, what) + Check(plan, zone, timeMs, start, -1, what);
        }

        Assert.IsGreaterThan(Schedules, found, "the walk finds a due time for most schedules");
    }

    [TestMethod]
    public void Dates_equal_the_platforms_calendar()
    {
        for (DateTime date = new(1583, 1, 1); date.Year < 2500; date = date.AddDays(1))
        {
            long days = (long)(date - DateTime.UnixEpoch).TotalDays;
            CivilDay.FromDays(days, out int year, out int month, out int day);
            bool isSame = year == date.Year && month == date.Month && day == date.Day && CivilDay.DaysOf(year, month, day) == days
                && CivilDay.WeekdayOf(days) == (int)date.DayOfWeek && CivilDay.DaysInMonth(year, month) == DateTime.DaysInMonth(year, month);
            Assert.IsTrue(isSame, $"{date:yyyy-MM-dd}: got {year}-{month}-{day}");
        }
    }

    [TestMethod]
    [DataRow(-1L, 1969, 12, 31, 3)]
    [DataRow(-719468L, 0, 3, 1, 3)]
    [DataRow(-719469L, 0, 2, 29, 2)]
    [DataRow(-719529L, -1, 12, 31, 5)]
    public void Dates_before_the_platforms_calendar(long days, int year, int month, int day, int weekday)
    {
        CivilDay.FromDays(days, out int y, out int m, out int d);
        Assert.AreEqual((year, month, day, weekday), (y, m, d, CivilDay.WeekdayOf(days)));
        Assert.AreEqual(days, CivilDay.DaysOf(year, month, day));
    }

    private static int Check(TaskPlan plan, int zone, long timeMs, DateTime start, int step, string what)
    {
        long actual = step > 0 ? DueTimes.AtOrAfter(plan, zone, 0, timeMs) : DueTimes.LatestAtOrBefore(plan, zone, 0, timeMs);
        DateTime local = start.AddMinutes(zone);
        for (int minute = 0; minute < WalkMinutesMax; minute++)
        {
            if (IsDue(plan, local))
            {
                Assert.AreEqual(timeMs + (minute * 60_000L * step), actual, $"{what}, step {step}");
                return 1;
            }

            local = local.AddMinutes(step);
        }

        long walked = timeMs + (WalkMinutesMax * 60_000L * step);
        Assert.IsTrue(step > 0 ? actual >= walked : actual <= walked, $"{what}, step {step}: got {actual}, walked past it");
        return 0;
    }

    private static bool IsDue(TaskPlan plan, DateTime local)
    {
        bool At(int field, int value) => (plan.CronMasks[field] & (1UL << value)) != 0;
        int minuteOfDay = (local.Hour * 60) + local.Minute;
        switch (plan.Schedule)
        {
            case ScheduleKind.Every:
                return (local - DateTime.UnixEpoch).Ticks % TimeSpan.FromMilliseconds(plan.PeriodMs).Ticks == 0;
            case ScheduleKind.Daily:
                return minuteOfDay == plan.MinuteOfDay;
            case ScheduleKind.Weekly:
                return minuteOfDay == plan.MinuteOfDay && (plan.WeekdayMask & (1 << (int)local.DayOfWeek)) != 0;
            default:
                if (!At(0, local.Minute) || !At(1, local.Hour) || !At(3, local.Month))
                {
                    return false;
                }

                bool byDate = At(2, local.Day);
                bool byWeekday = At(4, (int)local.DayOfWeek);
                return plan.CronDaysAreEither ? byDate || byWeekday : byDate && byWeekday;
        }
    }

    private static TaskPlan RandomPlan(Random random)
    {
        var plan = new TaskPlan { Schedule = (ScheduleKind)random.Next(4), MinuteOfDay = random.Next(1440), WeekdayMask = random.Next(1, 128) };
        plan.PeriodMs = 60_000L * random.Next(1, random.Next(2) == 0 ? 100 : 20_000);
        plan.CronMasks = new ulong[CronField.Count];
        for (int field = 0; field < CronField.Count; field++)
        {
            ulong full = CronField.FullMaskOf(field);
            plan.CronMasks[field] = random.Next(3) switch
            {
                0 => full,
                1 => 1UL << random.Next(CronField.FirstOf(field), CronField.LastOf(field) + 1),
                _ => RandomMask(random, field) & full,
            };
        }

        plan.CronDaysAreEither = random.Next(2) == 0;
        return plan;
    }

    private static ulong RandomMask(Random random, int field)
    {
        ulong mask = 1UL << CronField.LastOf(field);
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            mask |= 1UL << random.Next(CronField.FirstOf(field), CronField.LastOf(field) + 1);
        }

        return mask;
    }

    private static string Describe(TaskPlan plan) => plan.Schedule switch
    {
        ScheduleKind.Every => $"every {plan.PeriodMs} ms",
        ScheduleKind.Daily => $"daily minute {plan.MinuteOfDay}",
        ScheduleKind.Weekly => $"weekly {plan.WeekdayMask:X} minute {plan.MinuteOfDay}",
        _ => $"cron {string.Join(' ', plan.CronMasks.Select(m => m.ToString("X", CultureInfo.InvariantCulture)))} either {plan.CronDaysAreEither}",
    };
}
