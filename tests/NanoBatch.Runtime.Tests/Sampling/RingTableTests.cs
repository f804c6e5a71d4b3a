using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Runtime.Tests.Sampling;

/// <summary>Goal: whatever layout follows another, each ring that stays keeps its newest slots. Method: beside each, a ring of its own that is filled anew.</summary>
[TestClass]
public sealed class RingTableTests
{
    private readonly RingTable _table = new(200_000, 2000);
    private readonly Dictionary<int, Track> _tracks = [];
    private long _nowMs = 5_000_123;
    private string _story = "";
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
                    _story = $"{from} to {to}, {filled} filled";
                    Change((1, 20, false), (2, from, before), (3, 20, true));
                    Push(filled);
                    Change((1, 20, false), (2, to, after), (3, 20, true));
                    Push(3);
                    Check();
                    Change();
                }
            }
        }
    }

    [TestMethod]
    public void Any_layout_follows_any_other()
    {
        int seed = TestSeed.Draw(new Random().Next(1_000_000_000));
        var random = new Random(seed);
        int inPlace = 0;
        for (int round = 0; round < 2000; round++)
        {
            _story = $"round {round}, TEST_SEED={seed}";
            int arena = _table.ArenaBytes;
            int[] channels = [.. Enumerable.Range(0, 10).OrderBy(_ => random.Next()).Take(random.Next(11))];
            Change([.. channels.Select(channel => (channel, Slots(random), random.Next(2) == 0))]);
            inPlace += arena == _table.ArenaBytes ? 1 : 0;
            Push(random.Next(3) == 0 ? 0 : random.Next(500));
            if (random.Next(20) == 0)
            {
                Skip(1 + random.Next(1000));
            }

            Check();
        }

        Assert.IsGreaterThan(1900, inPlace, "the arena grows only where it is too short");
    }

    /// <summary>As many rings as there can be, each of them longer or shorter afterwards, and half of them gone.</summary>
    [TestMethod]
    public void A_full_table_changes_as_well()
    {
        Change([.. Enumerable.Range(0, RingTable.RingsMax).Select(channel => (channel, 20 + (channel * 37 % 90), channel % 3 == 0))]);
        Push(200);
        Change([.. Enumerable.Range(0, RingTable.RingsMax).Select(channel => (channel, 20 + (channel * 53 % 90), channel % 5 == 0))]);
        Push(40);
        Change([.. Enumerable.Range(0, RingTable.RingsMax).Reverse().Where(channel => channel % 2 == 0).Select(channel => (channel, 50, channel % 7 == 0))]);
        Want([.. Enumerable.Range(1000, RingTable.RingsMax).Select(channel => (channel, 10, false))]);
        Assert.IsTrue(_table.Want(1000, PeriodMs(1000), 1, false, 20, true), "a second wish for a ring is no second ring");
        Assert.IsFalse(_table.Want(0, PeriodMs(0), 1, false, 10, false), "one too many, though there is such a ring");
        _table.ForgetLayout();
        Check();
    }

    [TestMethod]
    public void Rings_that_none_before_them_moves_stay_where_they_are()
    {
        Change((1, 100, true), (2, 50, false), (3, 70, false));
        Push(300);
        (Ring Ring, int Offset)[] before = [.. Enumerable.Range(0, 3).Select(i => (_table.RingAt(i).Ring, _table.RingAt(i).Ring.Offset))];
        BlockSummaries? summaries = before[0].Ring.Summaries;
        Change((4, 30, false), (3, 200, false), (1, 90, true), (2, 50, false));
        Assert.AreEqual(4, _table.Count);
        for (int i = 0; i < 3; i++)
        {
            Assert.AreSame(before[i].Ring, _table.RingAt(i).Ring);
            Assert.AreEqual(before[i].Offset, _table.RingAt(i).Ring.Offset);
        }

        Assert.AreSame(summaries, before[0].Ring.Summaries, "90 slots take as many blocks as 100");
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
        Assert.AreSame(cells, _table.RingAt(0).Ring.Cells);
        Check();
        Change((1, 100, true), (2, 50, false));
    }

    /// <summary>Points: three new rings, the arena, the summaries of three.</summary>
    [TestMethod]
    public void A_heap_that_is_full_at_any_point_of_a_layout_changes_nothing()
    {
        Change((1, 100, true), (2, 50, false));
        Push(300);
        int points = 0;
        for (int fullAt = 1; points == 0; fullAt++)
        {
            int taken = 0;
            bool wasFull = false;
            _table.TakesMemory = () => _ = ++taken == fullAt ? throw Full() : 0;
            try
            {
                Want((3, 400, false), (4, 10, false), (2, 60, true), (1, 900, true), (5, 10, true));
                wasFull = !_table.Reserve();
                points = wasFull ? 0 : taken;
            }
            catch (OutOfMemoryException)
            {
                wasFull = true;
            }

            Assert.AreEqual(taken == fullAt, wasFull);
            _table.ForgetLayout();
            Check();
        }

        _table.TakesMemory = null;
        Assert.AreEqual(3 + 1 + 3, points);
        Change((3, 400, false), (2, 60, true), (1, 900, false));
    }

    /// <summary>What is shorter, without summaries, elsewhere or gone: a removal cannot fail for want of memory.</summary>
    [TestMethod]
    public void A_layout_without_anything_new_or_longer_takes_no_memory()
    {
        Change((1, 100, true), (2, 500, true), (3, 70, false), (4, 70, true));
        Push(700);
        _table.TakesMemory = () => throw Full();
        Change((4, 60, false), (2, 60, true), (1, 10, true));
        Push(100);
        Change((2, 10, false));
        Change();
    }

