using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Hub.Tests.Support;
using NanoBatch.Mqtt;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Results.Tests;
using NanoBatch.Tests;

namespace NanoBatch.Hub.Tests;

/// <summary>Collectors at a mosquitto, alone and side by side, into SQLite and PostgreSQL; skipped where those are not installed.</summary>
[TestClass]
public sealed class SharedBrokerTests
{
    private static readonly byte[] s_head = DeliverySample.Message(0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2));

    [TestMethod]
    [DataRow(StoreKind.Sqlite)]
    [DataRow(StoreKind.Postgres)]
    public async Task Two_collectors_share_the_work_and_store_each_result_once(StoreKind kind)
    {
        const int Boards = 8;
        const int Messages = 60;
        string folder = Directory.CreateTempSubdirectory("nanobatch-hub-").FullName;
        StoreAddress store = kind == StoreKind.Sqlite ? StoreAddress.OfFile(Path.Combine(folder, "results.db"))
            : PostgresServer.Shared?.NewStore() ?? throw new AssertInconclusiveException(PostgresServer.Missing);
        try
        {
            await using TestBroker broker = await TestBroker.StartAsync(TestBroker.Mosquitto);
            await using TestHub first = await TestHub.StartAsync(broker, store, "hub-1");
            await using TestHub second = await TestHub.StartAsync(broker, store, "hub-2");
            await Task.WhenAll(Enumerable.Range(0, Boards).Select(b => DeliverAsync(broker.Address, b, Messages)));
            Assert.AreEqual(Boards * (Messages + 2), first.Metrics.StoredCount + second.Metrics.StoredCount, string.Join('\n', [.. first.Log.Lines, .. second.Log.Lines]));
            Assert.IsGreaterThan(0, first.Metrics.StoredCount, "the first one had nothing to do");
            Assert.IsGreaterThan(0, second.Metrics.StoredCount, "the second one had nothing to do");
            for (int b = 0; b < Boards; b++)
            {
                CollectionAssert.AreEqual(Enumerable.Range(0, Messages).Select(seq => (long)seq).ToArray(), first.Reports(EpochOf(b)), $"board {b}");
            }

            using ResultStore results = ResultStore.Open(store);
            ReportResult[] reports = [.. results.Query(new ResultQuery()).Select(stored => stored.Result).OfType<ReportResult>()];
            Assert.IsTrue(reports.All(report => report.Job == "hourly" && report.TimeMs is not null), "whichever collector came first, every result has its name and its time");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public async Task Garbage_oversize_foreign_and_stale_messages_are_counted_logged_and_change_nothing()
    {
        await using TestBroker broker = await TestBroker.StartAsync(TestBroker.Mosquitto);
        await using Probe board = await Probe.ConnectAsync(broker.Address, "field-7", "nb/1/field-7/ack");
        var gone = new StatusMessage { State = BoardPresence.Online, UtcMs = 1_736_000_000_000, Epoch = 99 };
        await board.PublishAsync("nb/1/field-9/status", gone.Encode(), isRetained: true);
        await using TestHub hub = await TestHub.StartAsync(broker);
        await EmbeddedHubTests.Until(hub, boards => boards.Count == 1);
        Assert.AreEqual(1_736_000_000_000, hub.Boards().Single().Board.SeenMs, "what was kept was not said now");
        (string Topic, byte[] Payload, string Line)[] cases =
        [
            ("nb/1/field-7/live", [1, 2, 3], "refused (Malformed) field-7: 3 bytes that are no delivery"),
            ("nb/1/field-7/past", [.. s_head[..^1], (byte)(s_head[^1] ^ 1)], $"refused (Malformed) field-7: {s_head.Length} bytes that are no delivery"),
            ("nb/1/field-7/status", [1, 2, 3], "refused (Malformed) field-7: a status that cannot be read"),
            ("nb/1/field-7/live", new byte[DeliveryFormat.MessageMax + 1], "refused (MessageSize) field-7: 1025 bytes, at most 1024"),
            ("nb/1/field-7/past", new byte[200_000], "refused (MessageSize) field-7: 200000 bytes"),
            ("nb/1/Field 7/live", s_head, "refused (ForeignTopic) nb/1/Field 7/live: no topic of a board"),
        ];
        foreach ((string topic, byte[] payload, string line) in cases)
        {
            await board.PublishAsync(topic, payload);
            await hub.Log.LineAsync(line);
        }

        Assert.AreEqual(cases.Length, hub.Metrics.RefusedCount);
        await board.PublishAsync("weather/today", s_head);
        await board.PublishAsync("nb/1/field-7/live", s_head);
        CollectionAssert.AreEqual(DeliverySample.Acknowledgement(1, 2), (await board.HearAsync("nb/1/field-7/ack"))[0]);
        Assert.AreEqual((2, 0, cases.Length), (hub.Metrics.StoredCount, hub.Metrics.DuplicateCount, hub.Metrics.RefusedCount));
        Assert.AreEqual("field-7 field-9", string.Join(' ', hub.Boards().Select(known => known.Board.Id)));
    }

    [TestMethod]
    public async Task A_collector_that_dies_leaves_its_messages_to_the_other()
    {
        await using TestBroker broker = await TestBroker.StartAsync(TestBroker.Mosquitto);
        await using TestHub first = await TestHub.StartAsync(broker, null, "hub-1");
        TestHub second = await TestHub.StartAsync(broker, first.Options.Store, "hub-2");
        await DeliverAsync(broker.Address, 0, 20);
        await second.DisposeAsync();
        await DeliverAsync(broker.Address, 1, 20);
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(seq => (long)seq).ToArray(), first.Reports(EpochOf(1)));
    }

    [TestMethod]
    public async Task A_database_server_that_is_lost_stops_acknowledging_and_recovers_by_itself()
    {
        using PostgresServer? server = PostgresServer.Create();
        if (server is null)
        {
            Assert.Inconclusive(PostgresServer.Missing);
        }

        await using TestHub hub = await TestHub.StartAsync(store: server.Store("lost"));
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
        await board.PublishAsync("nb/1/field-7/live", s_head);
        await board.HearAsync("nb/1/field-7/ack");
        server.Kill();
        await board.PublishAsync("nb/1/field-7/live", DeliverySample.Message(2, DeliverySample.Report(3, 0)));
        await hub.Log.LineAsync("Nothing is acknowledged until it works");
        Assert.HasCount(1, board.On("nb/1/field-7/ack"));
        server.Start();
        await board.HearAsync("nb/1/field-7/ack", 2);
        await hub.Log.LineAsync("works again");
        CollectionAssert.AreEqual(new long[] { 0 }, hub.Reports(DeliverySample.Epoch));
    }

    [TestMethod]
    public async Task A_broker_that_is_not_there_is_one_sentence()
    {
        BrokerException e = await Assert.ThrowsExactlyAsync<BrokerException>(async () => await TestHub.StartAsync(
            options => options with { Broker = new BrokerOptions { Address = BrokerAddress.Of("127.0.0.1", 1), ClientId = "hub-1" } }, null));
        Assert.Contains("mqtt://127.0.0.1:1", e.Message);
    }

    private static ulong EpochOf(int board) => DeliverySample.Epoch + (ulong)board;

    /// <summary>Delivers one record a message, as the acknowledgements come, and everything twice.</summary>
    private static async Task DeliverAsync(BrokerAddress broker, int number, int messages)
    {
        string board = $"b{number}";
        string ack = $"nb/1/{board}/ack";
        await using Probe probe = await Probe.ConnectAsync(broker, board, ack);
        var sends = new List<byte[]> { s_head[..] };
        sends.AddRange(Enumerable.Range(0, messages).Select(i => DeliverySample.Message((uint)(i + 2), DeliverySample.Report((uint)(i + 3), i))));
        foreach (byte[] message in sends)
        {
            new ByteWriter(message) { Position = 1 }.U64(EpochOf(number));
            await probe.PublishAsync($"nb/1/{board}/live", message);
            await probe.PublishAsync($"nb/1/{board}/past", message);
        }

        var missing = new HashSet<uint>(Enumerable.Range(1, messages + 2).Select(record => (uint)record));
        for (int heard = 1; missing.Count > 0; heard++)
        {
            byte[][] answers = await probe.HearAsync(ack, heard);
            foreach (byte[] answer in answers)
            {
                Assert.AreEqual(EpochOf(number), BitConverter.ToUInt64(answer));
                missing.ExceptWith(DeliverySample.Acknowledged(answer));
            }
        }
    }
}
