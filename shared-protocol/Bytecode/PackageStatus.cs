namespace NanoBatch.Protocol
{
    /// <summary>Why a package was refused, or <see cref="Accepted"/>; travels in replies, so numbers never change.</summary>
    public enum PackageStatus : byte
    {
        Accepted = 0,

        // Container.
        TooShort = 1,
        TooLong = 2,
        BadMagic = 3,
        UnsupportedFormat = 4,
        AuthenticationUnsupported = 5,
        BadCrc = 6,

        // Header and items.
        BadJobName = 7,
        BadHeader = 8,
        BadChannels = 9,
        DuplicateChannel = 10,
        BadSample = 11,
        BadSchedule = 12,
        BadWindow = 13,
        BadNames = 14,
        TrailingBytes = 15,

        // Programs.
        BadInstruction = 16,
        BadOperandTypes = 17,
        StackTooDeep = 18,
        StackNotEmpty = 19,
        BadValueSlot = 20,
        TooManyValues = 21,
        TooManyFields = 22,
        TooManyAlerts = 23,
        MisplacedReport = 24,
        NoOutcome = 25,
        MixedPeriods = 26,

        // What one board can hold.
        UnknownChannel = 32,
        UnitMismatch = 33,
        NotEnoughMemory = 34,
        TooManyJobs = 35,
        TooManyTasks = 36,
        TooSlow = 37,
        CostMismatch = 38,
        LowerVersion = 39,
        TooOftenToSleep = 40,

        /// <summary>The board's heap has no room to check and place the job now; nothing has changed.</summary>
        HeapFull = 41,

        // What the board could not do.
        StorageFailed = 48,
    }
}
