using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>What a board says it dropped, from its Dropped records: those it committed, and those of batches that survived a cut.</summary>
internal sealed class DroppedRanges
{
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

    private void AddIfDropped(uint number, byte[] record)
    {
        var header = new RecordHeader();
        var reader = new ByteReader();
        if (header.TryRead(record, 0, record.Length, reader) && header.Type == RecordType.Dropped)
        {
            Add(reader.U32(), reader.U32(), number);
        }
    }

    private void Add(uint first, uint last, uint number)
    {
        if (first == 0 || last < first || last - first > 100_000)
        {
            throw new WorldViolationException($"record {number} says that {first} to {last} were dropped");
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
