using System;
using System.Collections.Generic;

namespace NanoBatch.Simulation.Flash;

/// <summary>Counts the erases of a partition as littlefs would cause them, a little on the dear side.</summary>
/// <remarks>
/// A close copies the file's last, part-filled block to a fresh one (copy on write) and takes fresh ones for the rest: at least one erase. Closes and deletes
/// commit to the root directory's log, a pair of blocks of which one is erased when the other is full; one of the pair is replaced after a number of erases, and
/// the first pair stays behind as the superblock. Fresh blocks are taken round robin. Files are never kept inside the directory, as littlefs does with short ones.
/// </remarks>
public sealed class FlashWear : IFlashWitness
{
    /// <summary>Bytes of the smallest program: what a commit takes at least.</summary>
    public const int CommitBytes = 256;

    /// <summary>Directory bytes of one file after a compaction: name, structure, size and their tags.</summary>
    public const int EntryBytes = 48;

    /// <summary>Compactions after which one of the directory's blocks is replaced: 512 cycles, made odd as littlefs does, or only one of the pair would ever move.</summary>
    public const int CompactionsToMove = 513;

    private readonly int[] _erases;
    private readonly bool[] _isUsed;
    private readonly int[] _directory = [0, 1];
    private readonly Dictionary<string, List<int>> _files = [];
    private int _cursor = 2;
    private int _logBytes;
    private int _compactions;

    /// <param name="blocks">Blocks of <see cref="FlashModel.BlockBytes"/>: 64 are the board's 256 KB partition.</param>
    public FlashWear(int blocks = 64)
    {
        _erases = new int[blocks];
        _isUsed = new bool[blocks];
        _isUsed[0] = true;
        _isUsed[1] = true;
    }

    public int BlockCount => _erases.Length;

    public long CloseCount { get; private set; }

    public long EraseCount { get; private set; }

    public int MostErases
    {
        get
        {
            int most = 0;
            foreach (int erases in _erases)
            {
                most = Math.Max(most, erases);
            }

            return most;
        }
    }

    public double MeanErases => (double)EraseCount / BlockCount;

    public void Closed(string name, int lengthBefore, int count)
    {
        CloseCount++;
        if (!_files.TryGetValue(name, out List<int>? blocks))
        {
            _files[name] = blocks = [];
        }

        int whole = lengthBefore / FlashModel.BlockBytes;
        int needed = (lengthBefore + count + FlashModel.BlockBytes - 1) / FlashModel.BlockBytes;
        int tail = blocks.Count > whole ? blocks[whole] : -1;
        blocks.RemoveRange(whole, blocks.Count - whole);
        while (blocks.Count < Math.Max(needed, whole + 1))
        {
            blocks.Add(Take());
        }

        Commit();
        if (tail >= 0)
        {
            _isUsed[tail] = false;      // free only now: until the commit the file is the old one
        }
    }

    public void Deleted(string name, int length)
    {
        if (_files.Remove(name, out List<int>? blocks))
        {
            foreach (int block in blocks)
            {
                _isUsed[block] = false;
            }
        }

        Commit();
    }

    private void Commit()
    {
        _logBytes += CommitBytes;
        if (_logBytes <= FlashModel.BlockBytes)
        {
            return;
        }

        int entries = _files.Count * EntryBytes;
        _logBytes = ((entries + CommitBytes - 1) / CommitBytes * CommitBytes) + CommitBytes;
        (_directory[0], _directory[1]) = (_directory[1], _directory[0]);
        if (++_compactions % CompactionsToMove == 0)
        {
            _isUsed[_directory[0]] = _directory[0] <= 1;
            _directory[0] = Take();
            return;
        }

        Erase(_directory[0]);
    }

    private int Take()
    {
        for (int tried = 0; tried < BlockCount; tried++)
        {
            int block = _cursor;
            _cursor = (_cursor + 1) % BlockCount;
            if (!_isUsed[block])
            {
                _isUsed[block] = true;
                Erase(block);
                return block;
            }
        }

        throw new InvalidOperationException("the files do not fit the partition; give the flash model a smaller capacity");
    }

    private void Erase(int block)
    {
        _erases[block]++;
        EraseCount++;
    }
}
