using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.EndToEnd.Tests.Application;

/// <summary>A pseudo-terminal with the board's driver behind it: bytes come at 115 200 baud into 4 096 bytes of memory, and one too many drops all that wait.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SlowPty : IByteLink, IDisposable
{
    private const int BytesPerSecond = 11_520;
    private const int DriverBytes = 4096;
    private const int TickMs = 5;

    private readonly object _gate = new();
    private readonly PtyLink _pty = new();
    private readonly Queue<byte> _driver = new();
    private readonly Func<bool> _drops;
    private readonly Action _arrived;
    private readonly Thread _wire;
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly long _startTicks = Stopwatch.GetTimestamp();
    private double _sentUntilMs;

    /// <param name="drops">Asked at each arrival whether the driver drops what it holds all the same.</param>
    /// <param name="arrived">Called when bytes have come.</param>
    public SlowPty(Func<bool> drops, Action arrived)
    {
        _drops = drops;
        _arrived = arrived;
        _wire = new Thread(Carry) { IsBackground = true, Name = "wire" };
        _wire.Start();
    }

    public string Address => _pty.Address;

    public int DropCount { get; private set; }

    /// <summary>While true nobody takes from the driver.</summary>
    public bool IsUnread { get; set; }

    public int ConnectionNumber => _pty.ConnectionNumber;

    private double NowMs => Stopwatch.GetElapsedTime(_startTicks).TotalMilliseconds;

    public int Read(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            int taken = 0;
            while (!IsUnread && taken < count && _driver.TryDequeue(out byte value))
            {
                buffer[offset + taken++] = value;
            }

            return taken;
        }
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        double nowMs = NowMs;
        if (_sentUntilMs > nowMs)
        {
            return false;       // the wire is busy
        }

        if (!_pty.Write(buffer, offset, count))
        {
            return false;
        }

        _sentUntilMs = nowMs + (count * 1000.0 / BytesPerSecond);
        return true;
    }

    public void Dispose()
    {
        _stop.Set();
        _wire.Join();
        _pty.Dispose();
        _stop.Dispose();
    }

    private void Carry()
    {
        byte[] tick = new byte[4096];
        double carriedMs = NowMs;
        while (!_stop.Wait(TickMs))
        {
            double nowMs = NowMs;
            int room = Math.Min(tick.Length, (int)((nowMs - carriedMs) * BytesPerSecond / 1000));
            int count = _pty.Read(tick, 0, room);
            carriedMs = nowMs;
            if (count > 0)
            {
                Hold(tick.AsSpan(0, count));
                _arrived();
            }
        }
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_driver.Count + bytes.Length > DriverBytes || _drops())
            {
                DropCount++;
                _driver.Clear();
                return;
            }

            foreach (byte value in bytes)
            {
                _driver.Enqueue(value);
            }
        }
    }
}
