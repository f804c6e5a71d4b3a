using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>A far end that answers what a test says, to reach what no real board does.</summary>
internal sealed class ScriptedBoard(Func<int, byte[], byte[]?> answer) : IByteTransport
{
    private readonly FrameDecoder _decoder = new();
    private readonly Queue<byte[]> _frames = new();
    private TaskCompletionSource<int>? _pending;
    private Memory<byte> _buffer;

    public string Name => "script";

    /// <summary>Requests that arrived, by type.</summary>
    public List<int> Requests { get; } = [];

    /// <summary>The reply to Hello of a board like any other.</summary>
    public static byte[] Hello(int major = ProtocolVersion.Major, ulong epoch = 5)
    {
        var writer = new ByteWriter(new byte[FrameFormat.PayloadMax]);
        writer.U8(0);
        writer.U8(major);
        writer.U8(3);
        writer.U8(1);
        writer.U8(1);
        writer.U16(4096);
        writer.U16(240);
        writer.Text("script");
        writer.Bytes(new byte[6], 0, 6);
        writer.U64(epoch);
        writer.U32(1);
        writer.Text("build");
        writer.U32(0xFFFFFFFF);     // what a later minor version appends
        return writer.Buffer.AsSpan(0, writer.Position).ToArray();
    }

    public Task ConnectAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _buffer = buffer;
        _pending = new TaskCompletionSource<int>();
        Task<int> read = _pending.Task;
        Deliver();
        return read;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        foreach (byte value in bytes.ToArray())
        {
            if (_decoder.Feed(value) == FrameEvent.Frame)
            {
                Answer();
            }
        }

        Deliver();
        return Task.CompletedTask;
    }

    public Task CloseAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;

    private void Answer()
    {
        Requests.Add(_decoder.Type);
        byte[]? reply = answer(_decoder.Type, _decoder.Payload.AsSpan(0, _decoder.PayloadLength).ToArray());
        if (reply is not null)
        {
            byte[] frame = new byte[FrameFormat.EncodedMax];
            int length = FrameEncoder.Encode(_decoder.Type | MessageType.ReplyBit, _decoder.Id, reply, 0, reply.Length, frame);
            _frames.Enqueue(frame[..length]);
        }
    }

    private void Deliver()
    {
        if (_pending is { } pending && _frames.TryDequeue(out byte[]? frame))
        {
            _pending = null;
            frame.CopyTo(_buffer);
            pending.SetResult(frame.Length);
        }
    }
}
