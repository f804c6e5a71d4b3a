namespace NanoBatch.Protocol
{
    /// <summary>Schedules and windows of task items.</summary>
    public static class ScheduleReader
    {
        /// <summary>Reads what follows the item byte; false when it is malformed.</summary>
        public static bool Read(ByteReader reader, TaskPlan task, bool hasSpread)
        {
            if (hasSpread && task.Schedule != ScheduleKind.Every)
            {
                return false;
            }

            switch (task.Schedule)
            {
                case ScheduleKind.Every:
                    task.PeriodMs = DurationCode.ToMs(reader.Varlong());
                    task.SpreadMs = hasSpread ? DurationCode.ToMs(reader.Varlong()) : 0;
                    return !reader.IsBad && task.PeriodMs > 0 && task.SpreadMs >= 0;
                case ScheduleKind.Weekly:
                    task.WeekdayMask = reader.U8();
                    return task.WeekdayMask > 0 && task.WeekdayMask < 128 && ReadMinute(reader, task);
                case ScheduleKind.Daily:
                    return ReadMinute(reader, task);
                case ScheduleKind.Cron:
                    return ReadCron(reader, task);
                case ScheduleKind.AfterSamples:
                    task.AfterSamples = reader.Varint();
                    return !reader.IsBad && task.AfterSamples > 0;
                case ScheduleKind.OnDemand:
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>Reads an explicit window, or gives the schedule's own; false when it is malformed.</summary>
        /// <remarks>Wire form: <c>samples * 2 + 1</c>, or <c>duration code * 2</c>.</remarks>
        public static bool ReadWindow(ByteReader reader, TaskPlan task, bool isExplicit)
        {
            task.Window = WindowKind.Duration;
            if (isExplicit)
            {
                long coded = reader.Varlong();
                if ((coded & 1) != 0)
                {
                    task.Window = WindowKind.Samples;
                    task.WindowLength = coded >> 1;
                    return !reader.IsBad && task.WindowLength >= 1 && task.WindowLength <= Limits.KeepSlotsMax;
                }

                task.WindowLength = DurationCode.ToMs(coded >> 1);
                return !reader.IsBad && task.WindowLength > 0;
            }

            return SetDefaultWindow(task);
        }

        /// <summary>JOB-LANGUAGE.md section 4: the period, as many samples, a day, a week, or all that is kept.</summary>
        public static bool SetDefaultWindow(TaskPlan task)
        {
            task.Window = WindowKind.Duration;
            switch (task.Schedule)
            {
                case ScheduleKind.Every:
                    task.WindowLength = task.PeriodMs;
                    return true;
                case ScheduleKind.Daily:
                    task.WindowLength = 86400000L;
                    return true;
                case ScheduleKind.Weekly:
                    task.WindowLength = 7 * 86400000L;
                    return true;
                case ScheduleKind.AfterSamples:
                    task.Window = WindowKind.Samples;
                    task.WindowLength = task.AfterSamples;
                    return task.AfterSamples <= Limits.KeepSlotsMax;
                default:
                    task.Window = WindowKind.AllKept;
                    task.WindowLength = 0;
                    return true;
            }
        }

        private static bool ReadMinute(ByteReader reader, TaskPlan task)
        {
            task.MinuteOfDay = reader.Varint();
            return !reader.IsBad && task.MinuteOfDay < 1440;
        }

        private static bool ReadCron(ByteReader reader, TaskPlan task)
        {
            int modes = reader.U16();
            if (reader.IsBad || modes >> 10 != 0)
            {
                return false;
            }

            task.CronMasks = new ulong[CronField.Count];
            for (int field = 0; field < CronField.Count; field++)
            {
                ulong full = CronField.FullMaskOf(field);
                ulong mask = ReadCronMask(reader, (modes >> (2 * field)) & 3, field, full);
                if (reader.IsBad || mask == 0 || (mask & ~full) != 0)
                {
                    return false;
                }

                task.CronMasks[field] = mask;
            }

            int dayMode = (modes >> 4) & 3;
            int weekdayMode = (modes >> 8) & 3;
            task.CronDaysAreEither = IsRestricted(dayMode) && IsRestricted(weekdayMode);
            return true;
        }

        private static bool IsRestricted(int mode)
        {
            return mode == CronField.Single || mode == CronField.Mask;
        }

        private static ulong ReadCronMask(ByteReader reader, int mode, int field, ulong full)
        {
            if (mode == CronField.Any)
            {
                return full;
            }

            if (mode == CronField.Single)
            {
                int value = reader.U8();
                return value < 64 ? 1UL << value : 0;
            }

            ulong mask = 0;
            int bits = 8 * CronField.MaskBytesOf(field);
            for (int shift = 0; shift < bits; shift += 8)
            {
                mask |= (ulong)(uint)reader.U8() << shift;
            }

            return mask;
        }
    }
}
