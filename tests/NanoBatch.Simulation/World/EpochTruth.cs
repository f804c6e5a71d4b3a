using System.Collections.Generic;

namespace NanoBatch.Simulation.World;

/// <summary>What a board wrote into one store between two wipes: the side of the comparison that is never wrong.</summary>
/// <param name="epoch">The store's number.</param>
/// <param name="board">The board it belongs to, from 0.</param>
internal sealed class EpochTruth(ulong epoch, int board)
{
    private readonly Dictionary<uint, TruthRecord> _byNumber = [];
    private readonly Dictionary<uint, int> _starts = [];

    public ulong Epoch => epoch;

    public int Board => board;

    /// <summary>Committed records in the order of their commits, which is that of their numbers.</summary>
    public List<TruthRecord> Committed { get; } = [];

    /// <summary>Batches that were cut or refused: each may be there as a whole, or not at all.</summary>
    public List<IReadOnlyList<TruthRecord>> Uncertain { get; } = [];

    /// <summary>Numbers among which the board lost records while it was running: it went on with what its store does not have.</summary>
    public List<(uint First, uint Last)> Forgotten { get; } = [];

    /// <summary>True once the disk came back empty: what was not delivered by then is gone.</summary>
    public bool IsWiped { get; set; }

    public TruthRecord? Find(uint number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Notes a committed record.</summary>
    public void Commit(TruthRecord record)
    {
        if (Committed.Count > 0 && Committed[^1].Number >= record.Number)
        {
            throw new WorldViolationException($"record {record.Number} was committed after {Committed[^1].Number}: a number was used twice");
        }

        Committed.Add(record);
        _byNumber.Add(record.Number, record);
    }

    /// <summary>Notes that a record carries a boot number; each start of a board needs its own.</summary>
    /// <param name="boot">As the record says.</param>
    /// <param name="start">The start of the board, as the world counts them.</param>
    public void NoteBoot(uint boot, int start)
    {
        if (_starts.TryGetValue(boot, out int other) && other != start)
        {
            throw new WorldViolationException($"boot number {boot} was used by two starts");
        }

        _starts[boot] = start;
    }

    /// <summary>The place in <see cref="Committed"/> of the first record from a number on.</summary>
    public int IndexFrom(uint number)
    {
        int low = 0;
        int high = Committed.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Committed[middle].Number < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
