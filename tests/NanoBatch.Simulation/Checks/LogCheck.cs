using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.Checks;

/// <summary>Reads a whole log through the product and compares it with what was committed.</summary>
/// <param name="isLedger">True where batches are kept whole or not at all, and every number is a record or in a Dropped range. Blocks of the history stand alone.</param>
public sealed class LogCheck(bool isLedger)
{
    private readonly byte[] _buffer = new byte[RecordBytes.HeaderBytes + RecordSizes.PayloadMax + RecordBytes.CrcBytes];
    private readonly List<(uint First, uint Last)> _holes = [];
    private readonly List<(uint First, uint Last)> _drops = [];

    /// <summary>True where the last check found the batch under way among the records, and put it on the shelf.</summary>
    public bool HasAdopted { get; private set; }

    /// <summary>Records that the last check read.</summary>
    public int ReadCount { get; private set; }

    /// <summary>Compares a log with its truth.</summary>
    /// <param name="read">The product's reader.</param>
    /// <param name="shelf">What was committed; takes over the batch under way where all of it is there.</param>
    /// <param name="acknowledgedTo">Records up to this one may be gone.</param>
    /// <param name="underWay">Batch whose append the power cut, or empty.</param>
    /// <returns>The first difference, or null.</returns>
    public Violation? Run(RecordReader read, RecordShelf shelf, uint acknowledgedTo, ArraySegment<byte> underWay)
    {
        _holes.Clear();
        _drops.Clear();
        HasAdopted = false;
        ReadCount = 0;
        int known = 0;
        int adopted = 0;
        uint next = 1;
        while (true)
        {
            int length = read(next, _buffer);
            if (length == 0)
            {
                break;
            }

            uint number = RecordBytes.NumberAt(_buffer, 0);
            if (number < next)
            {
                return new Violation(ViolationKind.OrderBroken, $"asked for record {next} or a later one, got {number}");
            }

            while (known < shelf.Count && shelf.NumberOf(known) < number)
            {
                if (shelf.NumberOf(known) > acknowledgedTo)
                {
                    return Lost(shelf, known);
                }

                known++;
            }

            if (known < shelf.Count && shelf.NumberOf(known) == number)
            {
                if (!shelf.BytesOf(known).SequenceEqual(_buffer.AsSpan(0, length)))
                {
                    return new Violation(ViolationKind.TwoContents, $"record {number} ({shelf.TypeOf(known)}) is not what was committed");
                }

                known++;
            }
            else if (adopted + length <= underWay.Count && underWay.AsSpan(adopted, length).SequenceEqual(_buffer.AsSpan(0, length)))
            {
                adopted += length;
            }
            else
            {
                return new Violation(ViolationKind.Invented, $"record {number} ({RecordBytes.TypeAt(_buffer, 0)}) was never committed");
            }

            Note(next, number, acknowledgedTo);
            next = number + 1;
            ReadCount++;
        }

        for (; known < shelf.Count; known++)
        {
            if (shelf.NumberOf(known) > acknowledgedTo)
            {
                return Lost(shelf, known);
            }
        }

        if (isLedger && adopted != 0 && adopted != underWay.Count)
        {
            return new Violation(ViolationKind.PartialBatch, $"{adopted} of the {underWay.Count} bytes of the batch under way can be read");
        }

        Adopt(shelf, underWay, adopted);
        return isLedger ? CheckDrops(shelf, acknowledgedTo) : null;
    }

    private static Violation Lost(RecordShelf shelf, int index)
        => new(ViolationKind.Lost, $"record {shelf.NumberOf(index)} ({shelf.TypeOf(index)}) was committed and cannot be read");

    private void Note(uint expected, uint number, uint acknowledgedTo)
    {
        uint first = Math.Max(expected, acknowledgedTo + 1);
        if (first < number)
        {
            _holes.Add((first, number - 1));
        }

        if (RecordBytes.TypeAt(_buffer, 0) == RecordType.Dropped)
        {
            _drops.Add((RecordBytes.U32(_buffer, RecordBytes.HeaderBytes), RecordBytes.U32(_buffer, RecordBytes.HeaderBytes + 4)));
        }
    }

    private void Adopt(RecordShelf shelf, ArraySegment<byte> underWay, int bytes)
    {
        HasAdopted = bytes != 0;
        for (int at = 0; at < bytes;)
        {
            int length = RecordBytes.LengthAt(underWay.Array!, underWay.Offset + at);
            shelf.Add(underWay.Array!, underWay.Offset + at, length);
            at += length;
        }
    }

    /// <summary>Every number is a record or in a Dropped range, and none is both.</summary>
    private Violation? CheckDrops(RecordShelf shelf, uint acknowledgedTo)
    {
        foreach ((uint first, uint last) in _holes)
        {
            for (uint number = first; number <= last; number++)
            {
                if (!IsDropped(number))
                {
                    return new Violation(ViolationKind.Unexplained, $"record {number} is neither there nor in a Dropped range");
                }
            }
        }

        for (int i = 0; i < shelf.Count && _drops.Count > 0; i++)
        {
            if (shelf.NumberOf(i) > acknowledgedTo && IsDropped(shelf.NumberOf(i)))
            {
                return new Violation(ViolationKind.FalseDrop, $"record {shelf.NumberOf(i)} was committed and a Dropped record names it");
            }
        }

        return null;
    }

    private bool IsDropped(uint number)
    {
        foreach ((uint first, uint last) in _drops)
        {
            if (number >= first && number <= last)
            {
                return true;
            }
        }

        return false;
    }
}
