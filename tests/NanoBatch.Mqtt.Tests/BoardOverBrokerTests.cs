using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Protocol;
using NanoBatch.Tests;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Mqtt.Tests;

/// <summary>A board behind a broker, as over a cable; and what a cable has not: a last will, sessions that end, strangers.</summary>
[TestClass]
public sealed class BoardOverBrokerTests
{
    private static readonly CancellationToken s_no = CancellationToken.None;

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task Deploy_run_results_remove(string kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using FieldBoard board = await FieldBoard.StartAsync(broker);
        await using StandInHub hub = await StandInHub.StartAsync(broker);
        await using DeviceClient client = await board.OpenAsync();
        Assert.AreEqual(("field-7", 77UL), (client.Identity.BoardId, client.Identity.Epoch));
        Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(FieldBoard.Package, false, 0, null, s_no));
        Assert.AreEqual(DeployOutcome.Unchanged, await client.DeployAsync(FieldBoard.Package, false, 0, null, s_no));
        await client.RunAsync("bed", s_no);
        await hub.ReportsAsync(77, 1);
        Assert.IsGreaterThan(0, hub.LiveCount);

        // The cable's way to read works over the broker too; what the hub has acknowledged may be gone.
        var records = new List<byte[]>();
        await foreach (byte[] record in client.ReadRecordsAsync(1, ushort.MaxValue, s_no))
        {
            records.Add(record);
        }

