using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Runtime.Tests.Sampling;

[TestClass]
public class RingTests
{
    [TestMethod]
    [DataRow(1, false, 9)]
    [DataRow(1, true, 64)]
    [DataRow(56, true, 64)]
    [DataRow(57, true, 128)]
    [DataRow(1440, false, 1448)]
    [DataRow(1440, true, 1472)]
    [DataRow(65535, true, 65600)]
    public void Capacity_holds_slots_and_slack_in_whole_blocks(int slots, bool summaries, int expected)
    {
        Assert.AreEqual(expected, Ring.CapacityFor(slots, summaries));
        int blocks = summaries ? expected / 64 : 0;
        Assert.AreEqual((expected * 2) + (blocks * 17), Ring.BytesFor(slots, summaries));
    }

    [TestMethod]
    public void An_empty_ring_starts_where_it_was_reset_to()
    {
        Ring ring = Make(16, false, 1_000_000_007);
        Assert.AreEqual(1_000_000_007, ring.NextSlot);
        Assert.AreEqual(1_000_000_007, ring.FirstSlot);
        Assert.AreEqual(0, Select(ring, 1_000_000_006, 16, false).Slots);
    }

    [TestMethod]                                     // Goal: slot numbers, not pushes, say where a sample lies, at every phase of the wrap.
    public void The_newest_slots_are_kept_by_number()
    {
        for (long start = 0; start < 40; start += 13)
        {
            Ring ring = Make(16, false, start);
            for (int i = 0; i < 50; i++)
            {
                ring.Push(i);
                int kept = Math.Min(i + 1, 16);
                Assert.AreEqual(start + i + 1, ring.NextSlot);
                Assert.AreEqual(start + i + 1 - kept, ring.FirstSlot);
                RingWindow window = Select(ring, start + i, 16, false);
                Assert.AreEqual(kept, window.Slots);
                Assert.AreEqual(i, window.LastCounts());
                Assert.AreEqual(i + 1 - kept, window.FirstCounts());
            }
        }
    }

    [TestMethod]
    public void A_ring_leaves_its_neighbours_cells_alone()
    {
        short[] arena = new short[40];
        Array.Fill(arena, (short)77);
        var ring = new Ring(arena, 10, 16, false);
        for (int i = 0; i < 100; i++)
        {
            ring.Push(i);
        }

        ring.SkipTo(5000);
        for (int i = 0; i < arena.Length; i++)
        {
            Assert.AreEqual(i is >= 10 and < 26 ? Ring.Gap : 77, arena[i], $"cell {i}");
        }
    }

    [TestMethod]
    [DataRow(3, 3, DisplayName = "a few gaps")]
    [DataRow(15, 15, DisplayName = "one slot survives")]
    [DataRow(16, 16, DisplayName = "the whole ring")]
    [DataRow(1_000_000_000, 16, DisplayName = "a leap")]
    public void Skipping_fills_with_gaps_that_count_as_slots(long slots, int gaps)
    {
        Ring ring = Make(16, false, 0);
        for (int i = 0; i < 20; i++)
        {
            ring.Push(100 + i);
        }

        ring.SkipTo(20 + slots);
        Assert.AreEqual(20 + slots, ring.NextSlot);
        Assert.AreEqual(4 + slots, ring.FirstSlot);
        Assert.AreEqual(16 - gaps, new WindowScan().CountValid(ring, ring.NextSlot - 1, 16, 0, 4095));
        ring.SkipTo(5);
        Assert.AreEqual(20 + slots, ring.NextSlot, "an earlier slot changes nothing");
        ring.Push(7);
        Assert.AreEqual(7, Select(ring, ring.NextSlot - 1, 1, false).LastCounts());
    }

    [TestMethod]
    public void Rails_are_values_and_counted()
    {
        Ring ring = Make(64, false, 0);
        foreach (int x in new[] { 0, 4095, 1, 4094, -1, 0 })
        {
            ring.Push(x);
        }

        Assert.AreEqual(3, ring.RailCount);
        Assert.AreEqual(5, new WindowScan().CountValid(ring, 5, 6, 0, 4095));
        ring.Reset(0);
        Assert.AreEqual(0, ring.RailCount);
    }

