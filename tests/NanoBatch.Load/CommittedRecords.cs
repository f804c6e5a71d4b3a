using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Runtime;

namespace NanoBatch.Load;

/// <summary>The numbers of what a board committed for receivers: one side of the comparison at the end.</summary>
internal sealed class CommittedRecords : IRecordTap
{
    private readonly RecordHeader _header = new();
    private readonly ByteReader _reader = new();
    private readonly List<ulong> _bits = [];

    /// <summary>Reports among them.</summary>
    public int ReportCount { get; private set; }

    /// <summary>The greatest number.</summary>
    public uint Last { get; private set; }

    /// <summary>Numbers that are in one of the two sets and not in the other.</summary>
    /// <param name="stored">What the database has.</param>
    public (long Lost, long Invented) Compare(IReadOnlyList<RecordRange> stored)
    {
        var database = new CommittedRecords();
        foreach (RecordRange range in stored)
        {
            for (long number = range.First; number <= range.Last; number++)
            {
                database.Set((uint)number);
            }
        }

        return (Missing(this, database), Missing(database, this));
    }

    public void Committed(byte[] buffer, int offset, int count)
    {
        if (!_header.TryRead(buffer, offset, count, _reader) || _header.Type is RecordType.TaskState or RecordType.Snapshot or RecordType.Acknowledged)
        {
            return;     // a board's own state, which no receiver wants
        }

        ReportCount += _header.Type == RecordType.Report ? 1 : 0;
        Last = _header.Record;
        Set(_header.Record);
    }

    private void Set(uint number)
    {
        int word = (int)(number / 64);
        while (_bits.Count <= word)
        {
            _bits.Add(0);
        }

        _bits[word] |= 1UL << (int)(number % 64);
    }

    private static long Missing(CommittedRecords of, CommittedRecords from)
    {
        long missing = 0;
        for (int word = 0; word < of._bits.Count; word++)
        {
            ulong other = word < from._bits.Count ? from._bits[word] : 0;
            missing += System.Numerics.BitOperations.PopCount(of._bits[word] & ~other);
        }

        return missing;
    }
}
