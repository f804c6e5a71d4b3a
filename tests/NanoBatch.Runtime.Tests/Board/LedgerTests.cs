using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Segments, acknowledgement and the full store, seen through a board that runs (DECISIONS 45, 46).</summary>
[TestClass]
public sealed class LedgerTests
{
    private const string Chatty = "job chatty\nsample ch1 every 1s\nevery 1s report last(ch1)";
    private const string Alarm = "job alarm\nsample ch2 every 10s\nevery 10s alert high when last(ch2) > 100";

    [TestMethod]
    public void Each_segment_begins_with_all_that_a_start_needs()
    {
        var rig = new Rig(configure: c => c.SegmentBytes = 2048);
        rig.Deploy(Chatty);
        rig.Deploy("job two\nsample ch3 every 1s\nevery 5s report last(ch3) on change by 1\nalert high when last(ch3) > 2000 for 3 runs");
        rig.RunTo(300_000);
        string[] segments = rig.Store.Segments;
        Assert.IsGreaterThan(5, segments.Length);
        for (int s = 0; s < segments.Length; s++)
        {
            List<byte[]> records = RecordsOf(rig.Store, segments[s]);
            Assert.IsLessThanOrEqualTo(2048, rig.Store.LengthOf(segments[s]));
            RecordType[] types = [.. records.Select(RecordLog.TypeOf)];
            Assert.AreEqual(RecordType.Snapshot, types[0], segments[s]);
            if (s > 2)      // the first ones hold the start and the two deployments
            {
                int head = Array.IndexOf(types, RecordType.Report);
                Assert.AreEqual(2, types.Take(head).Count(type => type == RecordType.JobState), segments[s]);
                Assert.AreEqual(2, types.Take(head).Count(type => type == RecordType.Descriptor), segments[s]);
                Assert.AreEqual(2, types.Take(head).Count(type => type == RecordType.TaskState), segments[s]);
                Assert.AreEqual(1, types.Take(head).Count(type => type == RecordType.ClockSync), segments[s]);
            }
        }

        // Each segment alone, as if all before it had been dropped, restores both jobs and goes on with their numbers.
        for (int s = 2; s < segments.Length; s++)
        {
            TestStore store = rig.Store.Clone();
            for (int i = 0; i < segments.Length; i++)
            {
                if (i != s)
                {
                    store.Delete(segments[i]);
                }
            }

            var alone = new Rig(store: store);
            Assert.AreEqual(2, alone.Board.Jobs.Count, segments[s]);
            long sent = RecordLog.Events(RecordsOf(store, segments[s])).Where(e => e.Job == "chatty").Max(e => e.Seq);
            alone.RunTo(1_000);
            Assert.AreEqual(sent + 1, alone.Board.Jobs.JobAt(0).Tasks[0].Sequence - 2, segments[s]);
        }
    }

    [TestMethod]                                     // Goal: what a full heap keeps from being committed leaves no trace. Method: a twin that never began it.
    [DataRow(0, DisplayName = "the first batch of a start")]
    [DataRow(9_000, DisplayName = "one of many")]
    public void A_batch_that_is_forgotten_never_was(int atMs)
    {
        var store = new TestStore();
        var before = new Rig(store: store);
        before.Deploy(Chatty);
        before.RunTo(9_000);
        var rig = new Rig(store: store.Clone());
        var twin = new Rig(store: store.Clone());
        foreach (Rig each in new[] { rig, twin })
        {
            each.Restart();
            each.RunTo(atMs);
        }

        uint next = rig.Board.Ledger.NextRecord;
        rig.Board.Records.BeginBatch(1000, rig.NowMs);
        rig.Board.Records.JobStateOf(rig.Board.Jobs.JobAt(0), rig.NowMs);
        Assert.IsGreaterThan(next, rig.Board.Ledger.NextRecord);
        rig.Board.Records.ForgetBatch();
        Assert.AreEqual(next, rig.Board.Ledger.NextRecord);
        foreach (Rig each in new[] { rig, twin })
        {
            each.RunTo(20_000);
        }

        Assert.IsGreaterThan(20, twin.Records.Count);
        CollectionAssert.AreEqual(twin.Records.ConvertAll(Convert.ToHexString), rig.Records.ConvertAll(Convert.ToHexString));
    }

