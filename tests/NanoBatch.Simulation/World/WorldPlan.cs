using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>How rough one world is: drawn from its seed, before anything happens. A rate of 0 means never.</summary>
internal sealed class WorldPlan
{
    public const long Second = 1000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    public WorldPlan(ulong seed, int days)
    {
        var chance = new Chance(Chance.Combine(seed, 1));
        DurationMs = days * Day;
        BoardCount = 1 + (chance.Below(3) == 0 ? chance.Below(8) : chance.Below(3));
        LossPerMillion = Sometimes(chance, 300_000);
        DoublePerMillion = Sometimes(chance, 200_000);
        LatePerMillion = Sometimes(chance, 200_000);
        PartitionEveryMs = Often(chance, Day / 4, 4 * Day);
        PartitionMsMax = chance.Below(4) == 0 ? 30 * Day : chance.Below(2) == 0 ? 2 * Day : 2 * Hour;
        BrokerDeathEveryMs = Often(chance, Hour, Day);
        HubDeathPerMillion = Sometimes(chance, 50_000);
        StoreFailurePerMillion = Sometimes(chance, 50_000);
        HasTwoReceivers = chance.Below(4) == 0;
        KeepsForDeadHub = chance.Below(2) == 0;
        WriteCutPerMillion = Sometimes(chance, 60_000);
        RecoveryCutPerMillion = Sometimes(chance, 300_000);
        PowerCutEveryMs = Often(chance, 4 * Hour, 2 * Day);
        WipePerMillion = chance.Below(3) == 0 ? 60_000 : 0;
        HasStorageFaults = chance.Below(4) == 0;
        HasClockTrouble = chance.Below(3) == 0;
        VisitEveryMs = chance.Below(3) == 0 ? 2 * Hour : chance.Below(2) == 0 ? 12 * Hour : 2 * Day;
        LineNoisePerMillion = Sometimes(chance, 5_000);
        GarbagePerMillion = Sometimes(chance, 20_000);
        StartUtcMs = StartOf(chance);
    }

    public long DurationMs { get; }

    public int BoardCount { get; }

    /// <summary>Messages that the broker loses.</summary>
    public int LossPerMillion { get; }

    public int DoublePerMillion { get; }

    /// <summary>Messages that are overtaken by others, by up to an hour, some by days.</summary>
    public int LatePerMillion { get; }

    /// <summary>Mean time from one partition of a board to the next.</summary>
    public long PartitionEveryMs { get; }

    public long PartitionMsMax { get; }

    public long BrokerDeathEveryMs { get; }

    /// <summary>Deliveries at which the hub dies, before or after its commit.</summary>
    public int HubDeathPerMillion { get; }

    public int StoreFailurePerMillion { get; }

    public bool HasTwoReceivers { get; }

    /// <summary>True where the broker keeps messages for a hub that is away.</summary>
    public bool KeepsForDeadHub { get; }

    /// <summary>Appends and deletes of a board at which its power goes.</summary>
    public int WriteCutPerMillion { get; }

    /// <summary>Starts of a board at whose first writes the power goes again.</summary>
    public int RecoveryCutPerMillion { get; }

    public long PowerCutEveryMs { get; }

    /// <summary>Starts at which the disk has come back empty.</summary>
    public int WipePerMillion { get; }

    public bool HasStorageFaults { get; }

    public bool HasClockTrouble { get; }

    /// <summary>Mean time from one visit with a laptop to the next.</summary>
    public long VisitEveryMs { get; }

    /// <summary>Bytes on a cable that are changed or lost.</summary>
    public int LineNoisePerMillion { get; }

    /// <summary>Messages beside which garbage arrives, at either end.</summary>
    public int GarbagePerMillion { get; }

    /// <summary>True time at the world's start, milliseconds since 1970.</summary>
    public long StartUtcMs { get; }

    /// <summary>A time from 0 to twice the mean.</summary>
    public static long Around(Chance chance, long meanMs) => 1 + (long)(chance.Next() % (ulong)(2 * meanMs));

    /// <summary>Most worlds are near the present; some see 2036 (NTP's seconds run over), 2038 or 2106 (those of Unix, signed and unsigned) during their days.</summary>
    private static long StartOf(Chance chance) => (chance.Below(8) switch
    {
        0 => 2_085_978_496_000,
        1 => 2_147_483_648_000,
        2 => 4_294_967_296_000,
        _ => 1_767_225_600_000,
    }) - (chance.Below(48) * Hour) - chance.Below((int)Hour);

    private static int Sometimes(Chance chance, int max) => chance.Below(3) == 0 ? 0 : 1 + chance.Below(max);

    private static long Often(Chance chance, long least, long most) => chance.Below(3) == 0 ? 0 : least + (long)(chance.Next() % (ulong)(most - least));
}
