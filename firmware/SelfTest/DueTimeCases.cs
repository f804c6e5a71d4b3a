using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Due times before and after a time, ms since 1970.</summary>
    public static class DueTimeCases
    {
        private const ulong AnyMinute = 0xFFFFFFFFFFFFFFF;
        private const ulong AnyHour = 0xFFFFFF;
        private const ulong AnyDay = 0xFFFFFFFE;
        private const ulong AnyMonth = 0x1FFE;
        private const ulong AnyWeekday = 0x7F;

        public static void Run(CaseLog log)
        {
            Case(log, "every-15m", Every(900000), 0, 0, 1709288100000, 1709288100000, 1709288100000);
            Case(log, "every-15m/just-before", Every(900000), 0, 0, 1709288999999, 1709289000000, 1709288100000);
            Case(log, "every-15m/delayed", Every(900000), 0, 7000, 1709288100000, 1709288107000, 1709287207000);
            Case(log, "every-10s/before-1970", Every(10000), 0, 0, -5000, 0, -10000);
            Case(log, "every-1d/zone", Every(86400000), -300, 0, 1709100000001, 1709182800000, 1709096400000);
            Case(log, "daily/leap-day", Daily(360), 0, 0, 1709100000001, 1709186400000, 1709100000000);
            Case(log, "daily/14h-east", Daily(1439), 840, 0, 1709100000000, 1709114340000, 1709027940000);
            Case(log, "weekly/several", Weekly(2 + 8 + 64), 0, 0, 1709708400000, 1709964000000, 1709704800000);
            Case(log, "cron/31st", Cron(1UL << 30, 1UL << 23, 1UL << 31, AnyMonth, AnyWeekday, false), 0, 0, 1711927860000, 1717198200000, 1711927800000);
            Case(log, "cron/leap-day-over-2100", Cron(1, 1, 1UL << 29, 4, AnyWeekday, false), 0, 0, 3981398400000, 4233686400000, 3981312000000);
            Case(log, "cron/leap-sunday", Cron(1, 1, 1UL << 29, 4, 1, false), 0, 0, 3728851201000, 4991068800000, 3728851200000);
            Case(log, "cron/either-day", Cron(1, 1UL << 12, 1UL << 13, AnyMonth, 32, true), 0, 0, 1726228801000, 1726833600000, 1726228800000);
            Case(log, "cron/either-day/13th", Cron(1, 1UL << 12, 1UL << 13, AnyMonth, 32, true), 0, 0, 1728691200000, 1728820800000, 1728648000000);
            Case(log, "cron/every-minute", Cron(AnyMinute, AnyHour, AnyDay, AnyMonth, AnyWeekday, false), 0, 0, 1709288100001, 1709288160000, 1709288100000);
            Case(log, "cron/30-february", Cron(1, 1, 1UL << 30, 4, AnyWeekday, false), 0, 0, 1709288100000, long.MaxValue, long.MinValue);
            Case(log, "on-demand", Of(ScheduleKind.OnDemand), 0, 0, 1709288100000, long.MaxValue, long.MinValue);

            log.Equal("spread/10m", 176000, SpreadDelay.Of("field-7", "irrigation", 600000));
            log.Equal("spread/366d", 13275776000, SpreadDelay.Of("field-7", "irrigation", 31622400000));
            log.Equal("spread/under-1s", 0, SpreadDelay.Of("field-7", "irrigation", 999));
        }

        private static void Case(CaseLog log, string name, TaskPlan plan, int zone, long delayMs, long timeMs, long first, long latest)
        {
            log.Equal("due/" + name + "/first", first, DueTimes.AtOrAfter(plan, zone, delayMs, timeMs));
            log.Equal("due/" + name + "/latest", latest, DueTimes.LatestAtOrBefore(plan, zone, delayMs, timeMs));
        }

        private static TaskPlan Of(ScheduleKind kind)
        {
            TaskPlan plan = new TaskPlan();
            plan.Schedule = kind;
            return plan;
        }

        private static TaskPlan Every(long periodMs)
        {
            TaskPlan plan = Of(ScheduleKind.Every);
            plan.PeriodMs = periodMs;
            return plan;
        }

        private static TaskPlan Daily(int minute)
        {
            TaskPlan plan = Of(ScheduleKind.Daily);
            plan.MinuteOfDay = minute;
            return plan;
        }

        /// <summary>At 06:00; bit 0 is Sunday.</summary>
        private static TaskPlan Weekly(int mask)
        {
            TaskPlan plan = Of(ScheduleKind.Weekly);
            plan.MinuteOfDay = 360;
            plan.WeekdayMask = mask;
            return plan;
        }

        private static TaskPlan Cron(ulong minutes, ulong hours, ulong days, ulong months, ulong weekdays, bool either)
        {
            TaskPlan plan = Of(ScheduleKind.Cron);
            plan.CronMasks = new ulong[] { minutes, hours, days, months, weekdays };
            plan.CronDaysAreEither = either;
            return plan;
        }
    }
}
