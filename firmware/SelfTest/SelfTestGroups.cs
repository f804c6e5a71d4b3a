namespace NanoBatch.SelfTest
{
    /// <summary>All cases in groups, each small enough for a board to run while it works; a group needs nothing of another.</summary>
    public static class SelfTestGroups
    {
        public const int Count = 16;

        /// <summary>What a person calls a group.</summary>
        /// <remarks>No table: its texts would lie in a board's memory all its life, 0.5 KB.</remarks>
        public static string Name(int group)
        {
            switch (group)
            {
                case 0:
                    return "checksums";
                case 1:
                    return "frames";
                case 2:
                    return "codecs";
                case 3:
                    return "records";
                case 4:
                    return "packages";
                case 5:
                    return "refusals";
                case 6:
                    return "due times";
                case 7:
                    return "sampling";
                case 8:
                    return "calibration";
                case 9:
                    return "aggregates";
                case 10:
                    return "random scans";
                case 11:
                    return "board";
                case 12:
                    return "history";
                case 13:
                    return "storage";
                case 14:
                    return "sessions";
                default:
                    return "profile";
            }
        }

        /// <summary>Free heap that a group needs on a board, bytes; measured on nanoCLR in steps of 2 KB, as the application runs it, at the end of a stack of 26 frames.</summary>
        /// <remarks>A heap that a group fills is more than a failed case: nanoCLR was seen to stop in a collection after it. "board" runs days of a second board.</remarks>
        public static int HeapBytes(int group)
        {
            switch (group)
            {
                case 11:
                    return 49 * 1024;
                case 13:
                    return 32 * 1024;
                default:
                    return (group < 9 ? 12 : group < 11 ? 25 : 27) * 1024;      // pure functions; scans; a board of its own
            }
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
