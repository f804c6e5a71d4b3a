using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Cuts;

/// <summary>A board after a power cut: what it must have kept, and that it runs on from there.</summary>
/// <param name="script">The board.</param>
/// <param name="flash">The medium as the cut left it.</param>
/// <param name="store">What the board sees of it.</param>
/// <param name="truth">What was true when the power went.</param>
internal sealed class SecondLife(Script script, FlashModel flash, IStore store, RunTruth truth)
{
    private const int RunOnMs = 150_000;
    private const int RoomBytes = 800;

    private readonly LogCheck _ledger = new(isLedger: true);
    private readonly LogCheck _history = new(isLedger: false);
    private readonly byte[] _first = new byte[RecordBytes.HeaderBytes + RecordSizes.PayloadMax + RecordBytes.CrcBytes];
    private readonly List<Operation> _operations = [];
    private ScriptRun? _run;

    private Board Board => _run!.Board;

    /// <summary>Power on after a cut, and the checks that need no further write.</summary>
    public Violation? Begin(WritePoint point, ulong epochSeed)
    {
        ArraySegment<byte> underWay = point.LedgerBatch;
        truth.Ledger.Floor = Math.Max(truth.Ledger.Floor, LastThatReachedFlash(point, underWay));
        _run = new ScriptRun(script, flash, store, truth, epochSeed);
        _run.Start();
        Violation? violation = CheckLedger(underWay) ?? CheckHistory(point.HistoryBatch);
        if (violation is not null)
        {
            return violation;
        }

        bool isNew = point.IsDecided || _ledger.HasAdopted;
        JobSet expected = isNew ? truth.New : truth.Old;
        truth.Old = expected;
        _operations.Clear();
        if (!isNew && truth.Old != truth.New)
        {
            _operations.Add(truth.Operation);       // who asked for it got no answer, and asks again
        }

        _operations.Add(new Operation(OperationKind.Run, RunOnMs));
        return CheckJobs(expected);
    }

    /// <summary>The operation that was cut comes again, then time passes. Commits are checked one by one as they come.</summary>
    public Violation? RunOn()
    {
        int before = truth.Ledger.Count;
        Violation? violation = _run!.Do(_operations);
        if (violation is not null)
        {
            return violation;
        }

        bool mustReport = truth.Old.Meadow != JobPackages.None && !truth.Old.IsMeadowPaused
            && Board.Ledger.BytesUsed + RoomBytes < Board.Config.LedgerBytesMax - Ledger.ReserveBytes;
        return mustReport && truth.Ledger.Count == before
            ? new Violation(ViolationKind.Stalled, $"no record in {RunOnMs / 1000} s after the start")
            : null;
    }

    /// <summary>Power off between two writes and on again: everything must still be there.</summary>
    public Violation? Restart()
    {
        flash.CutPower(UnclosedFate.Lost, 0);
        flash.PowerOn();
        _run!.Start();
        return CheckLedger(default) ?? CheckHistory(default) ?? CheckJobs(truth.Old);
    }

    private Violation? CheckLedger(ArraySegment<byte> underWay)
    {
        Ledger ledger = Board.Ledger;
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
    private Violation? CheckHistory(ArraySegment<byte> underWay)
    {
        HistoryLog history = Board.History;
        uint oldest = history.Read(1, _first) == 0 ? 0 : history.ReadNumber;
        if (oldest == 0 && truth.History.Count > 0)
        {
            return new Violation(ViolationKind.Lost, $"the history is empty, and block {truth.History.LastNumber} was written");
        }

        Violation? violation = _history.Run(history.Read, truth.History, oldest == 0 ? 0 : oldest - 1, underWay);
        return violation is null ? null : violation with { Detail = "history: " + violation.Detail };
    }

    private Violation? CheckJobs(JobSet expected)
    {
        JobSet found = JobSet.Of(Board.Jobs);
        return found == expected ? null : new Violation(ViolationKind.Mixture, $"{found} instead of {expected}");
    }

    /// <summary>Number of the last record under way that lies in flash as a whole, though its batch does not; 0 where there is none.</summary>
    /// <remarks>
    /// Where reports were dropped for want of room, numbers under way lie behind a gap that died with the board's memory: a start then skips as many numbers as
    /// records can lie in the torn end, and no more is asked of it. Nobody reads such a record: the next segment says which ones before it count.
    /// </remarks>
    private uint LastThatReachedFlash(WritePoint point, ArraySegment<byte> underWay)
    {
        int survived = flash.Length(point.Name) - Math.Max(point.LengthBefore, 0);
        uint last = 0;
        uint whole = 0;
        int at = 0;

        // Without a committed record there is no epoch yet: the next one is another, and numbers begin anew.
        while (point.IsLedger && at < underWay.Count && truth.Ledger.Count > 0)
        {
            uint number = RecordBytes.NumberAt(underWay.Array!, underWay.Offset + at);
            at += RecordBytes.LengthAt(underWay.Array!, underWay.Offset + at);
            if (at > survived)
            {
                break;
            }

            last = number;
            whole++;
        }

        return whole == 0 || !script.IsSmall ? last : truth.Ledger.LastNumber + whole;
    }
}
