using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>One record as a board committed it, or tried to.</summary>
/// <param name="Number">Record number.</param>
/// <param name="Type">Kind.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record TruthRecord(uint Number, RecordType Type, byte[] Bytes)
{
    /// <summary>Cuts the records of one append apart; bytes that are no record end it.</summary>
    public static List<TruthRecord> Split(byte[] buffer, int offset, int count)
    {
        var records = new List<TruthRecord>();
        var header = new RecordHeader();
        var reader = new ByteReader();
        for (int at = offset; at < offset + count && header.TryRead(buffer, at, offset + count - at, reader); at += header.TotalLength)
        {
            records.Add(new TruthRecord(header.Record, header.Type, buffer.AsSpan(at, header.TotalLength).ToArray()));
        }

        return records;
    }
}
