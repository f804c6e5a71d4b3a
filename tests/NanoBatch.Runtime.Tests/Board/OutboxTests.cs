using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Delivery to a hub: in order, again with growing patience, trimmed by its acknowledgement alone (DECISIONS 47, 48).</summary>
[TestClass]
public sealed class OutboxTests
{
    private const string EveryTen = "job j\nsample ch1 every 10s\nevery 10s report mean(ch1), min(ch1), max(ch1), last(ch1)\nalert high when last(ch1) > 2000 for 2 runs";

    [TestMethod]
    public void What_is_sent_covers_every_number_in_order()
    {
        (Rig rig, ScriptedBus bus) = Board();
        bus.ConnectionNumber = 0;
        rig.RunTo(600_000);
        bus.ConnectionNumber = 1;
        rig.RunFor(9);
        Assert.HasCount(Outbox.InFlightMax, bus.Published, "no more than so many wait at once");
        for (int second = 0; second < 600; second++)
        {
            bus.Acknowledge(rig.Board.Ledger.Epoch, (1, ScriptedBus.Read(bus.Published[^1].Bytes).Records[^1]));
            rig.RunFor(1);
        }

        Assert.AreEqual(0, rig.Board.Outbox.TimeoutCount);
        uint covered = 0;
        var seen = new List<uint>();
        foreach ((BusTopic _, byte[] bytes) in bus.Published)
        {
            (uint previous, List<uint> records) = ScriptedBus.Read(bytes);
            Assert.AreEqual(covered, previous);
            covered = records[^1];
            seen.AddRange(records);
        }

        Assert.IsGreaterThan(0, seen.Count);
        CollectionAssert.AreEqual(seen.Order().Distinct().ToList(), seen);
        RecordType[] wanted = [RecordType.Descriptor, RecordType.Report, RecordType.Alert, RecordType.JobState, RecordType.ClockSync, RecordType.Boot, RecordType.Dropped];
        uint last = seen[^1];
        CollectionAssert.AreEqual(
            rig.Records.Where(record => wanted.Contains(RecordLog.TypeOf(record)) && RecordLog.NumberOf(record) <= last).Select(RecordLog.NumberOf).ToList(), seen);
    }

    [TestMethod]
    public void Without_an_acknowledgement_waits_double_and_everything_comes_again()
    {
        (Rig rig, ScriptedBus bus) = Board();
        var times = new List<long>();
        while (rig.NowMs < 7_200_000)
        {
            int before = bus.Published.Count;
            rig.RunFor(1);
            if (bus.Published.Count > before && ScriptedBus.Read(bus.Published[before].Bytes).Previous == 0)
            {
                times.Add(rig.NowMs);
            }
        }

        long[] waits = [.. times.Zip(times.Skip(1), (a, b) => b - a)];
        Assert.IsGreaterThan(6, waits.Length);
        for (int i = 0; i < waits.Length; i++)
        {
            long wait = Math.Min(Outbox.FirstWaitMs << Math.Min(i, 10), Outbox.LongestWaitMs);
            Assert.IsTrue(waits[i] >= wait && waits[i] <= (wait * 5 / 4) + 2_000, $"wait {i}: {waits[i]} ms");
        }

        Assert.AreEqual(0U, rig.Board.Ledger.AcknowledgedTo);
        rig.RunFor(1200);
        bus.Acknowledge(rig.Board.Ledger.Epoch, (1, ScriptedBus.Read(bus.Published[^1].Bytes).Records[^1]));
        int count = bus.Published.Count;
        rig.RunFor(11);
        Assert.IsGreaterThan(count, bus.Published.Count, "progress ends the waiting");
    }

    [TestMethod]
    public void A_clock_that_runs_ahead_waits_in_the_networks_time()
    {
        const int Factor = 60;
        (Rig rig, ScriptedBus bus) = Board(c => c.LinkTimeFactor = Factor);
        rig.RunFor((Factor * Outbox.FirstWaitMs / 1000) - 10);
        Assert.HasCount(Outbox.InFlightMax, bus.Published);
        Assert.AreEqual(0, rig.Board.Outbox.TimeoutCount);
        rig.RunFor(Factor * 8);      // a spread of 5 s before the first message, one of 2.5 s on the wait
        Assert.AreEqual(1, rig.Board.Outbox.TimeoutCount);
    }

    [TestMethod]
    public void Only_acknowledged_segments_go_and_the_word_about_it_costs_no_close()
    {
        (Rig rig, ScriptedBus bus) = Board(c => c.SegmentBytes = 1024);
        rig.RunTo(3_600_000);
        uint first = rig.Board.Ledger.FirstRecord;
        int commits = rig.Board.Ledger.CommitCount;
        bus.Acknowledge(rig.Board.Ledger.Epoch ^ 1, (1, 50));
        bus.Acknowledge(rig.Board.Ledger.Epoch, (5, 50));
        bus.Acknowledge(rig.Board.Ledger.Epoch, (1, 1_000_000));
        bus.Send([1, 2, 3]);
        rig.Step();
        rig.Step();
        rig.Step();
        rig.Step();
        Assert.AreEqual(0U, rig.Board.Ledger.AcknowledgedTo, "another store's, a gap, records that never were, garbage");
        bus.Acknowledge(rig.Board.Ledger.Epoch, (1, 4));
        rig.Step();
        Assert.AreEqual(50U, rig.Board.Ledger.AcknowledgedTo, "what came out of order was remembered");
        Assert.IsGreaterThan(first, rig.Board.Ledger.FirstRecord);
        Assert.AreEqual(commits, rig.Board.Ledger.CommitCount);
        rig.RunFor(11);
        rig.Restart(Rig.BaseMs + 10_000_000);
        Assert.AreEqual(50U, rig.Board.Ledger.AcknowledgedTo, "it came with the next report");
    }

