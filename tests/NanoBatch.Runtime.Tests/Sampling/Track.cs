using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Runtime.Tests.Sampling;

/// <summary>What a ring must hold: everything that was pushed into it, by slot, and from which slot on it may know it.</summary>
internal sealed class Track
{
    private readonly Dictionary<long, int> _counts = [];
    private int _rails;

    public required SampledRing Sampled { get; init; }

    public long First { get; set; }

    public long Next { get; set; }

    public long Unsaved { get; init; }

    public int Capacity { get; set; }

    public int Slots { get; set; }

    public bool HasSummaries { get; set; }

    public void Push(int counts)
    {
        Sampled.Ring.Push(counts);
        Note(counts);
    }

    /// <summary>A slot that the ring got otherwise.</summary>
    public void Note(int counts)
    {
        _counts[Next++] = counts;
        _rails += counts is 0 or 4095 ? 1 : 0;
        First = Next - First > Capacity ? Next - Capacity : First;
    }

    /// <summary>Compares a ring with one that is filled anew: cells, summaries of whole blocks, what the engine counts over any window.</summary>
    public void Check(Ring ring, string story)
    {
        Assert.AreEqual((Capacity, HasSummaries), (ring.Capacity, ring.Summaries is not null), story);
        Assert.AreEqual((First, Next, _rails), (ring.FirstSlot, ring.NextSlot, ring.RailCount), story);
        var fresh = new Ring(new short[Capacity], 0, Capacity, HasSummaries);
        fresh.Reset(First);
        for (long slot = First; slot < Next; slot++)
        {
            fresh.Push(_counts[slot]);
            Assert.AreEqual(_counts[slot], ring.CellAt(slot), $"{story}, slot {slot}");
        }

        for (long slot = Math.Max(0, Next - Capacity); slot < First; slot++)
        {
            Assert.AreEqual(Ring.Gap, ring.CellAt(slot), $"{story}, slot {slot}, which is not kept");
        }

        const int Block = BlockSummaries.BlockSlots;
        for (long start = (Math.Max(0, Next - Capacity) + Block - 1) / Block * Block; HasSummaries && start + Block <= Next; start += Block)
        {
            int block = (int)(start % Capacity) / Block;
            Assert.AreEqual(Of(fresh.Summaries, block), Of(ring.Summaries!, block), $"{story}, block of slot {start}");
        }

        var scan = new WindowScan();
        for (int window = Capacity; window > 0; window = (window * 2 / 3) - 1)
        {
            Assert.AreEqual(scan.CountValid(fresh, Next - 1, window, 500, 3000), scan.CountValid(ring, Next - 1, window, 500, 3000), $"{story}, window of {window}");
        }
    }

    private static (int Counts, int Sum, int Squares, int Weighted, int Min, int Max) Of(BlockSummaries summaries, int block)
        => (summaries.Counts[block], summaries.Sums[block], summaries.Squares[block], summaries.Weighted[block], summaries.Mins[block], summaries.Maxs[block]);
}
