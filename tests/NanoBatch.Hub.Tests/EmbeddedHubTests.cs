using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Hub.Tests.Support;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Results.Tests;

namespace NanoBatch.Hub.Tests;

/// <summary>The hub with its own broker: what boards deliver is stored and acknowledged, and nobody gets or says what is not theirs.</summary>
[TestClass]
public sealed class EmbeddedHubTests
{
    private static readonly byte[] s_whole = DeliverySample.Message(0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2), DeliverySample.Report(3, 0));

    [TestMethod]
    public async Task A_delivery_is_stored_and_acknowledged_and_again_when_the_acknowledgement_was_lost()
    {
        await using TestHub hub = await TestHub.StartAsync();
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
        await board.PublishAsync("nb/1/field-7/live", s_whole);
        byte[][] first = await board.HearAsync("nb/1/field-7/ack");
        CollectionAssert.AreEqual(DeliverySample.Acknowledgement(1, 3), first[0]);
        await board.PublishAsync("nb/1/field-7/past", s_whole);
        byte[][] both = await board.HearAsync("nb/1/field-7/ack", 2);
        CollectionAssert.AreEqual(first[0], both[1]);
        CollectionAssert.AreEqual(new long[] { 0 }, hub.Reports(DeliverySample.Epoch));
        Assert.AreEqual((3, 3), (hub.Metrics.StoredCount, hub.Metrics.DuplicateCount));
    }

    [TestMethod]
    public async Task A_hub_that_was_stopped_and_started_goes_on_where_it_was()
    {
        string folder = Directory.CreateTempSubdirectory("nanobatch-hub-").FullName;
        StoreAddress store = StoreAddress.OfFile(Path.Combine(folder, "results.db"));
        try
        {
            for (uint start = 0; start < 3; start++)
            {
                await using TestHub hub = await TestHub.StartAsync(store: store);
                await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
                byte[] message = start == 0 ? s_whole : DeliverySample.Message(2 + start, DeliverySample.Report(3 + start, (int)start));
                await board.PublishAsync("nb/1/field-7/live", message);
                await board.HearAsync("nb/1/field-7/ack");
                CollectionAssert.AreEqual(Enumerable.Range(0, (int)start + 1).Select(seq => (long)seq).ToArray(), hub.Reports(DeliverySample.Epoch));
                BoardSummary known = hub.Boards().Single();
                Assert.AreEqual((3L + start, 0L), (known.Board.AcknowledgedTo, known.Board.Backlog));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public async Task The_registry_hears_who_comes_and_goes_and_what_runs_there()
    {
        await using TestHub hub = await TestHub.StartAsync();
        await using (FieldBoard board = await FieldBoard.StartAsync(new OfHub(hub)))
        {
            await using (Devices.DeviceClient client = await board.OpenAsync())
            {
                await client.DeployAsync(FieldBoard.Package, false, 0, null, default);
                await client.RunAsync("bed", default);
            }

            await Until(hub, boards => boards.Count == 1 && boards[0].Jobs.Count == 1 && hub.Reports(77).Length == 1);
            BoardSummary known = hub.Boards().Single();
            Assert.AreEqual(("field-7", BoardPresence.Online, "bed"), (known.Board.Id, known.Board.Presence, known.Jobs.Single().Job));
        }

        await Until(hub, boards => boards[0].Board.Presence == BoardPresence.Offline);
    }

    [TestMethod]
    public async Task A_result_that_came_over_the_cable_before_is_acknowledged_and_not_stored_again()
    {
        await using TestHub hub = await TestHub.StartAsync();
        using (ResultStore laptop = ResultStore.Open(hub.Options.Store))
        {
            var decoder = new RecordDecoder(DeliverySample.Epoch, "field-7");
            laptop.Add(decoder.Decode([DeliverySample.Descriptor(1), DeliverySample.ClockSync(2), DeliverySample.Report(3, 0)]).ToBatch(null));
        }

        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
        await board.PublishAsync("nb/1/field-7/live", s_whole);
        await board.HearAsync("nb/1/field-7/ack");
        CollectionAssert.AreEqual(new long[] { 0 }, hub.Reports(DeliverySample.Epoch));
        Assert.AreEqual((0, 3), (hub.Metrics.StoredCount, hub.Metrics.DuplicateCount));
    }

    [TestMethod]
    public async Task Garbage_oversize_and_foreign_messages_are_counted_logged_and_change_nothing()
    {
        await using TestHub hub = await TestHub.StartAsync();
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
        await board.MayPublishAsync("nb/1/field-7/live", [1, 2, 3]);
        await hub.Log.LineAsync("refused (Malformed) field-7: 3 bytes that are no delivery");
        await board.MayPublishAsync("nb/1/field-7/status", [1, 2, 3], isRetained: true);
        await hub.Log.LineAsync("refused (Malformed) field-7: a status that cannot be read");
        Assert.IsFalse(await board.MayPublishAsync("nb/1/field-7/live", new byte[1025]));
        Assert.IsFalse(await board.MayPublishAsync("nb/1/field-7/req/anna", new byte[513]));
        Assert.IsFalse(await board.MayPublishAsync("weather/today", [1]));
        Assert.IsFalse(await board.MayPublishAsync("nb/1/Field 7/live", s_whole));
        Assert.IsFalse(await board.MayPublishAsync("nb/1/field-7/live", s_whole, isRetained: true));
        Assert.IsFalse(await board.MayPublishAsync("nb/1/field-7/ack", DeliverySample.Acknowledgement(1, 99)), "nobody but the hub has stored anything");
        await board.PublishAsync("nb/1/field-7/live", s_whole);
        await board.HearAsync("nb/1/field-7/ack");
        Assert.AreEqual(8, hub.Metrics.RefusedCount);
        CollectionAssert.AreEqual(new long[] { 0 }, hub.Reports(DeliverySample.Epoch));
    }

    [TestMethod]
    public async Task A_hostile_peer_gets_nowhere_and_the_others_go_on()
    {
        await using TestHub hub = await TestHub.StartAsync(listen => listen with { Limits = new BrokerLimits { ConnectionsMax = 4, Greeting = TimeSpan.FromSeconds(2) } });
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
        await EndsAsync(hub, [0x10, 0xFF, 0xFF, 0xFF, 0x7F]);                               // a greeting of 256 MB
        await hub.Log.LineAsync("refused (PacketSize)");
        await EndsAsync(hub, [0x10, 0x80, 0x80, 0x80, 0x80, 0x01]);                         // a length that does not end
        await EndsAsync(hub, "GET / HTTP/1.1\r\nHost: hub\r\n\r\n"u8.ToArray());
        await EndsAsync(hub, [0x10, 0x02, 0x00, 0x00]);                                     // a greeting without a protocol
        await EndsAsync(hub, []);                                                           // nothing at all: ended by the limit of time
        using var idle = new Sockets(hub.Address.Port, 4);
        await hub.Log.LineAsync("refused (Connections)");
        await board.PublishAsync("nb/1/field-7/live", s_whole);
        await board.HearAsync("nb/1/field-7/ack");
    }

    [TestMethod]
    public async Task A_flood_is_read_slowly_and_nothing_of_it_is_lost()
    {
        // To a clock that stands still any number of packets is a flood, however slow the machine that sends them.
        var limits = new BrokerLimits { PacketsPerSecond = 10_000, PacketBurst = 50 };
        await using TestHub hub = await TestHub.StartAsync(listen => listen with { Limits = limits }, time: new StoppedClock());
        await using Probe board = await Probe.ConnectAsync(hub.Address, "field-7", "nb/1/field-7/ack");
        await board.PublishAsync("nb/1/field-7/live", s_whole);
        IEnumerable<byte[]> messages = Enumerable.Range(1, 200).Select(i => DeliverySample.Message((uint)(i + 2), DeliverySample.Report((uint)(i + 3), i)));
        await Task.WhenAll(messages.Select(message => board.PublishAsync("nb/1/field-7/live", message)));
        await hub.Log.LineAsync("refused (PacketRate)");
        await Until(hub, _ => hub.Reports(DeliverySample.Epoch).Length == 201);
        CollectionAssert.AreEqual(Enumerable.Range(0, 201).Select(seq => (long)seq).ToArray(), hub.Reports(DeliverySample.Epoch));
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_one_sentence()
    {
        await using TestHub hub = await TestHub.StartAsync();
        HubException e = await Assert.ThrowsExactlyAsync<HubException>(async () => await TestHub.StartAsync(listen => listen with
        {
            EndPoint = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, hub.Address.Port),
        }));
        Assert.StartsWith($"cannot listen on 127.0.0.1:{hub.Address.Port}: ", e.Message);
        Assert.Contains("--listen", e.Help);
    }

    /// <summary>Sends bytes and waits until the hub has closed the connection.</summary>
    private static async Task EndsAsync(TestHub hub, byte[] bytes)
    {
        using var socket = new TcpClient("127.0.0.1", hub.Address.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(bytes);
        try
        {
            while (await stream.ReadAsync(new byte[64]).AsTask().WaitAsync(Eventual.Deadline) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end as well.
        }
    }

    /// <summary>Looks again at every acknowledgement and status until a condition holds.</summary>
    internal static async Task Until(TestHub hub, Func<IReadOnlyList<BoardSummary>, bool> holds)
    {
        using var limit = new System.Threading.CancellationTokenSource(Eventual.Deadline);
        while (!holds(hub.Boards()))
        {
            Assert.IsFalse(limit.IsCancellationRequested, string.Join('\n', hub.Log.Lines));
            await Task.Yield();
        }
    }

    private sealed class Sockets : IDisposable
    {
        private readonly TcpClient[] _clients;

        public Sockets(int port, int count)
        {
            _clients = [.. Enumerable.Range(0, count).Select(_ => new TcpClient("127.0.0.1", port))];
        }

        public void Dispose() => Array.ForEach(_clients, client => client.Dispose());
    }
}
