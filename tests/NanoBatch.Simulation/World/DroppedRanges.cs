using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>What a board says it dropped, from its Dropped records: those it committed, and those of batches that survived a cut.</summary>
internal sealed class DroppedRanges
{
    private readonly List<(uint First, uint Last)> _forgotten = [];
    private readonly HashSet<uint> _numbers = [];

    /// <param name="truth">What was committed.</param>
    /// <param name="rows">What was received, found sound before.</param>
    public DroppedRanges(EpochTruth truth, IEnumerable<StoredRow> rows)
    {
        foreach (TruthRecord record in truth.Committed)
        {
            AddIfDropped(record.Number, record.Bytes);
        }

        foreach (StoredRow row in rows)
        {
            if (truth.Find(row.Number) is null)
            {
                AddIfDropped(row.Number, row.Bytes);
            }
        }
    }

    /// <summary>Numbers in all ranges.</summary>
    public int Count => _numbers.Count;

    public bool Has(uint number) => _numbers.Contains(number);

    /// <summary>True where the board went on with something that its store does not have, between two records; what a cut took, it does not know either.</summary>
    public bool HasBetween(uint after, uint before) => _forgotten.Exists(r => r.Last > after && r.First < before);

    private void AddIfDropped(uint number, byte[] record)
    {
        var header = new RecordHeader();
        var reader = new ByteReader();
        if (header.TryRead(record, 0, record.Length, reader) && header.Type == RecordType.Dropped)
        {
            Add(reader.U32(), reader.U32(), (DropReason)reader.U8(), number);
        }
    }

    private void Add(uint first, uint last, DropReason reason, uint number)
    {
        if (first == 0 || last < first || last - first > 100_000)
        {
            throw new WorldViolationException($"record {number} says that {first} to {last} were dropped");
        }

        if (reason != DropReason.CutOff)
        {
            _forgotten.Add((first, last));
        }

        for (uint n = first; n <= last; n++)
        {
            if (!_numbers.Add(n))
            {
                throw new WorldViolationException($"record {n} was reported as dropped twice");
            }
        }
    }
}
