using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Runtime.Tests.Sampling;

/// <summary>Goal: whatever layout follows another, each ring that stays keeps its newest slots. Method: a dictionary of slots beside each ring.</summary>
[TestClass]
public sealed class RingTableTests
{
    private const int PeriodMs = 1000;

    private readonly RingTable _table = new(100_000, 2000);
    private readonly Dictionary<int, Track> _tracks = [];
    private long _nowMs = 5_000_000;
    private int _changes;
    private int _allocating;

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void Every_length_follows_every_other_with_any_fill(bool before, bool after)
    {
        foreach (int from in new[] { 1, 50, 56, 57, 120 })
        {
            foreach (int to in new[] { 1, 48, 56, 57, 121, 300 })
            {
                foreach (int filled in new[] { 0, 1, 7, 58, 64, 100, 127, 128, 129, 400 })
                {
                    Change((1, 20, false), (2, from, before), (3, 20, true));
                    Push(filled);
                    Change((1, 20, false), (2, to, after), (3, 20, true));
                    Push(3);
                    Change();
                }
            }
        }
    }

    [TestMethod]
    public void Any_layout_follows_any_other()
    {
        var random = new Random(TestSeed.Draw(1440));
        for (int round = 0; round < 2000; round++)
        {
            int[] channels = [.. Enumerable.Range(0, 10).OrderBy(_ => random.Next()).Take(random.Next(11))];
            Change([.. channels.Select(channel => (channel, Slots(random), random.Next(2) == 0))]);
            Push(random.Next(3) == 0 ? 0 : random.Next(500));
            if (random.Next(20) == 0)
            {
                _nowMs += PeriodMs * random.Next(1000);
                Skip();
            }
        }
    }

    [TestMethod]
    public void A_layout_that_is_forgotten_changes_nothing()
    {
        Change((1, 100, true), (2, 50, false));
        Push(300);
        short[] cells = _table.RingAt(0).Ring.Cells;
        Want((3, 400, false), (2, 60, true), (1, 900, false));
        Assert.IsTrue(_table.Reserve());
        _table.ForgetLayout();
        Assert.IsFalse(_table.IsReserved);
        Assert.AreEqual(2, _table.Count);
        Assert.AreSame(cells, _table.RingAt(0).Ring.Cells);
        Check((1, 100, true), (2, 50, false));
    }

    private static int Slots(Random random) => random.Next(4) switch
    {
        0 => 56,        // a whole block with the slack
        1 => 57,
        2 => 1 + random.Next(20),
        _ => 1 + random.Next(600),
    };

    private void Want(params (int Channel, int Slots, bool Summaries)[] layout)
    {
        _table.BeginLayout();
        foreach ((int channel, int slots, bool summaries) in layout)
        {
            Assert.IsGreaterThanOrEqualTo(0, _table.Want(channel, PeriodMs, 1, false, slots, summaries));
        }
    }

    /// <summary>A collection that another thread causes charges this one with the rest of its allocation buffer, now and then.</summary>
    [TestCleanup]
    public void Nothing_is_allocated_once_a_layout_is_reserved() => Assert.IsLessThanOrEqualTo(Math.Max(1, _changes / 10), _allocating, $"of {_changes} changes");

    /// <summary>Changes the layout.</summary>
    private void Change(params (int Channel, int Slots, bool Summaries)[] layout)
    {
        int arena = _table.ArenaBytes;
        short[]? cells = _table.Count == 0 ? null : _table.RingAt(0).Ring.Cells;
        Want(layout);
        Assert.IsTrue(_table.Reserve());
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        _table.Apply(_nowMs);
        _changes++;
        _allocating += GC.GetAllocatedBytesForCurrentThread() == allocated ? 0 : 1;
        foreach (int gone in _tracks.Keys.Except(layout.Select(ring => ring.Channel)).ToArray())
        {
            _tracks.Remove(gone);
        }

        Check(layout);
        if (arena == _table.ArenaBytes && cells is not null && _table.Count > 0)
        {
            Assert.AreSame(cells, _table.RingAt(0).Ring.Cells, "no arena is made where the old one does");
        }
    }

