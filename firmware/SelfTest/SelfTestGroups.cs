namespace NanoBatch.SelfTest
{
    /// <summary>All cases in groups, each small enough for a board to run while it works; a group needs nothing of another.</summary>
    public static class SelfTestGroups
    {
        private static readonly string[] s_names = new string[]
        {
            "checksums", "frames", "codecs", "records", "packages", "refusals", "due times", "sampling", "calibration", "aggregates", "random scans", "board", "history",
            "storage", "sessions", "profile",
        };

        public static int Count
        {
            get { return s_names.Length; }
        }

        /// <summary>What a person calls a group.</summary>
        public static string Name(int group)
        {
            return s_names[group];
        }

        /// <summary>Runs a group from beginning to end.</summary>
        /// <param name="group">0..<see cref="Count"/> - 1.</param>
        /// <param name="log">Takes a line for each case.</param>
        public static void Run(int group, CaseLog log)
        {
            switch (group)
            {
                case 0:
                    ChecksumCases.Run(log);
                    break;
                case 1:
                    FrameCases.Run(log);
                    break;
                case 2:
                    CodecCases.Run(log);
                    break;
                case 3:
                    RecordCases.Run(log);
                    break;
                case 4:
                    PackageCases.Run(log);
                    break;
                case 5:
                    RefusalCases.Run(log);
                    break;
                case 6:
                    DueTimeCases.Run(log);
                    break;
                case 7:
                    SamplingCases.Run(log);
                    break;
                case 8:
                    CalibrationCases.Run(log);
                    break;
                case 9:
                    AggregateCases.Run(log);
                    break;
                case 10:
                    RandomScanCases.Run(log);
                    break;
                case 11:
                    BoardCases.Run(log);
                    break;
                case 12:
                    HistoryCases.Run(log);
                    break;
                case 13:
                    StorageCases.Run(log);
                    break;
                case 14:
                    SessionCases.Run(log);
                    break;
                case 15:
                    ProfileCases.Run(log);
                    break;
            }
        }
    }
}
