using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Puts the parts of streamed records together and keeps them until they are taken: a record never changes, so a second try fills the first one's holes.</summary>
internal sealed class RecordAssembler
{
    private const int TotalMax = RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc;

    private readonly Dictionary<uint, PartialRecord> _records = [];
    private readonly RecordHeader _header = new();
    private readonly ByteReader _reader = new();

    /// <summary>True where anything of a record after this number is here.</summary>
    public bool HasBeyond(uint number)
    {
        foreach (uint have in _records.Keys)
        {
            if (have > number)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the payload of a <see cref="MessageType.RecordPart"/>; one that is malformed is passed over.</summary>
    /// <returns>True where it brought something new.</returns>
    public bool Add(byte[] part, uint least)
    {
        var reader = new ByteReader(part, 0, part.Length);
        uint number = reader.U32();
        int total = reader.U16();
        int offset = reader.U16();
        int count = reader.Left;
        if (reader.IsBad || number < least || total > TotalMax || count == 0 || count > total - offset)
        {
            return false;
        }

        if (!_records.TryGetValue(number, out PartialRecord? record) || record.Bytes.Length != total)
        {
            _records[number] = record = new PartialRecord(total);
        }

        return record.Add(part.AsSpan(reader.Position, count), offset);
    }

    /// <summary>Takes a record out where all of it is here; one that fails its CRC is forgotten.</summary>
    public byte[]? Take(uint number)
    {
        if (!_records.TryGetValue(number, out PartialRecord? record) || !record.IsWhole)
        {
            return null;
        }

        _records.Remove(number);
        byte[] bytes = record.Bytes;
        bool isSound = _header.TryRead(bytes, 0, bytes.Length, _reader) && _header.Record == number && _header.TotalLength == bytes.Length;
        return isSound ? bytes : null;
    }
}
