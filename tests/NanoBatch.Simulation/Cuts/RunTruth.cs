using NanoBatch.Simulation.Checks;

namespace NanoBatch.Simulation.Cuts;

/// <summary>What a receiver, a person with a cable and the board's jobs may rely on at one moment of a run.</summary>
internal sealed class RunTruth
{
    public RecordShelf Ledger { get; } = new();

    public RecordShelf History { get; } = new();

    /// <summary>Highest record that was acknowledged, or is being acknowledged.</summary>
    public uint AcknowledgedTo { get; set; }

    /// <summary>Jobs before the operation under way.</summary>
    public JobSet Old { get; set; }

    /// <summary>Jobs after it; the same where it changes none.</summary>
    public JobSet New { get; set; }

    public Operation Operation { get; set; }

    public int CommittedBeforeOperation { get; set; }

    /// <summary>The truth just before a write of another run.</summary>
    public void CopyFrom(RunTruth other, WritePoint point)
    {
        Ledger.CopyFrom(other.Ledger, point.Committed);
        History.CopyFrom(other.History, point.HistoryCommitted);
        AcknowledgedTo = point.AcknowledgedTo;
        Old = point.Old;
        New = point.New;
        Operation = point.Operation;
        CommittedBeforeOperation = 0;
    }
}
