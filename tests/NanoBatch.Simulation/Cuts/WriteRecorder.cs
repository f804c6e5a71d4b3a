using System;
using System.Collections.Generic;
using NanoBatch.Runtime;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Cuts;

/// <summary>A store that notes each write before it happens, so that the power can be cut inside it later, as often as wanted.</summary>
internal sealed class WriteRecorder(RunTruth truth) : IStore
{
    private readonly List<WritePoint> _points = [];
    private byte[] _untold = [];    // closed, and the ledger's owner has not told of it yet
    private int _untoldAt;

    public FlashModel Flash { get; } = new();

    public int Count { get; private set; }

    /// <summary>Writes that are noted; those after them only happen.</summary>
    public int CountMax { get; set; } = int.MaxValue;

    public WritePoint PointAt(int index) => _points[index];

    public void Clear()
    {
        Count = 0;
        _untold = [];
    }

    public string[] List() => Flash.List();

    public int Read(string name, int position, byte[] buffer, int offset, int count) => Flash.Read(name, position, buffer, offset, count);

    public int Length(string name) => Flash.Length(name);

    public long FreeBytes() => Flash.FreeBytes();

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        Note(name, false, buffer.AsSpan(offset, count));
        bool isKept = Flash.Append(name, buffer, offset, count);
        if (isKept && Count < CountMax && name.StartsWith("nbl-", StringComparison.Ordinal))
        {
            _untold = buffer[offset..(offset + count)];
            _untoldAt = truth.Ledger.Count;
        }

        return isKept;
    }

    public bool Delete(string name)
    {
        if (Flash.Length(name) >= 0)
        {
            Note(name, true, []);
        }

        return Flash.Delete(name);
    }

    private void Note(string name, bool isDelete, ReadOnlySpan<byte> bytes)
    {
        if (Count >= CountMax)
        {
            return;
        }

        if (Count == _points.Count)
        {
            _points.Add(new WritePoint());
        }

        WritePoint point = _points[Count++];
        point.Set(Flash, name, isDelete, bytes);
        point.SetTruth(truth, _untoldAt == truth.Ledger.Count ? _untold : []);
    }
}
