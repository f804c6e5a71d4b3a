using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>The board's own runtime over a signal, under a virtual clock: as fast as the machine allows, the same records as a board would keep.</summary>
public sealed class ReplayRunner : IRecordTap
{
    private const int ProgressSteps = 1 << 16;

    private readonly Action<byte[]> _onRecord;
    private readonly Board _board;
    private readonly SignalAdc _adc;
    private readonly long _startMs;
    private readonly long _endMs;

    /// <summary>Prepares a board whose clock stands at the start.</summary>
    /// <param name="profile">The board.</param>
    /// <param name="signal">Its inputs.</param>
    /// <param name="startMs">First instant, UTC ms, included.</param>
    /// <param name="endMs">Last instant, UTC ms, included.</param>
    /// <param name="onRecord">Takes each committed record, header and CRC included, in order.</param>
    public ReplayRunner(BoardProfile profile, ISignal signal, long startMs, long endMs, Action<byte[]> onRecord)
    {
        _onRecord = onRecord;
        _startMs = startMs;
        _endMs = endMs;
        _adc = new SignalAdc(signal) { UtcMs = startMs };
        BoardConfig config = BoardSetup.From(profile);
        config.HistoryBytesMax = 0;     // whoever replays has the readings
        _board = new Board(config, _adc, new DiscardingStore(), [], this, 0);
        _board.SetClock(startMs, ClockQuality.Network, 0);
    }

    /// <summary>The two figures behind a refusal: what the job needs, and what the board has.</summary>
    public (int Need, int Limit) Refusal => (_board.Jobs.RefusedNeed, _board.Jobs.RefusedLimit);

    /// <summary>Runs finished.</summary>
    public int RunCount => _board.RunCount;

    /// <summary>Activates a package at the start, as a deployment would.</summary>
    public PackageStatus Deploy(byte[] package) => _board.Deploy([.. package], false, 0, 0, out _);

    /// <summary>Runs from the first to the last instant.</summary>
    /// <param name="progress">Told the share that is done, 0..1, now and then; may be null.</param>
    /// <param name="isCancelled">Asked as often; true ends the run early.</param>
    public void Run(Action<double>? progress, Func<bool>? isCancelled)
    {
        long nowMs = 0;
        long lastMs = _endMs - _startMs;
        int steps = 0;
        while (true)
        {
            long nextMs = _board.Step(nowMs);
            if (nextMs > nowMs)
            {
                if (nextMs > lastMs)
                {
                    break;
                }

                nowMs = nextMs;
                _adc.UtcMs = _startMs + nowMs;
            }

            if (++steps % ProgressSteps == 0)
            {
                progress?.Invoke((double)nowMs / Math.Max(1, lastMs));
                if (isCancelled?.Invoke() == true)
                {
                    return;
                }
            }
        }

        progress?.Invoke(1);
    }

    /// <inheritdoc/>
    void IRecordTap.Committed(byte[] buffer, int offset, int count)
    {
        _onRecord(buffer.AsSpan(offset, count).ToArray());

        // Whoever replays has the record now; the ledger keeps its segments no longer than it must.
        _board?.Ledger.Acknowledge(_board.Ledger.NextRecord - 1);
    }
}
