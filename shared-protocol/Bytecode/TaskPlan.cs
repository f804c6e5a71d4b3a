namespace NanoBatch.Protocol
{
    /// <summary>One task of a package: schedule, window and program, and what the verifier found out about the program.</summary>
    public sealed class TaskPlan
    {
        public ScheduleKind Schedule;

        /// <summary>Period of <see cref="ScheduleKind.Every"/>, ms.</summary>
        public long PeriodMs;

        /// <summary>Upper end of the board's own delay, ms; 0 for none.</summary>
        public long SpreadMs;

        /// <summary>Minute of the day, 0..1439, of <see cref="ScheduleKind.Daily"/> and <see cref="ScheduleKind.Weekly"/>.</summary>
        public int MinuteOfDay;

        /// <summary>Bit 0 is Sunday.</summary>
        public int WeekdayMask;

        /// <summary>Allowed values of the five cron fields, bit v for value v.</summary>
        public ulong[] CronMasks;

        /// <summary>True when both day fields are restricted, so that either one is enough.</summary>
        public bool CronDaysAreEither;

        /// <summary>Sampling instants between runs of <see cref="ScheduleKind.AfterSamples"/>.</summary>
        public int AfterSamples;

        public WindowKind Window;

        /// <summary>Milliseconds, or samples, as <see cref="Window"/> says; 0 for all that is kept.</summary>
        public long WindowLength;

        /// <summary>Percent of the expected samples below which values are null; 0 without <c>needs</c>.</summary>
        public double NeedsPercent;

        /// <summary>Offset and length of the program in the package.</summary>
        public int CodeOffset;
        public int CodeLength;

        // ---- found by the verifier ----

        /// <summary>Bit c is set where the program reads channel c; these are the channels that a report counts.</summary>
        public int ChannelMask;
        public int ValueCount;
        public int FieldCount;
        public int AlertCount;
        public bool HasReport;

        /// <summary>True where a report rule compares with what was sent last: only then a task remembers values.</summary>
        public bool SendsOnChange;

        /// <summary>Sampling period that the task's channels share, or 0 where they do not.</summary>
        public int SharedPeriodMs;

        /// <summary>Worst-case cost of a run and of its dearest instruction, in steps of 10 nominal IL instructions.</summary>
        public int WorstCaseSteps;
        public int WorstInstructionSteps;

        /// <summary>Longest report record of this task, payload bytes.</summary>
        public int ReportBytesMax;
    }
}
