using System;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.Checks;

/// <summary>One power-on of a board: built on a store at monotonic time 0 and stepped as hardware that is never late would step it.</summary>
public sealed class BoardRun
{
    private const int StepsAtOnce = 100_000;

    private static readonly IByteLink[] s_noLinks = [];

    private readonly SignalAdc _adc = new();

    public BoardRun(BoardConfig config, IStore store, IRecordTap? tap)
    {
        Board = new Board(config, _adc, store, s_noLinks, tap, 0);
    }

    public Board Board { get; }

    public long NowMs { get; private set; }

    /// <summary>Lets time pass.</summary>
    public void RunFor(long ms)
    {
        long end = NowMs + ms;
        int stepsNow = 0;
        while (true)
        {
            _adc.NowMs = NowMs;
            long next = Board.Step(NowMs);
            if (next <= NowMs)
            {
                if (++stepsNow > StepsAtOnce)
                {
                    throw new InvalidOperationException($"the board is busy for ever at {NowMs} ms");
                }

                continue;
            }

            if (next > end)
            {
                NowMs = end;
                return;
            }

            NowMs = next;
            stepsNow = 0;
        }
    }
}
