using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>The hub's side of a board's outbox (<see cref="DeliveryFormat"/>): message in, records stored, acknowledgement out, in this order.</summary>
/// <remarks>
/// Total for any bytes: a message with anything wrong in it is counted and forgotten, and the board sends again. Keeps nothing that matters but half-assembled
/// long records, so that it can die at any moment, and several may share one database. One instance for one thread.
/// </remarks>
public sealed class DeliveryReceiver(IDeliveryStore store)
{
    /// <summary>Deliveries that one acknowledgement may name: what fits into a message to a board.</summary>
    public const int AcknowledgedMax = (DeliveryFormat.ToBoardMax - AcknowledgementHead) / RangeBytes;

    private const int AcknowledgementHead = 9;
    private const int RangeBytes = 8;

    private readonly RecordHeader _header = new();
    private readonly ByteReader _reader = new();
    private readonly ByteReader _payload = new();
    private readonly PartAssembler _parts = new();

    public DeliveryCounters Counters { get; } = new();

    /// <summary>Takes one message, and stores what it brings.</summary>
    /// <param name="board">Label of the board it came from, or null.</param>
    /// <param name="message">Its bytes; the receiver may keep the array.</param>
    /// <returns>The acknowledgement to send to that board, or null where nothing was stored.</returns>
    /// <remarks>What the store throws passes through; nothing is acknowledged then, and the next message is taken as if this one had not come.</remarks>
    public byte[]? Receive(string? board, byte[] message)
    {
        if (Read(board, message) is not { } batch)
        {
            return null;
        }

        Store([batch]);
        return Acknowledgement([batch]);
    }

    /// <summary>Takes one message and stores nothing yet: many of them may go into one transaction.</summary>
    /// <param name="board">Label of the board it came from, or null.</param>
    /// <param name="message">Its bytes; the receiver may keep the array.</param>
    /// <returns>What <see cref="Store"/> is to be given, or null where the message is none, or a part of a record that others complete.</returns>
    public DeliveryBatch? Read(string? board, byte[] message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Counters.Messages++;
        DeliveryBatch? batch = Read(board, message, out bool isWaiting);
        Counters.Malformed += batch is null && !isWaiting ? 1 : 0;
        return batch;
    }

    /// <summary>Stores batches in one transaction; acknowledge them when it has returned.</summary>
    /// <remarks>What the store throws passes through; nothing may be acknowledged then.</remarks>
    /// <returns>How many records were new.</returns>
    public int Store(IReadOnlyList<DeliveryBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        int added = store.Store(batches);
        Counters.Stored += added;
        Counters.Duplicates += batches.Sum(batch => batch.Records.Count) - added;
        return added;
    }

    /// <summary>Payload of <see cref="MessageType.Acknowledge"/>: the ranges that deliveries of one epoch stand for.</summary>
    /// <param name="batches">At least one, at most <see cref="AcknowledgedMax"/>, all of one epoch.</param>
    public static byte[] Acknowledgement(IReadOnlyList<DeliveryBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batches.Count, AcknowledgedMax);
        var writer = new ByteWriter(new byte[AcknowledgementHead + (batches.Count * RangeBytes)]);
        writer.U64(batches[0].Epoch);
        writer.U8(batches.Count);
        foreach (DeliveryBatch batch in batches)
        {
            writer.U32(batch.First);
            writer.U32(batch.Last);
        }

        return writer.Buffer;
    }

    /// <summary>Reads a message.</summary>
    /// <param name="isWaiting">True where it was a part, and others are missing.</param>
    /// <returns>What is to be stored, or null.</returns>
    private DeliveryBatch? Read(string? board, byte[] message, out bool isWaiting)
    {
        isWaiting = false;
        _reader.Reset(message, 0, message.Length);
        int kind = _reader.U8();
        ulong epoch = _reader.U64();
        uint previous = _reader.U32();
        if (_reader.IsBad || epoch == 0)
        {
            return null;
        }

        byte[]? content = message;
        int from = DeliveryFormat.Head;
        if (kind == DeliveryFormat.RecordPart)
        {
            content = _parts.Add((epoch, previous), _reader, message);
            Counters.Parts += _reader.IsBad ? 0 : 1;
            Counters.Forgotten = _parts.ForgottenCount;
            isWaiting = content is null && !_reader.IsBad;
            from = 0;
        }
        else if (kind != DeliveryFormat.WholeRecords)
        {
            return null;
        }

        IReadOnlyList<DeliveredRecord>? records = content is null ? null : Split(content, from, previous);
        return records is null ? null : new DeliveryBatch(board, epoch, previous + 1, records[^1].Number, records);
    }

    /// <summary>Cuts records apart.</summary>
    /// <returns>Null where a byte is left over, a record is damaged, or the numbers do not rise from <paramref name="previous"/> on.</returns>
    private List<DeliveredRecord>? Split(byte[] content, int from, uint previous)
    {
        var records = new List<DeliveredRecord>();
        for (int at = from; at < content.Length; at += _header.TotalLength)
        {
            if (!_header.TryRead(content, at, content.Length - at, _payload) || _header.Record <= previous)
            {
                return null;
            }

            previous = _header.Record;
            records.Add(new DeliveredRecord(_header.Record, content.AsMemory(at, _header.TotalLength)));
        }

        return records.Count == 0 ? null : records;
    }
}