    [TestMethod]
    public void What_a_hub_has_out_of_order_is_not_sent_again()
    {
        (Rig rig, ScriptedBus bus) = Board();
        rig.RunTo(1_800_000);
        bus.Published.Clear();
        uint end = rig.Board.Ledger.NextRecord - 1;
        bus.Acknowledge(rig.Board.Ledger.Epoch, (10, 20));
        bus.ConnectionNumber = 2;
        rig.RunFor(60);
        List<uint> again = [.. bus.Published.SelectMany(message => ScriptedBus.Read(message.Bytes).Records)];
        Assert.IsTrue(again.Contains(9U) || again.Contains(8U) || again.Contains(7U), "what is before");
        Assert.IsFalse(again.Any(record => record is >= 10 and <= 20));
        (uint previous, _) = bus.Published.Select(message => ScriptedBus.Read(message.Bytes)).First(message => message.Records[0] > 20);
        Assert.AreEqual(20U, previous, "what follows continues what is there");
        Assert.IsGreaterThan(20U, end);
    }

    [TestMethod]
    public void Backlog_and_live_data_are_told_apart()
    {
        (Rig rig, ScriptedBus bus) = Board();
        bus.ConnectionNumber = 0;
        rig.RunTo(600_000);
        Assert.IsEmpty(bus.Published, "no connection, no message");
        bus.ConnectionNumber = 1;
        rig.RunFor(30);
        Assert.IsNotEmpty(bus.Published);
        Assert.IsTrue(bus.Published.All(message => message.Topic == BusTopic.Past));
        bus.Acknowledge(rig.Board.Ledger.Epoch, (1, rig.Board.Ledger.NextRecord - 1));
        bus.Published.Clear();
        rig.RunFor(11);
        Assert.IsNotEmpty(bus.Published);
        Assert.AreEqual(BusTopic.Live, bus.Published[0].Topic);
        Assert.IsTrue(bus.Published.Skip(1).All(message => message.Topic == BusTopic.Past), "what is sent again is no news");
    }

    [TestMethod]
    public void A_record_longer_than_a_message_goes_in_parts()
    {
        (Rig rig, ScriptedBus bus) = Board();
        string fields = string.Join(", ", Enumerable.Range(0, 32).Select(i => $"h{i} = hist(ch1, {i}, 4000, 32)"));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy($"job wide\nsample ch1 every 10s\nevery 1m over 10m report {fields}"));
        var parts = new Dictionary<uint, byte[]>();
        while (rig.NowMs < 900_000)
        {
            bus.Published.Clear();
            rig.RunFor(1);
            foreach ((BusTopic _, byte[] bytes) in bus.Published)
            {
                Assert.IsLessThanOrEqualTo(DeliveryFormat.MessageMax, bytes.Length);
                (uint previous, List<uint> records) = ScriptedBus.Read(bytes);
                Collect(parts, bytes);
                bus.Acknowledge(rig.Board.Ledger.Epoch, (previous + 1, records[^1]));
            }
        }

        Assert.IsGreaterThan(2, parts.Count);
        foreach ((uint number, byte[] bytes) in parts)
        {
            CollectionAssert.AreEqual(rig.Records.Single(record => RecordLog.NumberOf(record) == number), bytes, $"record {number}");
        }
    }

    [TestMethod]
    public void A_bus_without_room_is_asked_again_a_second_later()
    {
        (Rig rig, ScriptedBus bus) = Board();
        bus.IsFull = true;
        rig.RunTo(60_500);
        Assert.AreEqual(0, rig.Board.Outbox.SentCount);
        bus.IsFull = false;
        rig.RunFor(2);
        Assert.IsGreaterThan(0, rig.Board.Outbox.SentCount);
    }

    private static (Rig Rig, ScriptedBus Bus) Board(Action<BoardConfig>? configure = null)
    {
        var rig = new Rig(configure: configure);
        var bus = new ScriptedBus();
        rig.Board.Attach(bus);
        rig.Deploy(EveryTen);
        return (rig, bus);
    }

    private static void Collect(Dictionary<uint, byte[]> parts, byte[] message)
    {
        if (message[0] != DeliveryFormat.RecordPart)
        {
            return;
        }

        var reader = new ByteReader(message, DeliveryFormat.Head, message.Length - DeliveryFormat.Head);
        uint number = reader.U32();
        int total = reader.U16();
        int offset = reader.U16();
        parts.TryAdd(number, new byte[total]);
        message.AsSpan(DeliveryFormat.Head + DeliveryFormat.PartHead).CopyTo(parts[number].AsSpan(offset));
    }
}
