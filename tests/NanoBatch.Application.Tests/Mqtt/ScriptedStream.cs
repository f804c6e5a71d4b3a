using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Application.Tests.Mqtt;

/// <summary>A stream whose other end does as its test says; a wait for bytes lets the clock go on.</summary>
internal sealed class ScriptedStream(StillMachine machine) : INetworkStream
{
    private readonly Queue<byte> _come = [];

    public bool Opens { get; set; } = true;

    public bool IsClosed { get; private set; }

    /// <summary>The peer has ended the connection, behind what has come.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Bytes that one read brings at most.</summary>
    public int Piece { get; set; } = int.MaxValue;

    /// <summary>How late what answers a packet comes, ms.</summary>
    public int AnswerAfterMs { get; set; }

    /// <summary>What each packet of the board brings.</summary>
    public Func<byte[], byte[]> Answers { get; set; } = _ => [];

    public List<byte[]> Sent { get; } = [];

    private (long AtMs, byte[] Bytes) _later = (long.MaxValue, []);

    public bool Open(ProfileRecord profile) => Opens;

    public void Bring(params byte[] bytes)
    {
        foreach (byte b in bytes)
        {
            _come.Enqueue(b);
        }
    }

    public int Read(byte[] buffer, int offset, int count, int waitMs)
    {
        if (_come.Count == 0 && machine.NowMs + waitMs >= _later.AtMs)
        {
            machine.Advance(_later.AtMs - machine.NowMs);
            Bring(_later.Bytes);
            _later = (long.MaxValue, []);
        }

        if (_come.Count == 0)
        {
            machine.Advance(IsEnded ? 0 : waitMs);
            return IsEnded ? -1 : 0;
        }

        int read = Math.Min(Math.Min(count, Piece), _come.Count);
        for (int i = 0; i < read; i++)
        {
            buffer[offset + i] = _come.Dequeue();
        }

        return read;
    }

    public void Write(byte[] bytes)
    {
        Sent.Add([.. bytes]);
        byte[] answer = Answers(bytes);
        if (answer.Length > 0)
        {
            _later = (machine.NowMs + AnswerAfterMs, [.. _later.Bytes, .. answer]);
        }
    }

    public void Close() => IsClosed = true;

    /// <summary>What was sent, one type a packet.</summary>
    public int[] SentTypes => [.. Sent.Select(packet => packet[0] >> 4)];
}