    [TestMethod]                                     // Goal: a summary is what its block's cells add up to, wrapped, skipped over or started in the middle.
    public void Summaries_equal_their_blocks()
    {
        var random = new Random(4711);
        foreach (long start in new long[] { 0, 30, 64, 12345 })
        {
            Ring ring = Make(Ring.CapacityFor(150, true), true, start);
            for (int i = 0; i < 1000; i++)
            {
                int x = random.Next(-400, 4096);
                ring.Push(x < 0 ? Ring.Gap : random.Next(50) == 0 ? 4095 : x);
                if (random.Next(100) == 0)
                {
                    ring.SkipTo(ring.NextSlot + random.Next(1, 300));
                }

                CheckSummaries(ring);
            }
        }
    }

    [TestMethod]
    [DataRow(16, 16)]
    [DataRow(16, 30)]
    [DataRow(30, 16)]
    public void Moving_keeps_slots_by_number_as_far_as_they_fit(int from, int to)
    {
        Ring old = Make(from, false, 1000);
        for (int i = 0; i < 45; i++)
        {
            old.Push(i == 40 ? Ring.Gap : i);
        }

        Ring ring = old;
        RingMover.Pack(ring, to, 0);
        RingMover.Unpack(ring, to, new short[to], 0, null);
        int kept = Math.Min(from, to);
        Assert.AreEqual(1045, ring.NextSlot);
        Assert.AreEqual(1045 - kept, ring.FirstSlot);
        Assert.AreEqual(1, ring.RailCount);
        Assert.AreEqual(45 - kept, Select(ring, 1044, kept, false).FirstCounts());
        Assert.AreEqual(kept - 1, new WindowScan().CountValid(ring, 1044, kept, 0, 4095));
    }

    [TestMethod]                                     // Goal: a run of several steps sees the window it began with.
    public void A_window_survives_the_slack()
    {
        foreach (bool summaries in new[] { false, true })
        {
            Ring ring = Make(Ring.CapacityFor(100, summaries), summaries, 7);
            for (int i = 0; i < 500; i++)
            {
                ring.Push(i);
            }

            long newest = ring.NextSlot - 1;
            for (int late = 0; late <= Ring.SlackSlots; late++)
            {
                RingWindow window = Select(ring, newest, 100, summaries);
                Assert.AreEqual(100, window.Slots);
                Assert.AreEqual(400, window.FirstCounts());
                Assert.AreEqual(499, window.LastCounts());
                ring.Push(4000);
            }
        }
    }

    private static Ring Make(int capacity, bool summaries, long start)
    {
        var ring = new Ring(new short[capacity], 0, capacity, summaries);
        ring.Reset(start);
        return ring;
    }

    private static void CheckSummaries(Ring ring)
    {
        int position = (int)(ring.NextSlot % ring.Capacity);
        for (int block = 0; block < ring.Capacity / 64; block++)
        {
            if (block == position / 64 && position % 64 != 0)
            {
                continue;                            // being filled: its summary is still the old block's, and no window may use it
            }

            int count = 0, sum = 0, squares = 0, weighted = 0, min = BlockSummaries.EmptyMin, max = Ring.Gap;
            for (int j = 0; j < 64; j++)
            {
                int x = ring.Cells[ring.Offset + (block * 64) + j];
                if (x >= 0)
                {
                    (count, sum, squares, weighted) = (count + 1, sum + x, squares + (x * x), weighted + (j * x));
                    (min, max) = (Math.Min(min, x), Math.Max(max, x));
                }
            }

            BlockSummaries s = ring.Summaries;
            Assert.AreEqual((count, sum, squares, weighted, min, max), (s.Counts[block], s.Sums[block], s.Squares[block], s.Weighted[block], s.Mins[block], s.Maxs[block]));
        }
    }

    private static RingWindow Select(Ring ring, long newestSlot, int windowSlots, bool useSummaries)
    {
        var window = new RingWindow();
        window.Open(ring, newestSlot, windowSlots, useSummaries);
        return window;
    }
}
