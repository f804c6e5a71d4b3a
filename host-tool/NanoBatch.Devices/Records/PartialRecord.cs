using System;

namespace NanoBatch.Devices;

/// <summary>The bytes of one record as far as they have arrived.</summary>
internal sealed class PartialRecord(int total)
{
    private readonly bool[] _has = new bool[total];
    private int _missing = total;

    public byte[] Bytes { get; } = new byte[total];

    public bool IsWhole => _missing == 0;

    /// <summary>Takes bytes at an offset; they lie within the record.</summary>
    /// <returns>True where any of them were missing.</returns>
    public bool Add(ReadOnlySpan<byte> part, int offset)
    {
        int before = _missing;
        part.CopyTo(Bytes.AsSpan(offset));
        foreach (ref bool has in _has.AsSpan(offset, part.Length))
        {
            _missing -= has ? 0 : 1;
            has = true;
        }

        return _missing < before;
    }
}
