using System;
using System.Collections.Generic;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>A serial cable that changes and loses bytes, and sometimes a whole buffer; at one end the board's driver, at the other a laptop.</summary>
internal sealed class SimulatedCable(Chance chance, WorldFigures figures) : IByteLink
{
    /// <summary>What the board's driver holds.</summary>
    private const int BufferBytes = 4096;

    private readonly Queue<byte> _toBoard = new();
    private readonly Queue<byte> _toLaptop = new();

    /// <summary>Bytes that are changed or lost, of a million; one frame in as many is lost whole.</summary>
    public int NoisePerMillion { get; set; }

    public int ConnectionNumber { get; private set; }

    /// <summary>A laptop is plugged in.</summary>
    public void Connect()
    {
        ConnectionNumber++;
        Clear();
    }

    /// <summary>What was on its way is gone.</summary>
    public void Clear()
    {
        _toBoard.Clear();
        _toLaptop.Clear();
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = 0;
        while (taken < count && _toBoard.TryDequeue(out byte value))
        {
            buffer[offset + taken++] = value;
        }

        return taken;
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        if (_toLaptop.Count > 64 * BufferBytes)
        {
            return false;
        }

        Pass(buffer.AsSpan(offset, count), _toLaptop);
        return true;
    }

    /// <summary>The laptop sends bytes.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        Pass(bytes, _toBoard);
        if (_toBoard.Count > BufferBytes)
        {
            _toBoard.Clear();       // the driver drops everything pending
        }
    }

    /// <summary>The laptop takes a byte.</summary>
    public bool TryReceive(out byte value) => _toLaptop.TryDequeue(out value);

    private void Pass(ReadOnlySpan<byte> bytes, Queue<byte> queue)
    {
        if (chance.Hits(NoisePerMillion))
        {
            figures.DamagedFrames++;
            return;
        }

        bool isDamaged = false;
        foreach (byte value in bytes)
        {
            if (!chance.Hits(NoisePerMillion))
            {
                queue.Enqueue(value);
                continue;
            }

            isDamaged = true;
            if (chance.Below(2) == 0)
            {
                queue.Enqueue((byte)(value ^ (1 << chance.Below(8))));
            }
        }

        figures.DamagedFrames += isDamaged ? 1 : 0;
    }
}
