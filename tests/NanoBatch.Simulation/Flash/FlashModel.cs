using System;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.Flash;

/// <summary>Files in memory that behave as the board's file system does at its worst: bytes are durable once their file was closed, not before.</summary>
/// <remarks>
/// A power cut is armed at a write (appends and deletes count) and a byte of it; from then on every call fails until <see cref="PowerOn"/>.
/// Nothing is allocated once the files have grown, except the list of names after a change.
/// </remarks>
public sealed class FlashModel(int capacityBytes = int.MaxValue) : IStore
{
    /// <summary>Bytes of a block: what an erase takes with it.</summary>
    public const int BlockBytes = 4096;

    private const long Never = -1;

    private readonly Chance _chance = new(0);
    private FlashFile[] _files = [new(), new(), new(), new(), new(), new(), new(), new()];
    private string[]? _names;
    private long _cutWrite = Never;
    private int _cutByte;
    private UnclosedFate _cutFate;
    private ulong _cutSeed;

    /// <summary>Bytes of all files at most.</summary>
    public int CapacityBytes { get; set; } = capacityBytes;

    /// <summary>Calls that fail without a power cut, or null.</summary>
    public FlashFaults? Faults { get; set; }

    /// <summary>Sees closes and deletes, or null.</summary>
    public IFlashWitness? Witness { get; set; }

    /// <summary>Appends and deletes of existing files that were begun since creation; a clone goes on counting.</summary>
    public long WriteCount { get; private set; }

    /// <summary>True between a power cut and <see cref="PowerOn"/>.</summary>
    public bool IsOff { get; private set; }

    public int FileCount { get; private set; }

    public int BytesUsed { get; private set; }

    /// <summary>Arms a power cut.</summary>
    /// <param name="write">Value of <see cref="WriteCount"/> before the write that is cut.</param>
    /// <param name="bytes">Bytes of an append that reach flash; a delete is done where this is not 0.</param>
    /// <param name="fate">Of those bytes, and of all others that are not closed.</param>
    /// <param name="seed">Lengths and pages of a reordered write; whether a new, empty file is there.</param>
    public void ArmCut(long write, int bytes, UnclosedFate fate, ulong seed)
    {
        _cutWrite = write;
        _cutByte = bytes;
        _cutFate = fate;
        _cutSeed = seed;
    }

    /// <summary>Cuts the power now, between two writes.</summary>
    public void CutPower(UnclosedFate fate, ulong seed) => CutPower(fate, seed, null, 0);

    /// <summary>Ends a power cut, or takes an armed one back.</summary>
    public void PowerOn()
    {
        IsOff = false;
        _cutWrite = Never;
    }

    /// <summary>The disk comes back empty.</summary>
    public void Wipe()
    {
        FileCount = 0;
        BytesUsed = 0;
        _names = null;
    }

    public FlashModel Clone()
    {
        var copy = new FlashModel(CapacityBytes);
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Takes over another's files and count of writes, in the room that is there; power is on, nothing is armed, faults and witness stay.</summary>
    public void CopyFrom(FlashModel other)
    {
        PowerOn();
        Reserve(other.FileCount);
        bool isSameList = FileCount == other.FileCount;
        for (int i = 0; i < other.FileCount; i++)
        {
            isSameList = isSameList && _files[i].Name == other._files[i].Name;
            _files[i].CopyFrom(other._files[i]);
        }

        FileCount = other.FileCount;
        BytesUsed = other.BytesUsed;
        WriteCount = other.WriteCount;
        CapacityBytes = other.CapacityBytes;
        _names = isSameList ? _names : null;
    }

    public string NameOf(int file) => _files[file].Name;

    public int LengthOf(int file) => _files[file].Length;

    /// <summary>A copy of a file's bytes.</summary>
    public byte[] BytesOf(int file) => _files[file].Bytes[..LengthOf(file)];

    /// <summary>Flips one bit of a file; again, to put it back.</summary>
    public void FlipBit(int file, int bit) => _files[file].Flip(bit);

    /// <summary>Cuts a file short.</summary>
    public void Truncate(int file, int length)
    {
        BytesUsed -= LengthOf(file) - length;
        _files[file].Truncate(length);
    }

    /// <summary>Erases the block of a file: its 4 KB read 0xFF.</summary>
    public void EraseBlock(int file, int block) => _files[file].Erase(block * BlockBytes, Math.Min(LengthOf(file), (block + 1) * BlockBytes));

    public string[] List()
    {
        if (IsOff)
        {
            return [];
        }

        if (_names is null)
        {
            _names = new string[FileCount];
            for (int i = 0; i < FileCount; i++)
            {
                _names[i] = _files[i].Name;
            }
        }

        return _names;
    }

    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        int at = IsOff ? -1 : IndexOf(name);
        if (at < 0 || (Faults is { } faults && faults.Chance.Hits(faults.ReadsPerMillion)))
        {
            return -1;
        }

        int available = Math.Clamp(_files[at].Length - position, 0, count);
        if (available > 0)
        {
            Array.Copy(_files[at].Bytes, position, buffer, offset, available);
        }

        return available;
    }

