using System;
using System.Threading;
using NanoBatch.Runtime;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>A link of a virtual board: queues between the board's thread, which never blocks, and the stream's own threads.</summary>
public abstract class HostLink : IByteLink, IDisposable
{
    private const int ReceiveBytes = 4096;
    private const int SendBytes = 64 * 1024;

    private readonly ByteQueue _received = new(ReceiveBytes);
    private readonly ByteQueue _outgoing = new(SendBytes);
    private int _connectionNumber;
    private long _lastTrafficTicks;

    /// <summary>URI that <c>--to</c> takes.</summary>
    public abstract string Address { get; }

    /// <summary>Told of every arrival, so that a sleeping board wakes.</summary>
    public Action? Arrived { get; set; }

    /// <inheritdoc/>
    public int ConnectionNumber => Volatile.Read(ref _connectionNumber);

    /// <summary>True while a client is connected, as far as the stream can tell.</summary>
    public virtual bool HasClient => true;

    /// <summary>Timestamp (<see cref="TimeProvider.GetTimestamp"/>) of the last byte in either direction; 0 before the first.</summary>
    public long LastTraffic => Volatile.Read(ref _lastTrafficTicks);

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count) => _received.Take(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public bool Write(byte[] buffer, int offset, int count)
    {
        Touch();
        return _outgoing.TryAdd(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes both queues; the stream's threads then end.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _received.Close();
        _outgoing.Close();
    }

    /// <summary>Hands received bytes to the board, waiting for room.</summary>
    protected bool Deliver(ReadOnlySpan<byte> bytes)
    {
        Touch();
        bool isOpen = _received.Add(bytes);
        Arrived?.Invoke();
        return isOpen;
    }

    /// <summary>Takes bytes to send, waiting for some; 0 when the link is closed.</summary>
    protected int TakeOutgoing(Span<byte> target) => _outgoing.TakeOrWait(target);

    /// <summary>A new client: what was meant for the old one is forgotten.</summary>
    protected void BeginConnection()
    {
        _received.Clear();
        _outgoing.Clear();
        Interlocked.Increment(ref _connectionNumber);
        Touch();
        Arrived?.Invoke();
    }

    private void Touch() => Volatile.Write(ref _lastTrafficTicks, TimeProvider.System.GetTimestamp());
}
