using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Runtime;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>Files of a virtual board that live as long as its process.</summary>
public sealed class MemoryStore : IStore
{
    private sealed class Blob
    {
        public byte[] Bytes = new byte[4096];
        public int Length;
    }

    private readonly Dictionary<string, Blob> _files = [];

    /// <inheritdoc/>
    public string[] List() => [.. _files.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        if (!_files.TryGetValue(name, out Blob? file))
        {
            return -1;
        }

        int available = Math.Clamp(file.Length - position, 0, count);
        Array.Copy(file.Bytes, Math.Min(position, file.Length), buffer, offset, available);
        return available;
    }

    /// <inheritdoc/>
    public int Length(string name) => _files.TryGetValue(name, out Blob? file) ? file.Length : -1;

    /// <inheritdoc/>
    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        if (!_files.TryGetValue(name, out Blob? file))
        {
            _files[name] = file = new Blob();
        }

        if (file.Length + count > file.Bytes.Length)
        {
            Array.Resize(ref file.Bytes, Math.Max(file.Bytes.Length * 2, file.Length + count));
        }

        Array.Copy(buffer, offset, file.Bytes, file.Length, count);
        file.Length += count;
        return true;
    }

    /// <inheritdoc/>
    public bool Delete(string name)
    {
        _files.Remove(name);
        return true;
    }

    /// <inheritdoc/>
    public long FreeBytes() => int.MaxValue;
}
