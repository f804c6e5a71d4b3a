using System;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Puts the parts of streamed records together; a record that lacks a part or fails its CRC is dropped.</summary>
internal sealed class RecordAssembler
{
    private const int TotalMax = RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc;

    private readonly RecordHeader _header = new();
    private readonly ByteReader _reader = new();
    private byte[] _bytes = [];
    private uint _record;
    private int _have;

    /// <summary>Forgets a record that is not whole.</summary>
    public void Reset()
    {
        _bytes = [];
        _have = 0;
    }

    /// <summary>Takes the payload of a <see cref="MessageType.RecordPart"/>.</summary>
    /// <returns>The record that it completes, or null.</returns>
    public StreamedRecord? Add(byte[] part)
    {
        var reader = new ByteReader(part, 0, part.Length);
        uint record = reader.U32();
        int total = reader.U16();
        int offset = reader.U16();
        if (reader.IsBad || total > TotalMax)
        {
            Reset();
            return null;
        }

        if (offset == 0)
        {
            _bytes = new byte[total];
            _record = record;
            _have = 0;
        }

        int count = reader.Left;
        if (record != _record || total != _bytes.Length || offset != _have || count > total - offset)
        {
            Reset();
            return null;
        }

        Array.Copy(part, reader.Position, _bytes, offset, count);
        _have += count;
        if (_have < total)
        {
            return null;
        }

        byte[] bytes = _bytes;
        Reset();
        bool isSound = _header.TryRead(bytes, 0, bytes.Length, _reader) && _header.Record == record && _header.TotalLength == bytes.Length;
        return isSound ? new StreamedRecord(record, bytes) : null;
    }
}
