using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Results.Tests;

/// <summary>The hub's side of a board's outbox over a real store: nothing is acknowledged that is not stored, and nothing is stored twice.</summary>
public abstract class DeliveryContract
{
    /// <summary>A store that is empty when a test begins.</summary>
    protected abstract StoreAddress Address { get; }

    [TestMethod]
    public void A_delivery_is_stored_then_acknowledged_with_the_holes_it_stands_for()
    {
        using ResultStore store = ResultStore.Open(Address);
        DeliveryReceiver receiver = Receiver(store);
        byte[]? answer = receiver.Receive("field-7", DeliverySample.Message(3, DeliverySample.Descriptor(6), DeliverySample.ClockSync(7), DeliverySample.Report(9, 0)));
        CollectionAssert.AreEqual(DeliverySample.Acknowledgement(4, 9), answer);
        CheckReports(store, 0);
        Assert.AreEqual("field-7", store.Boards().Single().Id);
        CollectionAssert.AreEqual(new[] { new RecordRange(6, 7), new RecordRange(9, 9) }, store.StoredRanges(DeliverySample.Epoch).ToArray());
    }

    [TestMethod]
    public void What_comes_again_is_acknowledged_again_and_stored_once()
    {
        using ResultStore store = ResultStore.Open(Address);
        byte[] message = DeliverySample.Message(0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2), DeliverySample.Report(3, 0));
        byte[] longer = DeliverySample.Message(2, DeliverySample.Report(3, 0), DeliverySample.Report(4, 1));
        DeliveryReceiver receiver = Receiver(store);
        CollectionAssert.AreEqual(receiver.Receive(null, message), receiver.Receive(null, message));
        CollectionAssert.AreEqual(DeliverySample.Acknowledgement(3, 4), Receiver(store).Receive(null, longer), "a receiver that was started anew knows from the store");
        CheckReports(store, 0, 1);
        Assert.AreEqual((3, 3), (receiver.Counters.Stored, receiver.Counters.Duplicates));
    }

    [TestMethod]
    public void Many_deliveries_of_many_boards_go_into_one_transaction_and_each_is_acknowledged()
    {
        using ResultStore store = ResultStore.Open(Address);
        DeliveryReceiver receiver = Receiver(store);
        DeliveryBatch[] batches =
        [
            receiver.Read("a", DeliverySample.Message(3, DeliverySample.Report(4, 1), DeliverySample.Report(5, 2)))!,      // before what names and dates it
            receiver.Read("a", DeliverySample.Message(0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2), DeliverySample.Report(3, 0)))!,
            receiver.Read("a", DeliverySample.Message(4, DeliverySample.Report(5, 2)))!,
        ];
        Assert.AreEqual(5, receiver.Store(batches));
        CheckReports(store, 0, 1, 2);
        Assert.AreEqual((5, 1), (receiver.Counters.Stored, receiver.Counters.Duplicates));
        Assert.AreEqual(5, store.Boards().Single().AcknowledgedTo);
        byte[] answer = DeliveryReceiver.Acknowledgement(batches);
        Assert.AreEqual(3, answer[8]);
        CollectionAssert.AreEqual(DeliverySample.Acknowledgement(4, 5)[9..], answer[9..17]);
    }

    [TestMethod]
    [DataRow(0, 1, 2, DisplayName = "in order")]
    [DataRow(2, 1, 0, DisplayName = "backwards")]
    [DataRow(1, 2, 0, DisplayName = "the package last but one")]
    [DataRow(2, 0, 1, DisplayName = "the clock last")]
    public void Whatever_comes_first_results_end_up_named_and_dated(params int[] order)
    {
        byte[][] messages =
        [
            DeliverySample.Message(0, DeliverySample.Descriptor(1)), DeliverySample.Message(1, DeliverySample.ClockSync(2)), DeliverySample.Message(2, DeliverySample.Report(3, 5)),
        ];
        using ResultStore store = ResultStore.Open(Address);
        using ResultStore other = ResultStore.Open(Address);
        DeliveryReceiver[] receivers = [Receiver(store), Receiver(other)];
        for (int i = 0; i < order.Length; i++)
        {
            byte[]? answer = receivers[i % 2].Receive(null, messages[order[i]]);
            CollectionAssert.AreEqual(DeliverySample.Acknowledgement((uint)order[i] + 1, (uint)order[i] + 1), answer);
        }

        CheckReports(store, 5);
    }

    [TestMethod]
    public void Parts_make_a_record_in_any_order_and_doubled()
    {
        using ResultStore store = ResultStore.Open(Address);
        DeliveryReceiver receiver = Receiver(store);
        List<byte[]> parts = DeliverySample.Parts(4, 6, DeliverySample.Long(6));
        Assert.HasCount(3, parts);
        Assert.IsNull(receiver.Receive(null, parts[2]));
        Assert.IsNull(receiver.Receive(null, parts[0]));
        Assert.IsNull(receiver.Receive(null, parts[2]), "twice the same is not the one that is missing");
        CollectionAssert.AreEqual(DeliverySample.Acknowledgement(5, 6), receiver.Receive(null, parts[1]));
        Assert.AreEqual(new RecordRange(6, 6), store.StoredRanges(DeliverySample.Epoch).Single());
        Assert.AreEqual((4, 1, 0), (receiver.Counters.Parts, receiver.Counters.Stored, receiver.Counters.Malformed));
    }

    [TestMethod]
    public void Half_records_take_bounded_memory_and_come_again()
    {
        using ResultStore store = ResultStore.Open(Address);
        DeliveryReceiver receiver = Receiver(store);
        for (uint number = 1; number <= PartAssembler.RecordsMax + 1; number++)
        {
            Assert.IsNull(receiver.Receive(null, DeliverySample.Parts(number - 1, number, DeliverySample.Long(number))[0]));
        }

        Assert.AreEqual(1, receiver.Counters.Forgotten);
        byte[]?[] answers = [.. DeliverySample.Parts(0, 1, DeliverySample.Long(1)).Select(part => receiver.Receive(null, part))];
        CollectionAssert.AreEqual(DeliverySample.Acknowledgement(1, 1), answers[^1]);
    }

    /// <summary>Every single-bit flip behind the head, and every truncation of a delivery: refused whole, or a shorter delivery between two records.</summary>
    [TestMethod]
    public void Damaged_and_cut_messages_are_forgotten_whole()
    {
        byte[] first = DeliverySample.Report(1, 0);
        byte[] message = DeliverySample.Message(0, first, DeliverySample.Report(2, 1));
        var database = new ListStore();
        var receiver = new DeliveryReceiver(database);
        for (int bit = DeliveryFormat.Head * 8; bit < message.Length * 8; bit++)
        {
            byte[] damaged = [.. message];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsNull(receiver.Receive(null, damaged), $"bit {bit}");
        }

        for (int length = 0; length < message.Length; length++)
        {
            bool isShorter = length == DeliveryFormat.Head + first.Length;
            Assert.AreEqual(isShorter, receiver.Receive(null, message[..length]) is not null, $"{length} bytes");
        }

        Assert.HasCount(1, database.Records);
        Assert.IsNull(receiver.Receive(null, DeliverySample.Message(1, first)), "a record that lies before its message begins");
        Assert.IsNull(receiver.Receive(null, DeliverySample.Message(0, DeliverySample.Report(2, 1), first)), "numbers that fall");
        Assert.IsNull(receiver.Receive(null, DeliverySample.Message(0)), "no record at all");
        Assert.IsNull(receiver.Receive(null, [9, .. message.AsSpan(1)]), "a kind that is none");
    }

    [TestMethod]
    public void Random_bytes_never_throw_and_store_nothing()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("TEST_SEED"), out int given) ? given : Environment.TickCount;
        Console.WriteLine($"seed {seed}: replay with TEST_SEED={seed}");
        var random = new Random(seed);
        var database = new ListStore();
        var receiver = new DeliveryReceiver(database);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] noise = new byte[random.Next(1100)];
            random.NextBytes(noise);
            if (noise.Length > 0)
            {
                noise[0] = (byte)random.Next(4);
            }

            Assert.IsNull(receiver.Receive(null, noise), $"seed {seed}, message {i}");
        }

        Assert.IsEmpty(database.Records);
        Assert.AreEqual(20_000, receiver.Counters.Malformed + receiver.Counters.Parts);
    }

    [TestMethod]
    public void A_store_that_fails_acknowledges_nothing_and_the_next_try_is_like_the_first()
    {
        var database = new ListStore { Failures = 2 };
        var receiver = new DeliveryReceiver(database);
        byte[] message = DeliverySample.Message(0, DeliverySample.Report(1, 0));
        List<byte[]> parts = DeliverySample.Parts(1, 2, DeliverySample.Long(2));
        Assert.ThrowsExactly<IOException>(() => receiver.Receive(null, message));
        receiver.Receive(null, parts[0]);
        receiver.Receive(null, parts[1]);
        Assert.ThrowsExactly<IOException>(() => receiver.Receive(null, parts[2]));
        Assert.IsEmpty(database.Records);
        Assert.IsNotNull(receiver.Receive(null, message));
        byte[]?[] answers = [.. parts.Select(part => receiver.Receive(null, part))];
        Assert.IsNotNull(answers[2], "a long record is put together anew");
        Assert.AreEqual((2, 0), (receiver.Counters.Stored, receiver.Counters.Duplicates));
    }

    [TestMethod]
    public void A_closed_store_acknowledges_nothing()
    {
        ResultStore store = ResultStore.Open(Address);
        DeliveryReceiver receiver = Receiver(store);
        store.Dispose();
        Assert.Throws<Exception>(() => receiver.Receive(null, DeliverySample.Message(0, DeliverySample.Report(1, 0))));
        using ResultStore again = ResultStore.Open(Address);
        Assert.IsEmpty(again.Query(new ResultQuery()));
    }

    private static DeliveryReceiver Receiver(ResultStore store) => new(new ResultDeliveryStore(store, TimeProvider.System));

    private static void CheckReports(ResultStore store, params long[] sequences)
    {
        ReportResult[] reports = [.. store.Query(new ResultQuery()).Select(stored => stored.Result).Cast<ReportResult>()];
        CollectionAssert.AreEqual(sequences, reports.Select(report => report.Seq).ToArray());
        foreach (ReportResult report in reports)
        {
            Assert.AreEqual(("hourly", 1), (report.Job, report.Version));
            Assert.AreEqual(DeliverySample.BootUtcMs + (report.Record * 1000), report.TimeMs);
            Assert.IsTrue(report.Fields.TryGet("max_soil1", out FieldValue? max));
            Assert.AreEqual(FieldValue.Of(report.Seq + 2), max);
            Assert.IsTrue(report.Counts.TryGet("soil1", out long count));
            Assert.AreEqual(4, count);
        }
    }

    private sealed class ListStore : IDeliveryStore
    {
        public Dictionary<uint, byte[]> Records { get; } = [];

        public int Failures { get; set; }

        public int Store(IReadOnlyList<DeliveryBatch> batches)
        {
            if (Failures > 0)
            {
                Failures--;
                throw new IOException("the disk is full");
            }

            return batches.Sum(batch => batch.Records.Count(record => Records.TryAdd(record.Number, record.Bytes.ToArray())));
        }
    }
}