    [TestMethod]
    public void A_state_longer_than_a_segment_does_not_come_with_every_report()
    {
        var rig = new Rig(configure: c => c.SegmentBytes = 1024);
        for (int j = 0; j < 8; j++)
        {
            rig.Deploy($"job j{j}\nsample ch{j + 1} every 1s\nevery 1s report a = hist(ch{j + 1}, 0, 4000, 32), b = hist(ch{j + 1}, 0, 400, 32) on change by 1000000");
        }

        rig.RunTo(5_000);
        rig.Deploy("job j0 version 2\nsample ch1 every 1s\nevery 1s report last(ch1)");
        int before = rig.Records.Count;
        rig.RunTo(200_000);
        int heads = rig.Records.Skip(before).Count(record => RecordLog.TypeOf(record) == RecordType.Snapshot);
        Assert.HasCount(195 + 1, rig.Reports("j0").Where(e => e.Seconds >= 5));
        Assert.IsLessThan(10, heads, "segments of a large state take as much again");
    }

    [TestMethod]
    public void Records_are_read_across_segments_from_any_number()
    {
        var rig = new Rig(configure: c => c.SegmentBytes = 1024);
        rig.Deploy(Chatty);
        rig.RunTo(60_000);
        Assert.IsGreaterThan(3, rig.Store.Segments.Length);
        byte[] buffer = new byte[4096];
        uint count = (uint)rig.Records.Count;
        for (uint from = 1; from <= count; from++)
        {
            for (uint record = from; record <= Math.Min(count, from + 40); record++)
            {
                int length = rig.Board.Ledger.Read(record, buffer);
                CollectionAssert.AreEqual(rig.Records[(int)record - 1], buffer[..length], $"record {record} from {from}");
            }
        }

        for (uint record = count; record >= 1; record--)
        {
            Assert.IsGreaterThan(0, rig.Board.Ledger.Read(record, buffer));
            Assert.AreEqual(record, rig.Board.Ledger.ReadNumber, "backwards");
        }

        Assert.AreEqual(0, rig.Board.Ledger.Read(count + 1, buffer));
        rig.RunFor(1);
        Assert.IsGreaterThan(0, rig.Board.Ledger.Read(count + 1, buffer), "what was not there a moment ago");
    }

    [TestMethod]
    public void Acknowledged_segments_are_deleted_and_no_others()
    {
        var rig = new Rig(configure: c => c.SegmentBytes = 1024);
        rig.Deploy(Chatty);
        rig.RunTo(60_000);
        byte[] buffer = new byte[4096];
        for (uint upTo = 1; upTo < 100; upTo++)
        {
            uint last = rig.Board.Ledger.NextRecord - 1;
            Assert.IsTrue(rig.Board.Acknowledge(upTo, rig.NowMs));
            Assert.AreEqual(upTo, rig.Board.Ledger.AcknowledgedTo);
            Assert.IsLessThanOrEqualTo(upTo + 1, rig.Board.Ledger.FirstRecord, "nothing that is not acknowledged goes");
            for (uint record = upTo + 1; record <= last; record++)
            {
                Assert.IsGreaterThan(0, rig.Board.Ledger.Read(record, buffer));
                Assert.AreEqual(record, rig.Board.Ledger.ReadNumber, $"after {upTo}");
            }

        }

        Assert.IsGreaterThan(1U, rig.Board.Ledger.FirstRecord);
        Assert.AreEqual(rig.Board.Ledger.FirstRecord, RecordLog.NumberOf(RecordsOf(rig.Store, rig.Store.Segments[0])[0]));
        uint first = rig.Board.Ledger.FirstRecord;
        rig.Restart(Rig.BaseMs + 100_000);
        Assert.AreEqual(99U, rig.Board.Ledger.AcknowledgedTo, "what was acknowledged stays so");
        Assert.AreEqual(first, rig.Board.Ledger.FirstRecord);
        Assert.IsTrue(rig.Board.Acknowledge(rig.Board.Ledger.NextRecord + 5, rig.NowMs), "records that never were are ignored");
        Assert.AreEqual(99U, rig.Board.Ledger.AcknowledgedTo);
    }

