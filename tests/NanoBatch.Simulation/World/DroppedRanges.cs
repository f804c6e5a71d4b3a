using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>What a board says it dropped, from its Dropped records.</summary>
internal sealed class DroppedRanges
{
    private readonly List<(uint First, uint Last, int Reason)> _ranges = [];
    private readonly HashSet<uint> _numbers = [];

    public DroppedRanges(EpochTruth truth)
    {
        foreach (TruthRecord record in truth.Committed)
        {
            if (record.Type == RecordType.Dropped)
            {
                var reader = new ByteReader(record.Bytes, RecordSizes.Header, record.Bytes.Length - RecordSizes.Header - RecordSizes.Crc);
                Add(reader.U32(), reader.U32(), reader.U8(), record.Number);
            }
        }
    }

    /// <summary>Numbers in all ranges.</summary>
    public int Count => _numbers.Count;

    public bool Has(uint number) => _numbers.Contains(number);

    /// <summary>True where something that was to be remembered was dropped between two records: what the board knew after it is not in its store.</summary>
    public bool HasBetween(uint after, uint before) => _ranges.Exists(r => r.Last > after && r.First < before);

    private void Add(uint first, uint last, int reason, uint number)
    {
        if (first == 0 || last < first || last - first > 100_000)
        {
            throw new WorldViolationException($"record {number} says that {first} to {last} were dropped");
        }

        _ranges.Add((first, last, reason));
        for (uint n = first; n <= last; n++)
        {
            if (!_numbers.Add(n))
            {
                throw new WorldViolationException($"record {n} was reported as dropped twice");
            }
        }
    }
}
