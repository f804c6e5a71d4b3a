using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>A broker's client whose other end is the test: what was published, and what is to be received.</summary>
internal sealed class ScriptedBus : IMessageBus
{
    private readonly Queue<(string? Client, byte[] Bytes)> _toBoard = new();

    public int ConnectionNumber { get; set; } = 1;

    public bool IsFull { get; set; }

    public List<(BusTopic Topic, byte[] Bytes)> Published { get; } = [];

    public List<(string Client, byte[] Bytes)> Replies { get; } = [];

    public string RequestClient { get; private set; } = "";

    public bool Publish(BusTopic topic, byte[] buffer, int offset, int count)
    {
        if (!IsFull)
        {
            Published.Add((topic, buffer[offset..(offset + count)]));
        }

        return !IsFull;
    }

    public byte[]? Receive(out BusTopic topic)
    {
        topic = BusTopic.Acknowledgement;
        if (!_toBoard.TryDequeue(out (string? Client, byte[] Bytes) message))
        {
            return null;
        }

        topic = message.Client is null ? BusTopic.Acknowledgement : BusTopic.Request;
        RequestClient = message.Client ?? RequestClient;
        return message.Bytes;
    }

    public bool Reply(string client, byte[] buffer, int offset, int count)
    {
        if (!IsFull)
        {
            Replies.Add((client, buffer[offset..(offset + count)]));
        }

        return !IsFull;
    }

    public void Acknowledge(ulong epoch, params (uint First, uint Last)[] ranges)
    {
        var writer = new ByteWriter(new byte[DeliveryFormat.ToBoardMax]);
        writer.U64(epoch);
        writer.U8(ranges.Length);
        foreach ((uint first, uint last) in ranges)
        {
            writer.U32(first);
            writer.U32(last);
        }

        Send(writer.Buffer[..writer.Position]);
    }

    public void Send(byte[] message) => _toBoard.Enqueue((null, message));

    public void Ask(string client, byte[] frames) => _toBoard.Enqueue((client, frames));

    /// <summary>Number after which a message's records follow, and their numbers.</summary>
    public static (uint Previous, List<uint> Records) Read(byte[] message)
    {
        var reader = new ByteReader(message, 0, message.Length);
        int kind = reader.U8();
        reader.U64();
        uint previous = reader.U32();
        var records = new List<uint>();
        if (kind == DeliveryFormat.RecordPart)
        {
            records.Add(reader.U32());
            return (previous, records);
        }

        var header = new RecordHeader();
        for (int at = DeliveryFormat.Head; at < message.Length; at += header.TotalLength)
        {
            if (!header.TryRead(message, at, message.Length - at, reader))
            {
                throw new InvalidOperationException("a message holds something else than records");
            }

            records.Add(header.Record);
        }

        return (previous, records);
    }
}
