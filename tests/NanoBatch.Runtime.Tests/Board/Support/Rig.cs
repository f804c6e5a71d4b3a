using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>One board under a clock that the test moves: scripted inputs, a store that outlives it, every committed record.</summary>
internal sealed class Rig : IRecordTap
{
    /// <summary>Monday, 2026-01-05T00:00Z: where a rig's clock stands at monotonic 0, unless the test leaves it unknown.</summary>
    public const long BaseMs = 1_767_571_200_000;

    private readonly Action<BoardConfig>? _configure;
    private readonly ScriptedAdc _adc;

    public Rig(Func<int, long, int>? script = null, TestStore? store = null, bool isClockKnown = true, Action<BoardConfig>? configure = null, bool taps = true)
    {
        _configure = configure;
        _adc = new ScriptedAdc(script ?? ScriptedAdc.Scattered);
        Store = store ?? new TestStore();
        Board = Start(taps);
        if (isClockKnown)
        {
            Board.SetClock(BaseMs, ClockQuality.Network, 0);
        }
    }

    public TestStore Store { get; }

    public Board Board { get; private set; }

    public long NowMs { get; private set; }

    public List<byte[]> Records { get; } = [];

    public List<BoardEvent> Events => RecordLog.Events(Records);

    public int AdcReads => _adc.ReadCount;

    public List<BoardEvent> Reports(string? job = null) => [.. Events.Where(e => !e.IsAlert && (job is null || e.Job == job))];

    /// <summary>Channels ch1 to ch16 in counts, pct with one segment, bent with three; a ledger that no test fills unless it asks for a smaller one.</summary>
    public static BoardConfig Config()
    {
        var config = new BoardConfig { BoardId = "rig", ArenaBytes = 1 << 20, LedgerBytesMax = 1 << 28 };
        for (int i = 1; i <= 16; i++)
        {
            config.Channels.Add(new BoardChannel { Name = $"ch{i}", AdcInput = i - 1, Unit = "raw", Calibration = Calibration.Identity });
        }

        config.Channels.Add(new BoardChannel { Name = "pct", AdcInput = 16, Unit = "%", Calibration = Calibration.TryCreate([3100, 1240], [0, 60], 2) });
        config.Channels.Add(new BoardChannel { Name = "bent", AdcInput = 17, Unit = "%", Calibration = Calibration.TryCreate([3100, 2400, 1800, 1240], [0, 12, 25, 60], 4) });
        return config;
    }

    public PackageStatus Deploy(string text, bool force = false, int steps = 0) => Deploy(Jobs.Package(text), force, steps);

    public PackageStatus Deploy(byte[] package, bool force = false, int steps = 0)
    {
        PackageStatus status = Board.Deploy(package, force, steps, NowMs, out bool isUnchanged);
        WasUnchanged = isUnchanged;
        return status;
    }

    public bool WasUnchanged { get; private set; }

    public int IndexOf(string job) => Board.Jobs.IndexOf(job);

    /// <summary>Lets time pass as a board does that is never late, up to and including a monotonic time.</summary>
    public void RunTo(long ms)
    {
        while (true)
        {
            long next = Step();
            if (next > NowMs)
            {
                if (next > ms)
                {
                    break;
                }

                NowMs = next;
            }
        }

        NowMs = ms;
        Settle();
    }

    public void RunFor(double seconds) => RunTo(NowMs + (long)(seconds * 1000));

    /// <summary>The board sleeps until a monotonic time and then does what is due.</summary>
    public void JumpTo(long ms)
    {
        NowMs = ms;
        Settle();
    }

    /// <summary>One step of the board after some time.</summary>
    public long Step(long laterMs = 0)
    {
        NowMs += laterMs;
        _adc.NowMs = NowMs;
        return Board.Step(NowMs);
    }

    public void SetClock(long utcMs) => Board.SetClock(utcMs, ClockQuality.Network, NowMs);

    /// <summary>Power off and on: the same store, monotonic time from 0, the clock unknown unless given.</summary>
    public void Restart(long? utcMs = null)
    {
        NowMs = 0;
        Board = Start(true);
        if (utcMs is { } utc)
        {
            SetClock(utc);
        }
    }

    void IRecordTap.Committed(byte[] buffer, int offset, int count) => Records.Add(buffer[offset..(offset + count)]);

    private Board Start(bool taps)
    {
        BoardConfig config = Config();
        _configure?.Invoke(config);
        return new Board(config, _adc, Store, [], taps ? this : null, 0);
    }

    private void Settle()
    {
        while (Step() <= NowMs)
        {
        }
    }
}