        Assert.IsNotEmpty(records);
        BoardRefusedException e = await Assert.ThrowsExactlyAsync<BoardRefusedException>(() => client.AcknowledgeAsync(77, [new RecordSpan(1, 2)], s_no));
        Assert.AreEqual(ReplyStatus.NotReceiver, e.Reply);
        await client.RemoveAsync("bed", s_no);
        Assert.IsEmpty(await client.ListJobsAsync(s_no));
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task Two_clients_at_once_are_both_served(string kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using FieldBoard board = await FieldBoard.StartAsync(broker);
        await using DeviceClient first = await board.OpenAsync();
        await using DeviceClient second = await board.OpenAsync();
        await first.DeployAsync(FieldBoard.Package, false, 0, null, s_no);
        await Task.WhenAll(AskAsync(first), AskAsync(second));

        static async Task AskAsync(DeviceClient client)
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.AreEqual("bed", (await client.ListJobsAsync(s_no)).Single().Name);
            }
        }
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task The_status_is_retained_and_the_last_will_ends_it(string kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using TestClient watcher = await TestClient.ConnectAsync(broker, "watcher", "nb/1/+/status");
        await using FieldBoard board = await FieldBoard.StartAsync(broker);
        await watcher.HearAsync(m => StateOf(m) == BoardPresence.Online, "online");
        await using (TestClient late = await TestClient.ConnectAsync(broker, "late", "nb/1/+/status"))
        {
            BrokerMessage retained = await late.HearAsync(m => m.IsRetained, "the retained status");
            var status = new StatusMessage();
            Assert.IsTrue(status.TryRead(retained.Payload, 0, retained.Payload.Length));
            Assert.AreEqual((BoardPresence.Online, 77UL, ClockQuality.Network), (status.State, status.Epoch, status.Clock));
            Assert.IsGreaterThanOrEqualTo(1_736_000_000_000, status.UtcMs, "nothing is retained without its time");
            Assert.StartsWith("virtual", status.Build);
        }

        await board.Bus.AbortAsync();       // as a power cut would
        BrokerMessage will = await watcher.HearAsync(m => StateOf(m) == BoardPresence.Offline, "the last will");
        Assert.AreEqual("nb/1/field-7/status", will.Topic);
        await using FieldBoard second = await FieldBoard.StartAsync(broker, "field-8");
        await second.Bus.LeaveAsync(s_no);
        await watcher.HearAsync(m => m.Topic == "nb/1/field-8/status" && StateOf(m) == BoardPresence.Offline, "the farewell");
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task A_board_that_is_not_there_is_told_at_once_with_what_is_known(string kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using (FieldBoard board = await FieldBoard.StartAsync(broker))
        {
            await using DeviceClient client = await board.OpenAsync();
        }

        string root = broker.Address.ToString();
        DeviceUnreachableException left = await FailsAsync(root + "/field-7");
        Assert.Contains("board 'field-7' is not connected", left.Message);
        Assert.Contains("its last status is 'offline', of 2025-01-04T14:1", left.Message);
        DeviceUnreachableException unknown = await FailsAsync(root + "/field-9");
        Assert.Contains("the broker knows no status of it", unknown.Message);
        Assert.AreEqual(3, unknown.ExitCode);
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task A_broker_that_is_killed_and_forgets_everything_loses_and_doubles_nothing(string kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using FieldBoard board = await FieldBoard.StartAsync(broker);
        await using StandInHub hub = await StandInHub.StartAsync(broker);
        int runs = 0;
        for (int round = 0; round < 3; round++)
        {
            await using (DeviceClient client = await board.OpenPatientlyAsync())
            {
                await client.DeployAsync(FieldBoard.Package, false, 0, null, s_no);
                await client.RunAsync("bed", s_no);
                runs++;
                if (round == 1)
                {
                    await hub.ReportsAsync(77, runs);       // once with everything acknowledged, twice with some of it on its way
                }
            }

            int session = board.Bus.ConnectionNumber;
            await broker.KillAsync();
            await broker.StartAsync();
            await board.NoteAsync("is reached again");
        }

        await hub.ReportsAsync(77, runs);
        uint[] reports = hub.Reports(77);
        Assert.HasCount(runs, reports);
        CollectionAssert.AreEqual(reports.Order().ToArray(), reports);
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task A_hostile_client_changes_nothing(string kind)
    {
        int seed = TestSeed.Draw(4711);
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using FieldBoard board = await FieldBoard.StartAsync(broker);
        await using (DeviceClient client = await board.OpenAsync())
        {
            await client.DeployAsync(FieldBoard.Package, false, 0, null, s_no);
            await client.RunAsync("bed", s_no);
        }

        await using (TestClient stranger = await TestClient.ConnectAsync(broker, "stranger"))
        {
            var random = new Random(seed);
            for (int i = 0; i < 60; i++)
            {
                byte[] garbage = new byte[random.Next(1, DeliveryFormat.ToBoardMax)];
                random.NextBytes(garbage);
                await stranger.PublishAsync("nb/1/field-7/" + (i % 2 == 0 ? "ack" : "req/stranger"), garbage);
            }

            await stranger.PublishAsync("nb/1/field-7/ack", Acknowledgement(epoch: 78, 1, 1000));       // of another store
            await stranger.PublishAsync("nb/1/field-7/ack", Acknowledgement(epoch: 77, 1, 100_000));    // of records that are not there yet
            await stranger.PublishAsync("nb/1/field-7/ack", Acknowledgement(epoch: 77, 1, 2)[..^1]);    // cut short
            await stranger.PublishAsync("nb/1/field-7/req/" + new string('x', 60), [0]);                // no name of a client
            await stranger.PublishAsync("nb/1/field-7/req/kept", FieldBoard.Package[..10], isRetained: true);
            await stranger.PublishAsync("nb/1/field-7/req/stranger", new byte[DeliveryFormat.ToBoardMax + 1]);
            await stranger.PublishAsync("nb/1/field-7/req/stranger", new byte[64 * 1024]);
            await board.NoteAsync("dropped a message");
        }

        await using DeviceClient after = await board.OpenAsync();
        Assert.AreEqual("bed", (await after.ListJobsAsync(s_no)).Single().Name);
        BoardStatus status = await after.InfoAsync(s_no);
        Assert.AreEqual((0U, 0L), (status.AcknowledgedTo, status.FaultCount));
        await using StandInHub hub = await StandInHub.StartAsync(broker);
        await hub.ReportsAsync(77, 1);
        Assert.HasCount(1, hub.Reports(77));
        Assert.IsGreaterThan(0, board.Bus.DroppedCount);
    }

    [TestMethod]
    public async Task Results_of_before_the_hub_came_are_history()
    {
        await using TestBroker broker = await TestBroker.StartAsync(TestBroker.Embedded);
        var store = new MemoryStore();
        await using (FieldBoard board = await FieldBoard.StartAsync(broker, store: store))
        {
            await using DeviceClient client = await board.OpenAsync();
            await client.DeployAsync(FieldBoard.Package, false, 0, null, s_no);
            await client.RunAsync("bed", s_no);
            while ((await client.InfoAsync(s_no)).RunCount == 0)
            {
                // Each answer is an event; the run takes a few steps of the board.
            }
        }

        await using FieldBoard again = await FieldBoard.StartAsync(broker, store: store);
        await using StandInHub hub = await StandInHub.StartAsync(broker);
        await hub.ReportsAsync(77, 1);
        Assert.AreEqual(0, hub.LiveCount);
        Assert.IsGreaterThan(0, hub.PastCount);
    }

    private static async Task<DeviceUnreachableException> FailsAsync(string address)
    {
        DeviceUnreachableException e = await Assert.ThrowsExactlyAsync<DeviceUnreachableException>(
            () => DeviceClient.OpenAsync(BoardAddress.Parse(address), null, TimeProvider.System, s_no));
        Assert.IsGreaterThan(10, e.Help.Length);
        return e;
    }

    private static BoardPresence? StateOf(BrokerMessage message)
    {
        var status = new StatusMessage();
        return status.TryRead(message.Payload, 0, message.Payload.Length) ? status.State : throw new AssertFailedException(Encoding.UTF8.GetString(message.Payload));
    }

    private static byte[] Acknowledgement(ulong epoch, uint first, uint last)
    {
        var writer = new ByteWriter(new byte[17]);
        writer.U64(epoch);
        writer.U8(1);
        writer.U32(first);
        writer.U32(last);
        return writer.Buffer;
    }
}
