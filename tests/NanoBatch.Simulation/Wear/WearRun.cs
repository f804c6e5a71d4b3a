using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Wear;

/// <summary>The default duty over years: four channels twice a minute, one report an hour, acknowledged every hour, the history kept. The real runtime on the wear model.</summary>
public sealed class WearRun
{
    /// <summary>Erases that a block of NOR flash is good for.</summary>
    public const int ErasesMax = 100_000;

    private const long HourMs = 3_600_000;
    private const int HoursOfYear = 8766;

    private readonly ReportCounter _counter = new();
    private readonly BoardRun _run;

    public WearRun()
    {
        var flash = new FlashModel { Witness = Wear };
        var config = new BoardConfig { BoardId = "wear" };
        for (int i = 1; i <= 4; i++)
        {
            config.Channels.Add(new BoardChannel { Name = $"a{i}", AdcInput = i });
        }

        _run = new BoardRun(config, flash, _counter);
        _run.Board.SetClock(1_767_571_200_000, ClockQuality.Network, 0);
        PackageStatus status = _run.Board.Deploy(JobPackages.BytesOf(JobPackages.Duty), false, 0, 0, out _);
        if (status != PackageStatus.Accepted)
        {
            throw new InvalidOperationException($"the board refused its job: {status}");
        }
    }

    public FlashWear Wear { get; } = new();

    public long ReportCount => _counter.ReportCount;

    /// <summary>Share of a block's life that ten years take, scaled from what was run.</summary>
    /// <param name="years">Years that were run.</param>
    public double TenYearShare(int years) => Wear.MostErases * 10.0 / years / ErasesMax;

    /// <summary>Most worn block against the mean of all.</summary>
    public double Spread => Wear.MostErases / Wear.MeanErases;

    /// <summary>Lets years pass.</summary>
    public void RunYears(int years)
    {
        for (int hour = 0; hour < years * HoursOfYear; hour++)
        {
            _run.RunFor(HourMs);
            _run.Board.Acknowledge(_run.Board.Ledger.NextRecord - 1, _run.NowMs);
        }
    }

    private sealed class ReportCounter : IRecordTap
    {
        public long ReportCount { get; private set; }

        public void Committed(byte[] buffer, int offset, int count) => ReportCount += RecordBytes.TypeAt(buffer, offset) == RecordType.Report ? 1 : 0;
    }
}
