using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A serial port and the cable's other end: requests go in as frames, replies come out as frames.</summary>
internal sealed class SimulatedSerial(SimulatedMachine machine) : IByteLink, IDisposable
{
    private readonly Queue<byte> _toBoard = new();
    private readonly FrameDecoder _decoder = new();
    private readonly List<(int Type, int Id, byte[] Payload)> _replies = [];
    private int _id;

    public bool Throws { get; set; }

    /// <summary>Writes never end.</summary>
    public bool Hangs { get; set; }

    public bool IsDisposed { get; private set; }

    public IWakeSignal? Arrived { get; set; }

    public int ConnectionNumber => 1;

    public int Read(byte[] buffer, int offset, int count)
    {
        Check();
        int taken = 0;
        while (taken < count && _toBoard.TryDequeue(out byte value))
        {
            buffer[offset + taken++] = value;
        }

        return taken;
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        Check();
        for (int i = 0; i < count; i++)
        {
            if (_decoder.Feed(buffer[offset + i]) == FrameEvent.Frame)
            {
                _replies.Add((_decoder.Type, _decoder.Id, _decoder.Payload[.._decoder.PayloadLength]));
            }
        }

        return true;
    }

    public void Dispose() => IsDisposed = true;

    /// <summary>Sends a request and lets time pass until its reply is there.</summary>
    /// <returns>The reply's payload, or null where none came within two seconds.</returns>
    public byte[]? Ask(int type, params byte[] payload)
    {
        _id = (_id % 65_535) + 1;
        byte[] frame = new byte[FrameFormat.EncodedMax];
        int length = FrameEncoder.Encode(type, _id, payload, 0, payload.Length, frame);
        foreach (byte value in frame.AsSpan(0, length))
        {
            _toBoard.Enqueue(value);
        }

        Arrived?.Set();
        for (int waited = 0; waited < 2000; waited += 50)
        {
            machine.RunFor(50);
            int at = _replies.FindIndex(r => r.Id == _id && r.Type == (type | MessageType.ReplyBit));
            if (at >= 0)
            {
                return _replies[at].Payload;
            }
        }

        return null;
    }

    private void Check()
    {
        if (Throws)
        {
            throw new InjectedException("serial");
        }

        if (Hangs)
        {
            machine.Wait(int.MaxValue / 2);
        }
    }
}
