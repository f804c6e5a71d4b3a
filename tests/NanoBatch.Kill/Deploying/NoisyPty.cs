using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Kill.Deploying;

/// <summary>A pseudo-terminal with a bad cable behind it: byte errors either way, and a driver that holds a bounded number of bytes and drops them all when more come.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class NoisyPty(int windowBytes) : IByteLink, IDisposable
{
    private readonly PtyLink _pty = new();
    private readonly Queue<byte> _held = new();
    private readonly byte[] _arrived = new byte[1024];

    /// <summary>URI for the client.</summary>
    public string Address => _pty.Address;

    public LineNoise ToBoard { get; set; } = LineNoise.None;

    public LineNoise ToClient { get; set; } = LineNoise.None;

    /// <summary>Told of every arrival of bytes, before the driver holds them; true makes it drop everything instead.</summary>
    public Func<bool>? Drops { get; set; }

    /// <summary>Times the driver dropped what it held.</summary>
    public int DropCount { get; private set; }

    /// <inheritdoc/>
    public int ConnectionNumber => _pty.ConnectionNumber;

    /// <summary>Calls back when bytes arrive.</summary>
    public void WhenArrived(Action callback) => _pty.Arrived = callback;

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        int arrived;
        while ((arrived = _pty.Read(_arrived, 0, _arrived.Length)) > 0)
        {
            Hold(ToBoard.Pass(_arrived.AsSpan(0, arrived)));
        }

        int taken = 0;
        while (taken < count && _held.TryDequeue(out byte value))
        {
            buffer[offset + taken++] = value;
        }

        return taken;
    }

    /// <inheritdoc/>
    public bool Write(byte[] buffer, int offset, int count)
    {
        byte[] noisy = ToClient.Pass(buffer.AsSpan(offset, count));
        return _pty.Write(noisy, 0, noisy.Length);
    }

    /// <summary>Loses what the driver holds, as a power cut does.</summary>
    public void Forget() => _held.Clear();

    /// <inheritdoc/>
    public void Dispose() => _pty.Dispose();

    private void Hold(byte[] bytes)
    {
        if (Drops?.Invoke() == true || _held.Count + bytes.Length > windowBytes)
        {
            _held.Clear();
            DropCount++;
            return;
        }

        foreach (byte value in bytes)
        {
            _held.Enqueue(value);
        }
    }
}
