using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Finds the minutes that five cron fields allow, in local time; both day fields restricted means either (DECISIONS 29).</summary>
    /// <remarks>
    /// Skips a month, a day or an hour at a time: a step is some 20 IL instructions, and a search takes 5 to 60 of them for anything that happens once a month.
    /// Minutes are counted from 1970-01-01T00:00 local. Nothing is allocated.
    /// </remarks>
    internal static class CronSearch
    {
        // A day that exists in some year comes again within 8 years (29 February around 2100); bound to a day of the week as well, within 40.
        private const int MonthsMax = (40 * 12) + 1;

        private const int MinuteField = 0;
        private const int HourField = 1;
        private const int DayField = 2;
        private const int MonthField = 3;
        private const int WeekdayField = 4;

        /// <summary>First allowed minute at or after one; <see cref="long.MaxValue"/> when there is none.</summary>
        public static long AtOrAfter(TaskPlan plan, long minute)
        {
            if (!HasDay(plan))
            {
                return long.MaxValue;
            }

            ulong[] masks = plan.CronMasks;
            long day = DayOf(minute);
            int from = (int)(minute - (day * 1440));
            CivilDay.FromDays(day, out int year, out int month, out int dayOfMonth);
            for (int months = 0; months < MonthsMax; months++)
            {
                int length = CivilDay.DaysInMonth(year, month);
                if (!Allows(masks[MonthField], month))
                {
                    day += length + 1 - dayOfMonth;
                    from = 0;
                }
                else
                {
                    for (; dayOfMonth <= length; dayOfMonth++)
                    {
                        int found = AllowsDay(plan, dayOfMonth, day) ? FirstMinute(masks, from) : -1;
                        if (found >= 0)
                        {
                            return (day * 1440) + found;
                        }

                        day++;
                        from = 0;
                    }
                }

                dayOfMonth = 1;
                month++;
                if (month > 12)
                {
                    month = 1;
                    year++;
                }
            }

            return long.MaxValue;
        }

        /// <summary>Latest allowed minute at or before one; <see cref="long.MinValue"/> when there is none.</summary>
        public static long LatestAtOrBefore(TaskPlan plan, long minute)
        {
            if (!HasDay(plan))
            {
                return long.MinValue;
            }

            ulong[] masks = plan.CronMasks;
            long day = DayOf(minute);
            int from = (int)(minute - (day * 1440));
            CivilDay.FromDays(day, out int year, out int month, out int dayOfMonth);
            for (int months = 0; months < MonthsMax; months++)
            {
                if (!Allows(masks[MonthField], month))
                {
                    day -= dayOfMonth;
                    from = 1439;
                }
                else
                {
                    for (; dayOfMonth > 0; dayOfMonth--)
                    {
                        int found = AllowsDay(plan, dayOfMonth, day) ? LastMinute(masks, from) : -1;
                        if (found >= 0)
                        {
                            return (day * 1440) + found;
                        }

                        day--;
                        from = 1439;
                    }
                }

                month--;
                if (month == 0)
                {
                    month = 12;
                    year--;
                }

                dayOfMonth = CivilDay.DaysInMonth(year, month);
            }

            return long.MinValue;
        }

        /// <summary>False where no month has an allowed day, such as 30 February: the search would walk all its years for nothing.</summary>
        private static bool HasDay(TaskPlan plan)
        {
            if (plan.CronDaysAreEither)
            {
                return true;
            }

            ulong[] masks = plan.CronMasks;
            int earliest = 1;
            while (!Allows(masks[DayField], earliest))
            {
                earliest++;
            }

            for (int month = 1; month <= 12; month++)
            {
                if (Allows(masks[MonthField], month) && earliest <= CivilDay.DaysInMonth(2000, month))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool AllowsDay(TaskPlan plan, int dayOfMonth, long day)
        {
            bool byDate = Allows(plan.CronMasks[DayField], dayOfMonth);
            if (byDate == plan.CronDaysAreEither)
            {
                return byDate;      // either: the date is enough; both: without the date nothing is
            }

            return Allows(plan.CronMasks[WeekdayField], CivilDay.WeekdayOf(day));
        }

        /// <summary>First allowed minute of a day from one on, or -1.</summary>
        private static int FirstMinute(ulong[] masks, int from)
        {
            int hour = from / 60;
            int minute = from % 60;
            for (; hour < 24; hour++)
            {
                if (Allows(masks[HourField], hour))
                {
                    for (; minute < 60; minute++)
                    {
                        if (Allows(masks[MinuteField], minute))
                        {
                            return (hour * 60) + minute;
                        }
                    }
                }

                minute = 0;
            }

            return -1;
        }

        /// <summary>Last allowed minute of a day up to one, or -1.</summary>
        private static int LastMinute(ulong[] masks, int from)
        {
            int hour = from / 60;
            int minute = from % 60;
            for (; hour >= 0; hour--)
            {
                if (Allows(masks[HourField], hour))
                {
                    for (; minute >= 0; minute--)
                    {
                        if (Allows(masks[MinuteField], minute))
                        {
                            return (hour * 60) + minute;
                        }
                    }
                }

                minute = 59;
            }

            return -1;
        }

        private static bool Allows(ulong mask, int value)
        {
            return ((mask >> value) & 1) != 0;
        }

        private static long DayOf(long minute)
        {
            return (minute >= 0 ? minute : minute - 1439) / 1440;
        }
    }
}