#pragma warning disable CA2201 // as the device's runtime throws it
    private static OutOfMemoryException Full() => new();
#pragma warning restore CA2201

    private static int Slots(Random random) => random.Next(4) switch
    {
        0 => 56,        // a whole block with the slack
        1 => 57,
        2 => 1 + random.Next(20),
        _ => 1 + random.Next(600),
    };

    /// <summary>Several periods: first slots are no multiples of anything, and rings fill at different speeds.</summary>
    private static int PeriodMs(int channel) => (channel % 4) switch { 0 => 1000, 1 => 700, 2 => 1300, _ => 2000 };

    private void Want(params (int Channel, int Slots, bool Summaries)[] layout)
    {
        _table.BeginLayout();
        foreach ((int channel, int slots, bool summaries) in layout)
        {
            Assert.IsTrue(_table.Want(channel, PeriodMs(channel), 1, false, slots, summaries));
        }
    }

    /// <summary>A collection that another thread causes charges this one with the rest of its allocation buffer, now and then.</summary>
    [TestCleanup]
    public void Nothing_is_allocated_once_a_layout_is_reserved() => Assert.IsLessThanOrEqualTo(Math.Max(1, _changes / 10), _allocating, $"of {_changes} changes");

    private void Change(params (int Channel, int Slots, bool Summaries)[] layout)
    {
        int arena = _table.ArenaBytes;
        short[]? cells = _table.Count == 0 ? null : _table.RingAt(0).Ring.Cells;
        Want(layout);
        int bytes = _table.BytesWanted;
        Assert.IsTrue(_table.Reserve());
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        _table.Apply(_nowMs);
        _changes++;
        _allocating += GC.GetAllocatedBytesForCurrentThread() == allocated ? 0 : 1;
        Assert.AreEqual(bytes, _table.BytesUsed);
        foreach (int gone in _tracks.Keys.Except(layout.Select(ring => ring.Channel)).ToArray())
        {
            _tracks.Remove(gone);
        }

        foreach ((int channel, int slots, bool summaries) in layout)
        {
            if (!_tracks.TryGetValue(channel, out Track? track))
            {
                long first = (_nowMs + PeriodMs(channel) - 1) / PeriodMs(channel);
                _tracks[channel] = track = new Track { Sampled = At(channel), First = first, Next = first, Unsaved = first };
            }

            track.Capacity = Ring.CapacityFor(slots, summaries);
            track.Slots = slots;
            track.HasSummaries = summaries;
            track.First = Math.Max(track.First, track.Next - track.Capacity);
        }

        int needed = 2 * _tracks.Values.Sum(track => track.Capacity);
        Assert.AreEqual(Math.Max(arena, needed), _table.ArenaBytes, _story);
        if (needed <= arena && cells is not null && _table.Count > 0)
        {
            Assert.AreSame(cells, _table.RingAt(0).Ring.Cells, "no arena is made where the old one does");
        }

        Check();
    }

    private SampledRing At(int channel) => Enumerable.Range(0, _table.Count).Select(_table.RingAt).Single(ring => ring.Channel == channel);

    private void Check()
    {
        Assert.AreEqual(_tracks.Count, _table.Count);
        int end = 0;
        for (int i = 0; i < _table.Count; i++)
        {
            SampledRing sampled = _table.RingAt(i);
            Assert.AreEqual(end, sampled.Ring.Offset, _story);
            end += sampled.Ring.Capacity;
            Track track = _tracks[sampled.Channel];
            string story = string.Create(CultureInfo.InvariantCulture, $"{_story}, channel {sampled.Channel}");
            Assert.AreSame(track.Sampled, sampled, story);
            Assert.AreEqual((track.Slots, track.HasSummaries, track.Unsaved), (sampled.Slots, sampled.HasSummaries, sampled.UnsavedSlot), story);
            track.Check(sampled.Ring, story);
        }

        Assert.IsLessThanOrEqualTo(_table.ArenaBytes / 2, end);
    }

    private void Push(int count)
    {
        foreach (Track track in _tracks.Values)
        {
            for (int n = 0; n < count; n++)
            {
                track.Push((int)((track.Next * 37) + (track.Sampled.Channel * 101)) % 4097 - 1);
            }
        }

        _nowMs += 2000L * count;
    }

    private void Skip(int count)
    {
        foreach (Track track in _tracks.Values)
        {
            track.Sampled.Ring.SkipTo(track.Next + count);
            for (int n = 0; n < count; n++)
            {
                track.Note(Ring.Gap);
            }
        }

        _nowMs += 2000L * count;
    }
}
