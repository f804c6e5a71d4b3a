namespace NanoBatch.Runtime
{
    /// <summary>Days since 1970-01-01 to year, month and day and back, in the proleptic Gregorian calendar, before 1970 too.</summary>
    /// <remarks>Integers only, no allocation, about 40 IL instructions a conversion. A year is counted from March on, so that the leap day ends it and the months
    /// before it have one pattern: (153·m + 2) / 5 days lie before month m.</remarks>
    public static class CivilDay
    {
        /// <summary>Sunday is 0; 1970-01-01 was a Thursday.</summary>
        private const int EpochWeekday = 4;

        private const int DaysOfEra = 146097;       // 400 years
        private const int EpochInEra = 719468;      // 0000-03-01 to 1970-01-01

        private const int LongMonths = 0x15AA;      // bit m for months of 31 days: 1 3 5 7 8 10 12

        /// <summary>Days from 1970-01-01 to a date.</summary>
        /// <param name="year">Any year within plus and minus 5 million; year 0 is 1 BC.</param>
        /// <param name="month">1..12.</param>
        /// <param name="day">1..31.</param>
        public static long DaysOf(int year, int month, int day)
        {
            int y = month > 2 ? year : year - 1;
            int era = (y >= 0 ? y : y - 399) / 400;
            int yearOfEra = y - (era * 400);
            int dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
            int dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
            return ((long)era * DaysOfEra) + dayOfEra - EpochInEra;
        }

        /// <summary>Date of a day number.</summary>
        /// <param name="days">Days since 1970-01-01, negative before it.</param>
        public static void FromDays(long days, out int year, out int month, out int day)
        {
            long shifted = days + EpochInEra;
            int era = (int)((shifted >= 0 ? shifted : shifted - (DaysOfEra - 1)) / DaysOfEra);
            int dayOfEra = (int)(shifted - ((long)era * DaysOfEra));
            int yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
            int dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
            int m = ((5 * dayOfYear) + 2) / 153;
            day = dayOfYear - (((153 * m) + 2) / 5) + 1;
            month = m < 10 ? m + 3 : m - 9;
            year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        }

        /// <summary>Days of a month, 28..31.</summary>
        public static int DaysInMonth(int year, int month)
        {
            if (month == 2)
            {
                return IsLeap(year) ? 29 : 28;
            }

            return 30 + ((LongMonths >> month) & 1);
        }

        /// <summary>True for years with 29 February.</summary>
        public static bool IsLeap(int year)
        {
            return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        }

        /// <summary>Day of the week, 0 for Sunday to 6.</summary>
        public static int WeekdayOf(long days)
        {
            int weekday = (int)((days + EpochWeekday) % 7);
            return weekday < 0 ? weekday + 7 : weekday;
        }
    }
}
