using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.Checks;

/// <summary>The truth about one log: every record that was committed, in order, byte for byte. Checks at each commit what a commit must never do.</summary>
public sealed class RecordShelf : IRecordTap
{
    private byte[] _bytes = new byte[4096];
    private int[] _starts = new int[64];
    private uint[] _numbers = new uint[64];
    private int _end;

    public int Count { get; private set; }

    public uint LastNumber => Count == 0 ? 0 : _numbers[Count - 1];

    public uint LastBoot => Count == 0 ? 0 : RecordBytes.BootAt(_bytes, _starts[Count - 1]);

    /// <summary>Numbers up to this one were used by a batch whose bytes reached the flash; they must not come again.</summary>
    public uint Floor { get; set; }

    /// <summary>Epoch of the store, 0 until the first commit.</summary>
    public ulong Epoch { get; set; }

    /// <summary>The first commit that was none, or null.</summary>
    public Violation? Fault { get; private set; }

    public uint NumberOf(int index) => _numbers[index];

    public RecordType TypeOf(int index) => RecordBytes.TypeAt(_bytes, _starts[index]);

    public ReadOnlySpan<byte> BytesOf(int index) => _bytes.AsSpan(_starts[index], (index + 1 < Count ? _starts[index + 1] : _end) - _starts[index]);

    /// <summary>Index of the record with a number.</summary>
    /// <param name="number">Wanted.</param>
    /// <param name="hint">Where to begin; the shelf is searched upwards from there, then as a whole.</param>
    /// <returns>-1 where there is none.</returns>
    public int Find(uint number, int hint)
    {
        if (hint + 1 < Count && _numbers[hint + 1] == number)
        {
            return hint + 1;
        }

        int at = Array.BinarySearch(_numbers, 0, Count, number);
        return at < 0 ? -1 : at;
    }

    /// <summary>Takes over the first records of another shelf.</summary>
    public void CopyFrom(RecordShelf other, int count)
    {
        _end = count < other.Count ? other._starts[count] : other._end;
        Reserve(_end, count);
        Array.Copy(other._bytes, _bytes, _end);
        Array.Copy(other._starts, _starts, count);
        Array.Copy(other._numbers, _numbers, count);
        Count = count;
        Floor = other.Floor;
        Epoch = count == 0 ? 0 : other.Epoch;
        Fault = null;
    }

    void IRecordTap.Committed(byte[] buffer, int offset, int count)
    {
        uint number = RecordBytes.NumberAt(buffer, offset);
        uint boot = RecordBytes.BootAt(buffer, offset);
        if (number <= LastNumber)
        {
            Fault ??= new Violation(ViolationKind.NumberReused, $"record {number} was committed after record {LastNumber}");
        }
        else if (number <= Floor)
        {
            Fault ??= new Violation(ViolationKind.NumberReused, $"record {number} was committed, and a batch that was cut had reached flash up to {Floor}");
        }
        else if (boot < LastBoot)
        {
            Fault ??= new Violation(ViolationKind.BootReused, $"record {number} is of boot {boot}, the one before of {LastBoot}");
        }
        else if (RecordBytes.TypeAt(buffer, offset) == RecordType.Report)
        {
            CheckSequence(buffer, offset);
        }

        Add(buffer, offset, count);
    }

    /// <summary>Puts a record behind the others, unchecked.</summary>
    public void Add(byte[] buffer, int offset, int count)
    {
        Reserve(_end + count, Count + 1);
        Array.Copy(buffer, offset, _bytes, _end, count);
        _starts[Count] = _end;
        _numbers[Count++] = RecordBytes.NumberAt(buffer, offset);
        _end += count;
    }

    private void CheckSequence(byte[] buffer, int offset)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            int start = _starts[i];
            if (RecordBytes.TypeAt(_bytes, start) == RecordType.Report && RecordBytes.IsSameTask(_bytes, start, buffer, offset))
            {
                long before = RecordBytes.SequenceAt(_bytes, start);
                long now = RecordBytes.SequenceAt(buffer, offset);
                if (now <= before)
                {
                    string text = $"record {RecordBytes.NumberAt(buffer, offset)} has sequence number {now}, record {_numbers[i]} of its task {before}";
                    Fault ??= new Violation(ViolationKind.SequenceReused, text);
                }

                return;
            }
        }
    }

    private void Reserve(int bytes, int records)
    {
        if (_bytes.Length < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(bytes, _bytes.Length * 2));
        }

        if (_numbers.Length < records)
        {
            int size = Math.Max(records, _numbers.Length * 2);
            Array.Resize(ref _starts, size);
            Array.Resize(ref _numbers, size);
        }
    }
}
