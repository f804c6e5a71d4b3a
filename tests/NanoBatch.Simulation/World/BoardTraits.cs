using System;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>What one board keeps over all its starts: room, history, how its storage fails, whether it ever gets the time.</summary>
internal sealed class BoardTraits
{
    private readonly int _ledgerBytes;
    private readonly int _segmentBytes;
    private readonly int _historyBytes;

    public BoardTraits(Chance chance)
    {
        bool isSmall = chance.Below(3) == 0;
        _ledgerBytes = isSmall ? (20 + chance.Below(24)) * 1024 : 96 * 1024;
        _segmentBytes = chance.Below(3) == 0 ? 2048 << chance.Below(2) : 8192;
        _historyBytes = chance.Below(3) == 0 ? 24 * 1024 : 0;
        NeverGetsTime = chance.Below(10) == 0;
        Faults = new FlashFaults(chance.Next())
        {
            AppendsPerMillion = chance.Below(50_000),
            DeletesPerMillion = chance.Below(50_000),
            ReadsPerMillion = chance.Below(2) == 0 ? 0 : chance.Below(20_000),
        };
    }

    public bool NeverGetsTime { get; }

    public FlashFaults Faults { get; }

    public BoardConfig Config(ulong epochSeed, int index)
    {
        var config = new BoardConfig
        {
            BoardId = FormattableString.Invariant($"board-{index}"),
            EpochSeed = epochSeed,
            ArenaBytes = 4096,
            LedgerBytesMax = _ledgerBytes,
            SegmentBytes = _segmentBytes,
            HistoryBytesMax = _historyBytes,
            HistoryBufferBytes = 512,
        };
        for (int c = 0; c < PackageTable.Channels.Count; c++)
        {
            config.Channels.Add(new BoardChannel { Name = PackageTable.Channels[c], AdcInput = c });
        }

        return config;
    }
}