    [TestMethod]
    public void A_full_store_drops_reports_keeps_alerts_and_tells_what_is_missing()
    {
        var rig = new Rig((channel, ms) => channel == 1 ? (int)(ms / 10_000 % 2) * 1000 : (int)(ms / 1000 % 4000), configure: c =>
        {
            c.LedgerBytesMax = 32 * 1024;
            c.SegmentBytes = 4096;
        });
        rig.Deploy(Chatty);
        rig.Deploy(Alarm);
        while (rig.Board.Ledger.DroppedCount == 0)
        {
            rig.RunFor(1);
        }

        long fullMs = rig.NowMs;
        rig.RunFor(200);
        Assert.IsLessThanOrEqualTo(32 * 1024, rig.Board.Ledger.BytesUsed);
        List<BoardEvent> since = [.. rig.Events.Where(e => e.MonotonicMs > fullMs)];
        Assert.IsTrue(since.All(e => e.IsAlert), "no report after the first that was dropped");
        Assert.HasCount(20, since, "and every alert");
        Complete(rig);

        int dropped = rig.Board.Ledger.DroppedCount;
        Assert.IsTrue(rig.Board.Acknowledge(rig.Board.Ledger.NextRecord - 1, rig.NowMs));
        rig.RunFor(50);
        Assert.AreEqual(dropped, rig.Board.Ledger.DroppedCount);
        Assert.HasCount(50, rig.Reports("chatty").Where(e => e.MonotonicMs > fullMs + 200_000));
        Complete(rig);
        rig.Restart(Rig.BaseMs + 10_000_000);
        Assert.AreEqual(2, rig.Board.Jobs.Count);
        rig.RunTo(5_000);
        Assert.AreEqual(rig.Reports("chatty")[^2].Seq + 1, rig.Reports("chatty")[^1].Seq);
    }

    [TestMethod]
    public void One_record_names_an_unbroken_row_of_dropped_ones()
    {
        var rig = new Rig(configure: c =>
        {
            c.LedgerBytesMax = 16 * 1024;
            c.SegmentBytes = 2048;
        });
        rig.Deploy(Chatty);
        while (rig.Board.Ledger.DroppedCount == 0)
        {
            Assert.IsEmpty(Dropped(rig), "not told before there is something to tell");
            rig.RunFor(1);
        }

        Assert.HasCount(1, Dropped(rig), "the first one is told at once, out of the reserve");
        rig.RunTo(2_000_000);
        Assert.HasCount(1, Dropped(rig));
        rig.Board.Acknowledge(rig.Board.Ledger.NextRecord - 1, rig.NowMs);
        rig.RunFor(10);
        Assert.HasCount(2, Dropped(rig));
        Assert.AreEqual((int)DropReason.NoRoom, Dropped(rig)[1][18 + 8]);
        Complete(rig);
    }

    [TestMethod]
    public void A_store_that_refuses_for_a_while_costs_only_what_was_written_then()
    {
        var rig = new Rig();
        rig.Deploy(Chatty);
        rig.RunTo(20_500);
        rig.Store.RefusesWrites = true;
        rig.RunTo(40_500);
        rig.Store.RefusesWrites = false;
        rig.RunTo(60_000);
        Assert.AreEqual(20, rig.Board.Ledger.WriteFailureCount);
        Assert.HasCount(61 - 20, rig.Reports());
        Complete(rig);
        rig.Restart(Rig.BaseMs + 100_000);
        Assert.AreEqual(1, rig.Board.Jobs.Count);
        byte[] buffer = new byte[4096];
        foreach (byte[] record in rig.Records.SkipLast(2))
        {
            int length = rig.Board.Ledger.Read(RecordLog.NumberOf(record), buffer);
            CollectionAssert.AreEqual(record, buffer[..length]);
        }
    }

    private static List<byte[]> Dropped(Rig rig) => [.. rig.Records.Where(record => RecordLog.TypeOf(record) == RecordType.Dropped)];

    /// <summary>Every number is that of a record, or lies within a range that a Dropped record names; never both, never neither.</summary>
    private static void Complete(Rig rig)
    {
        var named = new HashSet<uint>();
        foreach (byte[] record in rig.Records)
        {
            Assert.IsTrue(named.Add(RecordLog.NumberOf(record)), "a number twice");
            if (RecordLog.TypeOf(record) == RecordType.Dropped)
            {
                ByteReader payload = RecordLog.PayloadOf(record);
                uint first = payload.U32();
                uint last = payload.U32();
                Assert.IsLessThanOrEqualTo(last, first);
                for (uint number = first; number <= last; number++)
                {
                    Assert.IsTrue(named.Add(number), $"{number} was dropped, and is there");
                }
            }
        }

        uint newest = rig.Records.Max(RecordLog.NumberOf);
        Assert.AreEqual((int)newest, named.Count, "no number without a word");
    }

    private static List<byte[]> RecordsOf(TestStore store, string name)
    {
        byte[] bytes = new byte[store.LengthOf(name)];
        store.Read(name, 0, bytes, 0, bytes.Length);
        var records = new List<byte[]>();
        var header = new RecordHeader();
        var reader = new ByteReader();
        for (int at = 0; header.TryRead(bytes, at, bytes.Length - at, reader); at += header.TotalLength)
        {
            records.Add(bytes[at..(at + header.TotalLength)]);
        }

        return records;
    }
}
