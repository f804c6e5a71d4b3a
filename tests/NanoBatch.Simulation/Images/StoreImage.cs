using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Images;

/// <summary>A store of 64 KB that a board has filled: ledger, history and packages, and the truth about all of it.</summary>
internal sealed class StoreImage
{
    /// <summary>Bytes of all files at least.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>UTC at monotonic 0 of the board that filled it.</summary>
    public const long BaseUtcMs = 1_767_571_200_000;

    private const int MinuteMs = 60_000;
    private const int MinutesMax = 5000;

    private readonly Chance _chance;

    public StoreImage(ulong seed)
    {
        _chance = new Chance(seed);
        Config = Board();
        var files = new List<ImageFile>();
        Fill();
        for (int i = 0; i < Flash.FileCount; i++)
        {
            files.Add(new ImageFile(Flash, i));
        }

        Files = files;
        Flash.Witness = null;
    }

    public FlashModel Flash { get; } = new();

    public IReadOnlyList<ImageFile> Files { get; }

    public RecordShelf Ledger { get; } = new();

    public RecordShelf History { get; } = new();

    public BoardConfig Config { get; }

    public ulong Epoch { get; private set; }

    /// <summary>Monotonic time at which the image was taken.</summary>
    public long EndMs { get; private set; }

    private BoardConfig Board()
    {
        var config = new BoardConfig
        {
            BoardId = "image",
            EpochSeed = _chance.Next() | 1,
            ArenaBytes = 2048,
            SegmentBytes = 2048 << _chance.Below(2),
            HistoryBytesMax = 16 * 1024,
            HistoryIntervalMs = 7 * MinuteMs,
        };
        string[] channels = ["soil", "gate", "a1", "a2", "a3", "a4"];
        for (int i = 0; i < channels.Length; i++)
        {
            config.Channels.Add(new BoardChannel { Name = channels[i], AdcInput = i });
        }

        return config;
    }

    private void Fill()
    {
        Flash.Witness = new HistoryKeeper(Flash, History);
        var run = new BoardRun(Config, Flash, Ledger);
        run.Board.SetClock(BaseUtcMs, ClockQuality.Network, 0);
        foreach (int package in (int[])[JobPackages.Meadow2, JobPackages.Gate, JobPackages.Duty])
        {
            PackageStatus status = run.Board.Deploy(JobPackages.BytesOf(package), false, 0, run.NowMs, out _);
            if (status != PackageStatus.Accepted)
            {
                throw new System.InvalidOperationException($"{JobPackages.FileOf(package)} was refused: {status}");
            }
        }

        for (int minutes = 0; Flash.BytesUsed < Bytes; minutes++)
        {
            if (minutes == MinutesMax)
            {
                throw new System.InvalidOperationException($"the store has {Flash.BytesUsed} bytes after {MinutesMax} minutes");
            }

            run.RunFor(MinuteMs + _chance.Below(1000));
        }

        Epoch = run.Board.Ledger.Epoch;
        EndMs = run.NowMs;
    }
}
