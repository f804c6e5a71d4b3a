using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Runtime;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>A cable between a client and a board's runtime: one end is a transport, the other a link whose driver holds a bounded number of bytes.</summary>
internal sealed class SimulatedLine(string name, int receiveWindow) : IByteTransport, IByteLink
{
    private readonly Queue<byte> _toBoard = new();
    private readonly Queue<byte> _toClient = new();
    private TaskCompletionSource<int>? _pending;
    private Memory<byte> _pendingBuffer;

    public string Name => name;

    public LineNoise ToBoard { get; set; } = LineNoise.None;

    public LineNoise ToClient { get; set; } = LineNoise.None;

    /// <summary>How often bytes found the driver's buffer full; the driver drops everything that it holds then, as the real one does.</summary>
    public int OverrunCount { get; private set; }

    /// <summary>Most bytes that the driver held at once.</summary>
    public int FullestBytes { get; private set; }

    /// <summary>Bytes that went either way.</summary>
    public long TrafficBytes { get; private set; }

    /// <summary>Set to make the next read and write fail, as a pulled cable does.</summary>
    public bool IsCut { get; set; }

    /// <summary>Set to refuse to open.</summary>
    public bool CannotOpen { get; set; }

    public bool WasClosed { get; private set; }

    public int ConnectionNumber { get; private set; }

    public Task ConnectAsync(CancellationToken cancel)
    {
        if (CannotOpen)
        {
            throw new DeviceUnreachableException($"{name} cannot be opened", "Plug it in.");
        }

        ConnectionNumber++;
        return Task.CompletedTask;
    }

    public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (IsCut)
        {
            throw new IOException("the cable was pulled");
        }

        if (_toClient.Count > 0)
        {
            return Task.FromResult(Take(_toClient, buffer.Span));
        }

        _pendingBuffer = buffer;
        _pending = new TaskCompletionSource<int>();
        return _pending.Task;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (IsCut)
        {
            throw new IOException("the cable was pulled");
        }

        TrafficBytes += bytes.Length;
        foreach (byte value in ToBoard.Pass(bytes.Span))
        {
            if (_toBoard.Count == receiveWindow)
            {
                OverrunCount++;
                DropPending();
                break;
            }

            _toBoard.Enqueue(value);
        }

        FullestBytes = Math.Max(FullestBytes, _toBoard.Count);
        return Task.CompletedTask;
    }

    /// <summary>Loses everything that the driver holds for the board.</summary>
    public void DropPending() => _toBoard.Clear();

    /// <summary>Puts bytes on the line that nobody sent.</summary>
    public void Inject(ReadOnlySpan<byte> toBoard, ReadOnlySpan<byte> toClient)
    {
        foreach (byte value in toBoard)
        {
            _toBoard.Enqueue(value);
        }

        foreach (byte value in toClient)
        {
            _toClient.Enqueue(value);
        }

        Wake();
    }

    public Task CloseAsync()
    {
        WasClosed = true;
        _pending?.TrySetException(new IOException("closed"));
        _pending = null;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    public int Read(byte[] buffer, int offset, int count) => Take(_toBoard, buffer.AsSpan(offset, count));

    public bool Write(byte[] buffer, int offset, int count)
    {
        TrafficBytes += count;
        foreach (byte value in ToClient.Pass(buffer.AsSpan(offset, count)))
        {
            _toClient.Enqueue(value);
        }

        Wake();
        return true;
    }

    private void Wake()
    {
        if (_pending is { } pending && _toClient.Count > 0)
        {
            _pending = null;
            pending.SetResult(Take(_toClient, _pendingBuffer.Span));
        }
    }

    private static int Take(Queue<byte> from, Span<byte> target)
    {
        int count = Math.Min(from.Count, target.Length);
        for (int i = 0; i < count; i++)
        {
            target[i] = from.Dequeue();
        }

        return count;
    }
}
