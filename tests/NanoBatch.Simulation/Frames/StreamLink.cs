using System;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.Frames;

/// <summary>A line on which a harness sends bytes to a board; what the board answers is counted.</summary>
internal sealed class StreamLink : IByteLink
{
    private byte[] _bytes = [];
    private int _next;
    private int _end;

    public int ConnectionNumber => 1;

    public bool IsEmpty => _next == _end;

    /// <summary>Bytes that the board wrote.</summary>
    public long WrittenBytes { get; private set; }

    public void Send(byte[] bytes, int count)
    {
        _bytes = bytes;
        _next = 0;
        _end = count;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(count, _end - _next);
        Array.Copy(_bytes, _next, buffer, offset, taken);
        _next += taken;
        return taken;
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        WrittenBytes += count;
        return true;
    }
}
