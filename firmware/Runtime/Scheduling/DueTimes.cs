using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>When a task is due: pure functions of its schedule, the job's zone and a time (JOB-LANGUAGE.md section 4).</summary>
    /// <remarks>Times are ms since 1970-01-01T00:00Z, of years within a few thousand of it. A zone is a fixed offset: no hour is skipped or met twice. Nothing is
    /// allocated. <see cref="ScheduleKind.AfterSamples"/> is counted by the scheduler, and a task on demand is never due of itself.</remarks>
    public static class DueTimes
    {
        private const long MinuteMs = 60000;
        private const long DayMs = 86400000;

        /// <summary>First due time at or after a time.</summary>
        /// <param name="plan">The task's schedule.</param>
        /// <param name="zoneMinutes">The job's zone, minutes east of UTC.</param>
        /// <param name="delayMs">The board's own delay, as <see cref="SpreadDelay"/> gives it; 0 for none.</param>
        /// <param name="timeMs">UTC, ms.</param>
        /// <returns>UTC, ms; <see cref="long.MaxValue"/> when it is never due.</returns>
        public static long AtOrAfter(TaskPlan plan, int zoneMinutes, long delayMs, long timeMs)
        {
            long shiftMs = delayMs - (zoneMinutes * MinuteMs);      // due time = local time + shift
            long localMs = timeMs - shiftMs;
            long day;
            switch (plan.Schedule)
            {
                case ScheduleKind.Every:
                    return Align(localMs + plan.PeriodMs - 1, plan.PeriodMs) + shiftMs;
                case ScheduleKind.Daily:
                    day = FirstDay(plan, localMs);
                    return AtMinuteOf(day, plan) + shiftMs;
                case ScheduleKind.Weekly:
                    day = FirstDay(plan, localMs);
                    for (int weekday = CivilDay.WeekdayOf(day); ((plan.WeekdayMask >> weekday) & 1) == 0; day++)
                    {
                        weekday = weekday == 6 ? 0 : weekday + 1;
                    }

                    return AtMinuteOf(day, plan) + shiftMs;
                case ScheduleKind.Cron:
                    long minute = CronSearch.AtOrAfter(plan, Align(localMs + MinuteMs - 1, MinuteMs) / MinuteMs);
                    return minute == long.MaxValue ? minute : (minute * MinuteMs) + shiftMs;
                default:
                    return long.MaxValue;
            }
        }

        /// <summary>Latest due time at or before a time.</summary>
        /// <param name="plan">The task's schedule.</param>
        /// <param name="zoneMinutes">The job's zone, minutes east of UTC.</param>
        /// <param name="delayMs">The board's own delay; 0 for none.</param>
        /// <param name="timeMs">UTC, ms.</param>
        /// <returns>UTC, ms; <see cref="long.MinValue"/> when it never was due.</returns>
        public static long LatestAtOrBefore(TaskPlan plan, int zoneMinutes, long delayMs, long timeMs)
        {
            long shiftMs = delayMs - (zoneMinutes * MinuteMs);
            long localMs = timeMs - shiftMs;
            long day;
            switch (plan.Schedule)
            {
                case ScheduleKind.Every:
                    return Align(localMs, plan.PeriodMs) + shiftMs;
                case ScheduleKind.Daily:
                    day = LastDay(plan, localMs);
                    return AtMinuteOf(day, plan) + shiftMs;
                case ScheduleKind.Weekly:
                    day = LastDay(plan, localMs);
                    for (int weekday = CivilDay.WeekdayOf(day); ((plan.WeekdayMask >> weekday) & 1) == 0; day--)
                    {
                        weekday = weekday == 0 ? 6 : weekday - 1;
                    }

                    return AtMinuteOf(day, plan) + shiftMs;
                case ScheduleKind.Cron:
                    long minute = CronSearch.LatestAtOrBefore(plan, Align(localMs, MinuteMs) / MinuteMs);
                    return minute == long.MinValue ? minute : (minute * MinuteMs) + shiftMs;
                default:
                    return long.MinValue;
            }
        }

        /// <summary>The day whose time of day is the first at or after a local time.</summary>
        private static long FirstDay(TaskPlan plan, long localMs)
        {
            return Align(localMs - (plan.MinuteOfDay * MinuteMs) + DayMs - 1, DayMs) / DayMs;
        }

        /// <summary>The day whose time of day is the latest at or before a local time.</summary>
        private static long LastDay(TaskPlan plan, long localMs)
        {
            return Align(localMs - (plan.MinuteOfDay * MinuteMs), DayMs) / DayMs;
        }

        private static long AtMinuteOf(long day, TaskPlan plan)
        {
            return (day * DayMs) + (plan.MinuteOfDay * MinuteMs);
        }

        /// <summary>Greatest whole multiple of a unit that is not above a time; the operator alone would round times before 1970 up.</summary>
        private static long Align(long timeMs, long unitMs)
        {
            long rest = timeMs % unitMs;
            return rest < 0 ? timeMs - rest - unitMs : timeMs - rest;
        }
    }
}
