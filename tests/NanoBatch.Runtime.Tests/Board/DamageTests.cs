using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Goal: no state of the segment files stops a board or makes it tell what never was. Method: cut and damage them at every byte.</summary>
[TestClass]
public sealed class DamageTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_segment_cut_at_any_byte_keeps_what_lies_before()
    {
        (TestStore store, List<byte[]> records) = Filled();
        string last = store.Segments[^1];
        int length = store.LengthOf(last);
        int before = records.Count - CountIn(store, last);
        for (int cut = 0; cut < length; cut++)
        {
            TestStore torn = store.Clone();
            torn.Cut(last, cut);
            int whole = before + CountIn(torn, last);
            Rig rig = Start(torn);
            List<byte[]> stored = ReadAll(rig.Board.Ledger, 1);
            Assert.HasCount(whole, stored, $"cut at {cut}: whole batches and nothing else");
            for (int i = 0; i < whole; i++)
            {
                CollectionAssert.AreEqual(records[i], stored[i], $"cut at {cut}: record {i + 1}");
            }

            Assert.IsTrue(cut == 0 || rig.Board.Ledger.NextRecord >= 1 + before + CountIn(torn, last, wholeBatches: false), $"cut at {cut}: no number is used twice");
            Goes_on(rig, $"cut at {cut}");
            Every_number_is_accounted_for(rig, whole, $"cut at {cut}");
        }
    }

    [TestMethod]
    public void Wrong_bytes_anywhere_invent_nothing()
    {
        (TestStore store, List<byte[]> records) = Filled();
        var known = records.Select(Convert.ToHexString).ToHashSet();
        int seed = Environment.GetEnvironmentVariable("TEST_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : new Random().Next();
        TestContext.WriteLine($"seed {seed}: replay with TEST_SEED={seed}");
        var random = new Random(seed);
        foreach (string name in store.Segments)
        {
            for (int at = 0; at < store.LengthOf(name); at++)
            {
                TestStore damaged = store.Clone();
                int mask = random.Next(1, 256);
                damaged.Damage(name, at, mask);
                Rig rig = Start(damaged);
                string story = $"seed {seed}: {name} byte {at} ^ {mask}";
                int old = ReadAll(rig.Board.Ledger, 1).Count(record => RecordLog.BootOf(record) < rig.Board.Ledger.Boot && !known.Contains(Convert.ToHexString(record)));
                Assert.AreEqual(0, old, story);
                Assert.IsTrue(rig.Board.Jobs.Count <= 2 && rig.Board.Ledger.Epoch is 9 or 10, story);
                if (at % 16 == 0)
                {
                    Goes_on(rig, story);
                }
            }
        }
    }

    /// <summary>The first batch of a segment may be torn; older records stay readable, from any number.</summary>
    [TestMethod]
    public void A_segment_without_any_record_hides_none_of_the_others()
    {
        (TestStore store, List<byte[]> records) = Filled();
        string last = store.Segments[^1];
        int lost = CountIn(store, last);
        foreach (int cut in new[] { 0, 1, 17, 30 })
        {
            TestStore torn = store.Clone();
            torn.Cut(last, cut);
            Rig rig = Start(torn);
            rig.Restart(Rig.BaseMs + 900_000);
            for (uint from = 1; from <= records.Count - lost; from++)
            {
                byte[] buffer = new byte[4096];
                Assert.IsGreaterThan(0, rig.Board.Ledger.Read(from, buffer));
                Assert.AreEqual(from, rig.Board.Ledger.ReadNumber, $"cut at {cut}");
            }
        }
    }

    [TestMethod]
    public void Files_of_others_are_left_alone()
    {
        (TestStore store, _) = Filled();
        foreach (string name in new[] { "nbl-.seg", "nbl-0000000g.seg", "nbl-00000001.sex", "xnbl-0000001.seg", "notes.txt", "nbl-00000001.seg.old" })
        {
            store.Append(name, [1, 2, 3], 0, 3);
        }

        Rig rig = Start(store);
        Goes_on(rig, "with strange files");
        Assert.HasCount(6, store.List().Where(name => store.LengthOf(name) == 3));
    }

    private static void Goes_on(Rig rig, string story)
    {
        rig.Deploy("job later\nsample ch3 every 1s\nevery 1s report last(ch3)");
        rig.RunFor(2);
        Assert.IsGreaterThan(1, rig.Reports("later").Count, story);
        uint next = rig.Board.Ledger.NextRecord;
        ulong epoch = rig.Board.Ledger.Epoch;
        List<byte[]> stored = ReadAll(rig.Board.Ledger, 1);
        rig.Restart(Rig.BaseMs + 500_000);
        Assert.AreEqual(epoch, rig.Board.Ledger.Epoch, story);
        Assert.IsGreaterThanOrEqualTo(next, rig.Board.Ledger.NextRecord, story);
        Assert.IsGreaterThanOrEqualTo(0, rig.IndexOf("later"), story);
        CollectionAssert.AreEqual(stored.ConvertAll(Convert.ToHexString), ReadAll(rig.Board.Ledger, 1).Take(stored.Count).Select(Convert.ToHexString).ToArray(), story);
    }

    private static (TestStore Store, List<byte[]> Records) Filled()
    {
        var rig = new Rig(configure: Configure);
        rig.Deploy("job a\nsample ch1 every 1s\nevery 1s report last(ch1) on change by 1\nalert high when last(ch1) > 2000 for 2 runs");
        rig.Deploy("job b\nsample ch2 every 1s\nevery 2s report last(ch2)");
        rig.RunTo(8_000);
        rig.Restart(Rig.BaseMs + 100_000);
        rig.RunTo(6_000);
        Assert.IsGreaterThan(2, rig.Store.Segments.Length);
        return (rig.Store, rig.Records);
    }

    private static Rig Start(TestStore store) => new(store: store, configure: config =>
    {
        Configure(config);
        config.EpochSeed = 10;
    });

    private static void Configure(BoardConfig config)
    {
        config.SegmentBytes = 1024;
        config.EpochSeed = 9;
    }

    /// <summary>What the new boot committed goes on where the stored records end: a record for each number, or a word about it.</summary>
    private static void Every_number_is_accounted_for(Rig rig, int whole, string story)
    {
        uint expected = (uint)whole + 1;
        foreach (byte[] record in rig.Records)
        {
            if (RecordLog.TypeOf(record) == RecordType.Dropped)
            {
                ByteReader payload = RecordLog.PayloadOf(record);
                Assert.AreEqual((uint)whole + 1, payload.U32(), story);
                uint last = payload.U32();
                Assert.AreEqual((int)DropReason.CutOff, payload.U8(), story);
                Assert.AreEqual(last + 1, RecordLog.NumberOf(rig.Records[0]), story);
                expected = last + 1;
            }
        }

        foreach (byte[] record in rig.Records)
        {
            Assert.AreEqual(expected++, RecordLog.NumberOf(record), story);
        }
    }

    private static int CountIn(TestStore store, string name, bool wholeBatches = true)
    {
        byte[] bytes = new byte[store.LengthOf(name)];
        store.Read(name, 0, bytes, 0, bytes.Length);
        int count = 0;
        int whole = 0;
        var header = new RecordHeader();
        var reader = new ByteReader();
        for (int at = 0; header.TryRead(bytes, at, bytes.Length - at, reader); at += header.TotalLength)
        {
            count++;
            whole = header.EndsBatch ? count : whole;
        }

        return wholeBatches ? whole : count;
    }

    private static List<byte[]> ReadAll(Ledger ledger, uint from)
    {
        var records = new List<byte[]>();
        byte[] buffer = new byte[4096];
        while (ledger.Read(from, buffer) is > 0 and int length)
        {
            records.Add(buffer[..length]);
            from = ledger.ReadNumber + 1;
        }

        return records;
    }
}
