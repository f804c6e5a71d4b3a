using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Checks;

namespace NanoBatch.Simulation.Cuts;

/// <summary>What must hold after every start of a board: ledger and history as the truth has them, one epoch, a boot id of its own.</summary>
internal sealed class StartCheck(RunTruth truth)
{
    private readonly LogCheck _ledger = new(isLedger: true);
    private readonly LogCheck _history = new(isLedger: false);
    private readonly byte[] _first = new byte[RecordBytes.HeaderBytes + RecordSizes.PayloadMax + RecordBytes.CrcBytes];

    /// <summary>True where the last check found the ledger's batch under way among the records.</summary>
    public bool HasAdopted => _ledger.HasAdopted;

    /// <summary>Checks a board that has written nothing since its start.</summary>
    /// <param name="board">The board.</param>
    /// <param name="ledgerBatch">Batch whose append the power cut, or empty.</param>
    /// <param name="historyBatch">The same of the history.</param>
    public Violation? Run(Board board, ArraySegment<byte> ledgerBatch, ArraySegment<byte> historyBatch)
        => CheckLedger(board.Ledger, ledgerBatch) ?? CheckHistory(board.History, historyBatch) ?? CheckBoot(board.Ledger.Boot);

    private Violation? CheckLedger(Ledger ledger, ArraySegment<byte> underWay)
    {
        Violation? violation = _ledger.Run(ledger.Read, truth.Ledger, truth.AcknowledgedTo, underWay);
        if (violation is not null)
        {
            return violation;
        }

        if (truth.Ledger.Count == 0)
        {
            return null;
        }

        if (truth.Ledger.Epoch == 0)
        {
            truth.Ledger.Epoch = ledger.Epoch;      // the very first batch was under way and is there
        }

        if (ledger.Epoch != truth.Ledger.Epoch)
        {
            return new Violation(ViolationKind.EpochChanged, $"epoch {ledger.Epoch:X} instead of {truth.Ledger.Epoch:X}");
        }

        return ledger.NextRecord <= truth.Ledger.LastNumber
            ? new Violation(ViolationKind.NumberReused, $"the next record would be {ledger.NextRecord}, and {truth.Ledger.LastNumber} is committed")
            : null;
    }

    /// <summary>The history lets go of its oldest blocks by itself; what it still has is one piece up to the newest.</summary>
    private Violation? CheckHistory(HistoryLog history, ArraySegment<byte> underWay)
    {
        uint oldest = history.Read(1, _first) == 0 ? 0 : history.ReadNumber;
        if (oldest == 0 && truth.History.Count > 0)
        {
            return new Violation(ViolationKind.Lost, $"the history is empty, and block {truth.History.LastNumber} was written");
        }

        Violation? violation = _history.Run(history.Read, truth.History, oldest == 0 ? 0 : oldest - 1, underWay);
        return violation is null ? null : violation with { Detail = "history: " + violation.Detail };
    }

    /// <summary>Two starts with one id could not be told apart, and the records of one would be placed in the time of the other.</summary>
    private Violation? CheckBoot(uint boot)
    {
        uint before = Math.Max(truth.Ledger.LastBoot, truth.History.LastBoot);
        return boot > before ? null : new Violation(ViolationKind.BootReused, $"boot {boot}, and records of boot {before} are stored");
    }
}