    public int Length(string name)
    {
        int at = IsOff ? -1 : IndexOf(name);
        return at < 0 ? -1 : _files[at].Length;
    }

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        if (IsOff)
        {
            return false;
        }

        bool isCut = WriteCount++ == _cutWrite;
        FlashFile file = Open(name);
        int before = file.Length;
        if (isCut)
        {
            Write(file, buffer, offset, Math.Min(_cutByte, count));
            CutPower(_cutFate, _cutSeed, file, Math.Max(count - _cutByte, 0));
            return false;
        }

        int written = Grant(count, out bool isRefused);
        Write(file, buffer, offset, written);
        file.Close();
        Witness?.Closed(name, before, written);
        return !isRefused;
    }

    public bool Delete(string name)
    {
        if (IsOff)
        {
            return false;
        }

        int at = IndexOf(name);
        if (at < 0)
        {
            return true;
        }

        if (WriteCount++ == _cutWrite)
        {
            if (_cutByte != 0)
            {
                Remove(at);
            }

            CutPower(_cutFate, _cutSeed, null, 0);
            return false;
        }

        if (Faults is { } faults && faults.Chance.Hits(faults.DeletesPerMillion))
        {
            return false;
        }

        Witness?.Deleted(name, _files[at].Length);
        Remove(at);
        return true;
    }

    public long FreeBytes() => IsOff ? 0 : CapacityBytes - BytesUsed;

    /// <summary>How much of an append is written: what fits, and what a fault leaves of it.</summary>
    private int Grant(int count, out bool isRefused)
    {
        int room = Math.Max(CapacityBytes - BytesUsed, 0);
        int granted = Math.Min(count, room);
        isRefused = count > room;
        if (Faults is { } faults && faults.Chance.Hits(faults.AppendsPerMillion))
        {
            isRefused = true;
            return faults.Chance.Below(3) switch
            {
                0 => 0,
                1 => faults.Chance.Below(granted + 1),
                _ => granted,
            };
        }

        return granted;
    }

    private FlashFile Open(string name)
    {
        int at = IndexOf(name);
        if (at >= 0)
        {
            return _files[at];
        }

        Reserve(FileCount + 1);
        FlashFile file = _files[FileCount++];
        file.Create(name);
        _names = null;
        return file;
    }

    private void Write(FlashFile file, byte[] buffer, int offset, int count)
    {
        file.Write(buffer, offset, count);
        BytesUsed += count;
    }

    private void CutPower(UnclosedFate fate, ulong seed, FlashFile? underWay, int intended)
    {
        IsOff = true;
        _chance.Restart(seed);
        for (int i = FileCount - 1; i >= 0; i--)
        {
            FlashFile file = _files[i];
            int before = file.Length;
            bool stays = file.CutPower(fate, file == underWay ? intended : 0, _chance);
            BytesUsed += file.Length - before;
            if (!stays)
            {
                Remove(i);
            }
        }
    }

    /// <summary>Takes a file out; the others keep their order.</summary>
    private void Remove(int at)
    {
        FlashFile file = _files[at];
        BytesUsed -= file.Length;
        FileCount--;
        Array.Copy(_files, at + 1, _files, at, FileCount - at);
        _files[FileCount] = file;
        _names = null;
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < FileCount; i++)
        {
            if (_files[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private void Reserve(int files)
    {
        int had = _files.Length;
        if (had < files)
        {
            Array.Resize(ref _files, Math.Max(files, had * 2));
            for (int i = had; i < _files.Length; i++)
            {
                _files[i] = new FlashFile();
            }
        }
    }
}
