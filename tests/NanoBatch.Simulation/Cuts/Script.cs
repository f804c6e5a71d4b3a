using System.Collections.Generic;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Cuts;

/// <summary>A board and what happens to it, drawn from a seed: deployment, runs, alerts, acknowledgements, a new version, pauses, removal, restarts, a full store.</summary>
public sealed class Script
{
    private const long BaseUtcMs = 1_767_571_200_000;
    private const int MinuteMs = 60_000;

    private readonly List<Operation> _operations = [];
    private readonly Chance _chance;

    public Script(ulong seed)
    {
        _chance = new Chance(seed);
        SegmentBytes = 300 + (100 * _chance.Below(10));
        IsSmall = _chance.Below(3) == 0;
        HistoryIntervalMs = _chance.Below(3) == 0 ? 0 : MinuteMs * (1 + _chance.Below(3));
        Write();
    }

    public IReadOnlyList<Operation> Operations => _operations;

    public int SegmentBytes { get; }

    /// <summary>True where reports fill their share of the ledger before anything is acknowledged.</summary>
    public bool IsSmall { get; }

    /// <summary>0: no history is kept.</summary>
    public int HistoryIntervalMs { get; }

    /// <summary>What a board of this script is built with; each start may find a new store, so each has a seed of its own.</summary>
    public BoardConfig Config(ulong epochSeed)
    {
        var config = new BoardConfig
        {
            BoardId = "cut",
            Build = "b",
            EpochSeed = epochSeed | 1,
            ArenaBytes = 512,
            LedgerBytesMax = Ledger.ReserveBytes + (IsSmall ? 1500 : 40_000),
            SegmentBytes = SegmentBytes,
            HistoryBytesMax = HistoryIntervalMs == 0 ? 0 : 2048,
            HistoryIntervalMs = HistoryIntervalMs,
            HistoryBufferBytes = 256,
        };
        config.Channels.Add(new BoardChannel { Name = "soil", AdcInput = 0 });
        config.Channels.Add(new BoardChannel { Name = "gate", AdcInput = 1 });
        return config;
    }

    private void Write()
    {
        if (_chance.Below(2) == 0)
        {
            Add(OperationKind.SetClock, BaseUtcMs);
        }

        Add(OperationKind.Deploy, JobPackages.Meadow1);
        Run(3);
        Acknowledge();
        Add(OperationKind.Deploy, JobPackages.Gate);
        Run(3);
        Sometimes(OperationKind.Restart, 0);
        Acknowledge();
        Add(OperationKind.Deploy, JobPackages.Meadow2);
        Run(2);
        Acknowledge();
        Pause();
        Sometimes(OperationKind.Restart, 0);
        Run(2);
        Sometimes(OperationKind.SetClock, BaseUtcMs + (60L * MinuteMs));
        if (IsSmall)
        {
            Run(14);
        }

        Add(OperationKind.Acknowledge, 100);
        Run(1);
        Add(OperationKind.Remove, _chance.Below(2) == 0 ? JobPackages.Gate : JobPackages.Meadow2);
        Run(1);
        Add(OperationKind.Restart, 0);
        Acknowledge();
        Run(1);
    }

    /// <summary>One job pauses, or both: then the history grows and the ledger does not.</summary>
    private void Pause()
    {
        int package = _chance.Below(2) == 0 ? JobPackages.Gate : JobPackages.Meadow2;
        int other = _chance.Below(2) == 0 ? JobPackages.None : package == JobPackages.Gate ? JobPackages.Meadow2 : JobPackages.Gate;
        Add(OperationKind.Pause, package);
        if (other != JobPackages.None)
        {
            Add(OperationKind.Pause, other);
            Add(OperationKind.Restart, 0);
            Run(3);
            Add(OperationKind.Restart, 0);
        }

        Run(1);
        Acknowledge();
        Add(OperationKind.Resume, package);
        if (other != JobPackages.None)
        {
            Add(OperationKind.Resume, other);
        }
    }

    private void Acknowledge() => Add(OperationKind.Acknowledge, 50 + _chance.Below(51));

    private void Sometimes(OperationKind kind, long argument)
    {
        if (_chance.Below(2) == 0)
        {
            Add(kind, argument);
        }
    }

    /// <summary>So many minutes, and up to two more and some seconds.</summary>
    private void Run(int minutes) => Add(OperationKind.Run, (minutes * MinuteMs) + _chance.Below(2 * MinuteMs));

    private void Add(OperationKind kind, long argument) => _operations.Add(new Operation(kind, argument));
}
