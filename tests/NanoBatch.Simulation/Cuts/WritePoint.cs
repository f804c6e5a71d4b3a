using System;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Cuts;

/// <summary>One write of a recorded run, with everything that a cut inside it needs: the store before it and what was true then.</summary>
internal sealed class WritePoint
{
    private byte[] _bytes = [];

    public FlashModel Before { get; } = new();

    public string Name { get; private set; } = "";

    public bool IsDelete { get; private set; }

    /// <summary>Length of the file before, -1 where the write creates it.</summary>
    public int LengthBefore { get; private set; }

    public int Count { get; private set; }

    /// <summary>Records of the ledger and of the history that were committed before.</summary>
    public int Committed { get; private set; }

    public int HistoryCommitted { get; private set; }

    /// <summary>Records up to this one may be gone.</summary>
    public uint AcknowledgedTo { get; private set; }

    /// <summary>Active jobs before and after the operation under way.</summary>
    public JobSet Old { get; private set; }

    public JobSet New { get; private set; }

    /// <summary>True where the operation's one commit was made already.</summary>
    public bool IsDecided { get; private set; }

    public Operation Operation { get; private set; }

    /// <summary>The ledger's batch whose append is under way, or whose append has ended and whose records nobody was told of yet; empty where there is none.</summary>
    public ArraySegment<byte> LedgerBatch { get; private set; }

    /// <summary>The same of the history.</summary>
    public ArraySegment<byte> HistoryBatch => !IsDelete && Name.StartsWith("nbh-", StringComparison.Ordinal) ? new(_bytes, 0, Count) : default;

    public bool IsLedger => !IsDelete && Name.StartsWith("nbl-", StringComparison.Ordinal);

    /// <summary>
    /// Different outcomes of a cut in this write: a delete that was done or not; of an append nothing, or each number of bytes kept, or each scattered.
    /// </summary>
    public int OutcomeCount => IsDelete ? 2 : (LengthBefore < 0 ? 2 : 1) + (2 * Count);

    public void Set(FlashModel store, string name, bool isDelete, ReadOnlySpan<byte> bytes)
    {
        Before.CopyFrom(store);
        Name = name;
        IsDelete = isDelete;
        LengthBefore = store.Length(name);
        Count = bytes.Length;
        if (_bytes.Length < Count)
        {
            _bytes = new byte[Count];
        }

        bytes.CopyTo(_bytes);
    }

    public void SetTruth(RunTruth truth, byte[] untold)
    {
        LedgerBatch = IsLedger ? new(_bytes, 0, Count) : new(untold);
        Committed = truth.Ledger.Count;
        HistoryCommitted = truth.History.Count;
        AcknowledgedTo = truth.AcknowledgedTo;
        Old = truth.Old;
        New = truth.New;
        IsDecided = truth.Ledger.Count > truth.CommittedBeforeOperation;
        Operation = truth.Operation;
    }

    public override string ToString() => IsDelete
        ? $"delete {Name} during {Operation.Kind} {Operation.Argument}"
        : $"append {Count} bytes to {Name} of {LengthBefore} during {Operation.Kind} {Operation.Argument}, {Committed} records committed, acknowledged to {AcknowledgedTo}";

    /// <summary>Makes the store after the cut: power is on again, nothing has run yet.</summary>
    /// <param name="store">Takes the outcome.</param>
    /// <param name="outcome">0..<see cref="OutcomeCount"/> - 1.</param>
    /// <param name="seed">Of the scattered pages.</param>
    public void Cut(FlashModel store, int outcome, ulong seed)
    {
        store.CopyFrom(Before);
        if (IsDelete)
        {
            store.ArmCut(store.WriteCount, outcome, UnclosedFate.Kept, seed);
            store.Delete(Name);
        }
        else
        {
            int lost = OutcomeCount - (2 * Count);
            int bytes = outcome < lost ? 0 : ((outcome - lost) >> 1) + 1;
            UnclosedFate fate = outcome < lost ? UnclosedFate.Lost : ((outcome - lost) & 1) == 0 ? UnclosedFate.Kept : UnclosedFate.Reordered;
            store.ArmCut(store.WriteCount, bytes, fate, outcome < lost ? (ulong)outcome : seed);
            store.Append(Name, _bytes, 0, Count);
        }

        store.PowerOn();
    }
}
