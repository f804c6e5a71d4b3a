using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Cuts;

/// <summary>Runs operations on a board over a store and keeps the truth about it.</summary>
/// <param name="script">The board.</param>
/// <param name="flash">The medium.</param>
/// <param name="store">What the board sees of it.</param>
/// <param name="truth">Taken over as it is; kept up to date.</param>
/// <param name="epochSeed">Of the first start.</param>
internal sealed class ScriptRun(Script script, FlashModel flash, IStore store, RunTruth truth, ulong epochSeed)
{
    private readonly StartCheck _start = new(truth);
    private ulong _epochSeed = epochSeed;
    private BoardRun? _run;

    public Board Board => _run!.Board;

    /// <summary>Power on.</summary>
    public void Start()
    {
        _epochSeed = Chance.Combine(_epochSeed, 1);
        _run = new BoardRun(script.Config(_epochSeed), store, truth.Ledger);
        NoteEpoch();
    }

    /// <summary>Does operations one after the other.</summary>
    /// <returns>The first that failed though nothing stood in its way, or null.</returns>
    public Violation? Do(IEnumerable<Operation> operations)
    {
        foreach (Operation operation in operations)
        {
            Violation? violation = Do(operation);
            if (violation is not null)
            {
                return violation;
            }
        }

        return null;
    }

    public Violation? Do(Operation operation)
    {
        truth.Operation = operation;
        truth.New = operation.Apply(truth.Old);
        truth.CommittedBeforeOperation = truth.Ledger.Count;
        Violation? violation = Execute(operation);
        truth.Old = truth.New;
        NoteEpoch();
        return violation ?? truth.Ledger.Fault ?? truth.History.Fault;
    }

    private Violation? Execute(Operation operation)
    {
        BoardRun run = _run!;
        switch (operation.Kind)
        {
            case OperationKind.Run:
                run.RunFor(operation.Argument);
                break;
            case OperationKind.Deploy:
                return Deploy((int)operation.Argument);
            case OperationKind.Pause or OperationKind.Resume:
                return Require(operation, Board.SetPaused(IndexOf(operation), operation.Kind == OperationKind.Pause, run.NowMs));
            case OperationKind.Remove:
                return Require(operation, Board.Remove(IndexOf(operation), run.NowMs));
            case OperationKind.Acknowledge:
                Acknowledge(operation.Argument);
                break;
            case OperationKind.SetClock:
                Board.SetClock(operation.Argument, ClockQuality.Network, run.NowMs);
                break;
            case OperationKind.Restart:
                flash.CutPower(UnclosedFate.Lost, 0);
                flash.PowerOn();
                Start();
                return _start.Run(Board, default, default);
        }

        return null;
    }

    private Violation? Deploy(int package)
    {
        PackageStatus status = Board.Deploy(JobPackages.BytesOf(package), false, 0, _run!.NowMs, out _);
        return status == PackageStatus.Accepted ? null : new Violation(ViolationKind.Refused, $"{JobPackages.FileOf(package)} was refused: {status}");
    }

    private static Violation? Require(Operation operation, bool isDone)
        => isDone ? null : new Violation(ViolationKind.Refused, $"{operation.Kind} of {JobPackages.FileOf((int)operation.Argument)} was refused");

    private int IndexOf(Operation operation) => Board.Jobs.IndexOf(operation.Argument == JobPackages.Gate ? "gate" : "meadow");

    private void Acknowledge(long percent)
    {
        uint from = truth.AcknowledgedTo;
        uint upTo = from + (uint)((truth.Ledger.LastNumber - from) * percent / 100);
        truth.AcknowledgedTo = upTo;
        Board.Acknowledge(upTo, _run!.NowMs);
    }

    private void NoteEpoch()
    {
        if (truth.Ledger.Count > 0 && truth.Ledger.Epoch == 0)
        {
            truth.Ledger.Epoch = Board.Ledger.Epoch;
        }
    }
}