    private void Check(params (int Channel, int Slots, bool Summaries)[] layout)
    {
        Assert.AreEqual(layout.Length, _table.Count);
        int end = 0;
        foreach (SampledRing at in Enumerable.Range(0, _table.Count).Select(_table.RingAt).OrderBy(ring => ring.Ring.Offset))
        {
            Assert.IsGreaterThanOrEqualTo(end, at.Ring.Offset, "rings overlap");
            end = at.Ring.Offset + at.Ring.Capacity;
        }

        Assert.IsLessThanOrEqualTo(_table.ArenaBytes / 2, end);
        for (int i = 0; i < layout.Length; i++)
        {
            (int channel, int slots, bool summaries) = layout[i];
            SampledRing at = _table.RingAt(i);
            Assert.AreEqual((channel, Ring.CapacityFor(slots, summaries), summaries), (at.Channel, at.Ring.Capacity, at.Ring.Summaries is not null));
            if (!_tracks.TryGetValue(channel, out Track? track))
            {
                _tracks[channel] = track = new Track { First = at.Ring.NextSlot, Next = at.Ring.NextSlot };
                Assert.AreEqual(_nowMs / PeriodMs, at.Ring.NextSlot);
            }

            track.First = Math.Max(track.First, track.Next - at.Ring.Capacity);
            Assert.AreEqual((track.First, track.Next, track.Rails), (at.Ring.FirstSlot, at.Ring.NextSlot, at.Ring.RailCount), $"channel {channel}");
            for (long slot = track.First; slot < track.Next; slot++)
            {
                Assert.AreEqual(track.Counts[slot], at.Ring.CellAt(slot), $"channel {channel}, slot {slot}");
            }

            CheckSummaries(at.Ring);
        }
    }

    /// <summary>Of each block whose slots are all kept.</summary>
    private static void CheckSummaries(Ring ring)
    {
        if (ring.Summaries is null)
        {
            return;
        }

        var expected = new BlockSummaries(1);
        long start = (ring.FirstSlot + BlockSummaries.BlockSlots - 1) / BlockSummaries.BlockSlots * BlockSummaries.BlockSlots;
        for (; start + BlockSummaries.BlockSlots <= ring.NextSlot; start += BlockSummaries.BlockSlots)
        {
            int block = (int)(start % ring.Capacity) / BlockSummaries.BlockSlots;
            expected.Complete(ring.Cells, ring.Offset + (block * BlockSummaries.BlockSlots), 0);
            BlockSummaries all = ring.Summaries;
            Assert.AreEqual(
                (expected.Counts[0], expected.Sums[0], expected.Squares[0], expected.Weighted[0], expected.Mins[0], expected.Maxs[0]),
                (all.Counts[block], all.Sums[block], all.Squares[block], all.Weighted[block], all.Mins[block], all.Maxs[block]));
        }
    }

    private void Push(int count)
    {
        for (int n = 0; n < count; n++)
        {
            for (int i = 0; i < _table.Count; i++)
            {
                SampledRing at = _table.RingAt(i);
                Track track = _tracks[at.Channel];
                int counts = (int)((track.Next * 37) + (at.Channel * 101)) % 4097 - 1;
                track.Counts[track.Next++] = counts;
                track.Rails += counts is 0 or 4095 ? 1 : 0;
                track.First = Math.Max(track.First, track.Next - at.Ring.Capacity);
                at.Ring.Push(counts);
            }

            _nowMs += PeriodMs;
        }
    }

    private void Skip()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            SampledRing at = _table.RingAt(i);
            Track track = _tracks[at.Channel];
            for (; track.Next < _nowMs / PeriodMs; track.Next++)
            {
                track.Counts[track.Next] = Ring.Gap;
            }

            track.First = Math.Max(track.First, track.Next - at.Ring.Capacity);
            at.Ring.SkipTo(track.Next);
        }
    }

    private sealed class Track
    {
        public Dictionary<long, int> Counts { get; } = [];

        public long First { get; set; }

        public long Next { get; set; }

        public int Rails { get; set; }
    }
}
