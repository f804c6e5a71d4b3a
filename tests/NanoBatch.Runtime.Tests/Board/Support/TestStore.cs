using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>Files in memory that a test can copy, cut, damage and make refuse; a file's room is allocated once, when it is created.</summary>
internal sealed class TestStore(int fileRoom = 1 << 14) : IStore
{
    private sealed class Blob(int room)
    {
        public byte[] Bytes = new byte[room];
        public int Length;
    }

    private readonly Dictionary<string, Blob> _files = [];

    public bool RefusesWrites { get; set; }

    /// <summary>Writes to be refused although all their bytes arrive, as when a file fails to close: how many more, counted down.</summary>
    public int RefusesWhole { get; set; }

    /// <summary>Files whose names begin so meet a full heap when they are written or deleted; null for none.</summary>
    public string? HeapFullFor { get; set; }

    /// <summary>Reads of any place that fail before one succeeds.</summary>
    public int FailedReadsOfEach { get; set; }

    private readonly Dictionary<(string Name, int Position), int> _failedReads = [];

    public string[] List() => [.. _files.Keys.Order(StringComparer.Ordinal)];

    public string[] Segments => [.. List().Where(name => name.StartsWith("nbl-", StringComparison.Ordinal))];

    public string[] Packages => [.. List().Where(name => name.StartsWith("nbj-", StringComparison.Ordinal))];

    public int LengthOf(string name) => _files[name].Length;

    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        if (!_files.TryGetValue(name, out Blob? file))
        {
            return -1;
        }

        int failed = _failedReads.GetValueOrDefault((name, position));
        if (failed < FailedReadsOfEach)
        {
            _failedReads[(name, position)] = failed + 1;
            return -1;
        }

        _failedReads.Remove((name, position));
        int available = Math.Clamp(file.Length - position, 0, count);
        Array.Copy(file.Bytes, Math.Min(position, file.Length), buffer, offset, available);
        return available;
    }

    public int Length(string name) => _files.TryGetValue(name, out Blob? file) ? file.Length : -1;

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        MeetHeap(name);
        if (RefusesWrites)
        {
            return false;
        }

        if (!_files.TryGetValue(name, out Blob? file))
        {
            _files[name] = file = new Blob(fileRoom);
        }

        if (file.Length + count > file.Bytes.Length)
        {
            Array.Resize(ref file.Bytes, (file.Length + count) * 2);
        }

        Array.Copy(buffer, offset, file.Bytes, file.Length, count);
        file.Length += count;
        bool isRefused = RefusesWhole > 0 && name.StartsWith("nbl-", StringComparison.Ordinal);
        RefusesWhole -= isRefused ? 1 : 0;
        return !isRefused;
    }

    public bool Delete(string name)
    {
        MeetHeap(name);
        _files.Remove(name);
        return true;
    }

    private void MeetHeap(string name)
    {
        if (HeapFullFor is not null && name.StartsWith(HeapFullFor, StringComparison.Ordinal))
        {
#pragma warning disable CA2201 // as the device's runtime throws it
            throw new OutOfMemoryException();
#pragma warning restore CA2201
        }
    }

    public long FreeBytes() => int.MaxValue;

    public TestStore Clone()
    {
        var copy = new TestStore(fileRoom);
        foreach ((string name, Blob file) in _files)
        {
            copy._files[name] = new Blob(file.Bytes.Length) { Length = file.Length };
            file.Bytes.CopyTo(copy._files[name].Bytes, 0);
        }

        return copy;
    }

    public void Cut(string name, int length) => _files[name].Length = length;

    public void Damage(string name, int position, int mask) => _files[name].Bytes[position] ^= (byte)mask;
}
