namespace NanoBatch.Protocol
{
    /// <summary>The language's and the package's limits, version 1 (JOB-LANGUAGE.md section 9): one place for compiler, verifier and board.</summary>
    public static class Limits
    {
        public const int ChannelsMax = 16;
        public const int TasksMax = 16;

        /// <summary>Fields of one report, after a channel range has been expanded.</summary>
        public const int FieldsMax = 32;

        /// <summary>Alerts of one task; the language has no figure, the state record needs one.</summary>
        public const int AlertsMax = 16;

        public const int NameLengthMax = 32;

        /// <summary>A derived field name is an aggregate's word, an underscore and a channel's name.</summary>
        public const int FieldNameLengthMax = 48;
        public const int UnitLengthMax = 15;

        public const int PeriodMinMs = 100;
        public const int PeriodMaxMs = 86400000;
        public const int PeriodStepMs = 100;

        public const int BurstMax = 64;
        public const int KeepSlotsMax = 65535;
        public const int KeepSlotsDefault = 1440;
        public const int BinsMax = 32;
        public const int JobVersionMax = 65535;

        /// <summary>Header, body and names together, in bytes; authentication comes on top (DECISIONS 8).</summary>
        public const int PackageBytesMax = 1024;

        /// <summary>Room kept for a later authentication trailer, in bytes.</summary>
        public const int AuthenticationBytesMax = 48;

        /// <summary>Values that one task can hold: 32 histograms of 32 bins, and 128 more for conditions.</summary>
        public const int ValuesMax = 1152;

        /// <summary>Items of one scan instruction, and elements of one series.</summary>
        public const int ScanItemsMax = 32;
        public const int SeriesElementsMax = 32;
        public const int SeriesDepthMax = 16;

        /// <summary>Operands on the expression stack at once.</summary>
        public const int StackDepthMax = 32;

        /// <summary>Longest task period, window or spread: 366 days.</summary>
        public const long TaskPeriodMaxMs = 366L * 86400000L;

        public const int AlertRunsMax = 65535;
        public const int ZoneMinutesMax = 14 * 60;

        /// <summary>Jobs and tasks that one board holds (DECISIONS 39).</summary>
        public const int BoardJobsMax = 8;
        public const int BoardTasksMax = 32;
    }
}
