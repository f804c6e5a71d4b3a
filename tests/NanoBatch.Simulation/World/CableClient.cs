using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>The laptop's end of a cable, in the board's own time: requests with retries, records read without a loss (docs/PROTOCOL.md).</summary>
internal sealed class CableClient(SimulatedBoard board, Chance chance)
{
    private const int AttemptsMax = 8;

    private readonly FrameDecoder _decoder = new();
    private readonly byte[] _frame = new byte[FrameFormat.EncodedMax];
    private readonly Dictionary<uint, PartialRecord> _partial = [];
    private int _id = chance.Below(60_000);

    /// <summary>Payload to fill before a request.</summary>
    public ByteWriter Payload { get; } = new(new byte[FrameFormat.PayloadMax]);

    /// <summary>Begins the payload of a request.</summary>
    public ByteWriter Begin()
    {
        Payload.Reset(Payload.Buffer, 0);
        return Payload;
    }

    /// <summary>Asks until an answer comes or patience ends.</summary>
    /// <returns>The reply's payload behind its status, or null.</returns>
    public ByteReader? Request(int type, out ReplyStatus status)
    {
        status = 0;
        _id = (_id % 0xFFFF) + 1;
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            Post(type);
            if (!board.Run())
            {
                return null;
            }

            while (Next())
            {
                if (_decoder.Type == (type | MessageType.ReplyBit) && _decoder.Id == _id)
                {
                    var reader = new ByteReader(_decoder.Payload.AsSpan(0, _decoder.PayloadLength).ToArray(), 0, _decoder.PayloadLength);
                    status = (ReplyStatus)reader.U8();
                    return reader;
                }
            }
        }

        return null;
    }

    /// <summary>Reads records from a number on; a hole in the numbers is believed only when it was asked for alone.</summary>
    /// <param name="from">First record wanted.</param>
    /// <param name="epoch">Store that they must lie in.</param>
    /// <param name="take">Gets each in order; false ends the reading.</param>
    /// <returns>True where all that the board has was read.</returns>
    public bool ReadRecords(uint from, ulong epoch, Func<byte[], bool> take)
    {
        uint next = from;
        int failures = 0;
        while (failures < AttemptsMax)
        {
            bool isAlone = HasBeyond(next);
            uint first = next;
            RecordsEnd? end = ReadBatch(first, isAlone ? 1 : 1 + chance.Below(60));
            failures = end is null ? failures + 1 : failures;
            if (board.Runtime is null || (end is not null && end.Epoch != epoch))
            {
                return false;
            }

            if (end is not null && end.Next == first)
            {
                return true;
            }

            next = isAlone && end is not null ? end.Next - 1 : next;
            while (TryTake(next) is { } record)
            {
                failures = 0;
                next++;
                if (!take(record))
                {
                    return false;
                }
            }

            failures += next == first ? 1 : 0;
            if (end is not null && next >= end.BoardNext)
            {
                return true;
            }
        }

        return false;
    }

    private RecordsEnd? ReadBatch(uint first, int count)
    {
        ByteWriter payload = Begin();
        payload.U32(first);
        payload.U16(count);
        _id = (_id % 0xFFFF) + 1;
        Post(MessageType.ReadRecords);
        if (!board.Run())
        {
            return null;
        }

        while (Next())
        {
            var reader = new ByteReader(_decoder.Payload, 0, _decoder.PayloadLength);
            if (_decoder.Id != _id)
            {
                continue;
            }

            if (_decoder.Type == (MessageType.ReadRecords | MessageType.ReplyBit))
            {
                return reader.U8() == (int)ReplyStatus.Done ? new RecordsEnd(reader.U32(), reader.U32(), reader.U64()) : null;
            }

            if (_decoder.Type == MessageType.RecordPart)
            {
                AddPart(reader);
            }
        }

        return null;
    }

    private void AddPart(ByteReader reader)
    {
        uint number = reader.U32();
        int total = reader.U16();
        int offset = reader.U16();
        if (!_partial.TryGetValue(number, out PartialRecord? record) || record.Bytes.Length != total)
        {
            _partial[number] = record = new PartialRecord(new byte[total], new bool[total]);
        }

        int count = reader.Left;
        reader.Bytes(record.Bytes, offset, count);
        Array.Fill(record.Has, true, offset, count);
    }

    private byte[]? TryTake(uint number)
    {
        if (!_partial.TryGetValue(number, out PartialRecord? record) || Array.IndexOf(record.Has, false) >= 0)
        {
            return null;
        }

        _partial.Remove(number);
        return record.Bytes;
    }

    private bool HasBeyond(uint number)
    {
        foreach (uint have in _partial.Keys)
        {
            if (have > number)
            {
                return true;
            }
        }

        return false;
    }

    private void Post(int type)
    {
        int length = FrameEncoder.Encode(type, _id, Payload.Buffer, 0, Payload.Position, _frame);
        board.Cable.Send(_frame.AsSpan(0, length));
    }

    private bool Next()
    {
        while (board.Cable.TryReceive(out byte value))
        {
            if (_decoder.Feed(value) == FrameEvent.Frame)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record PartialRecord(byte[] Bytes, bool[] Has);

    private sealed record RecordsEnd(uint Next, uint BoardNext, ulong Epoch);
}
