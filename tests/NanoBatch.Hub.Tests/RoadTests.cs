using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Cli;
using NanoBatch.Devices;
using NanoBatch.Hub.Tests.Support;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Protocol;
using NanoBatch.Results.Tests;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Hub.Tests;

/// <summary>From a board's runtime to a row in the database, over the hub's own broker in a process and over a mosquitto: the same on both.</summary>
[TestClass]
public sealed class RoadTests
{
    private const ulong Epoch = 77;

    private static readonly CancellationToken s_no = CancellationToken.None;

    [TestMethod]
    [DataRow(Road.OwnBroker)]
    [DataRow(Road.Mosquitto)]
    public async Task Deploy_run_results_remove(string kind)
    {
        await using Road road = await Road.StartAsync(kind);
        await using FieldBoard board = await FieldBoard.StartAsync(road.Broker);
        await using DeviceClient client = await board.OpenAsync();
        await DeployAsync(client);
        for (int run = 1; run <= 3; run++)
        {
            await client.RunAsync("bed", s_no);
            await road.ReportsAsync(Epoch, run);
        }

        await Road.UntilAsync(() => road.Boards().Single() is { Board.Presence: BoardPresence.Online, Board.Backlog: 0, Jobs: [{ Job: "bed" }] }, "nothing left on the board");
        await client.RemoveAsync("bed", s_no);
        await Road.UntilAsync(() => road.Boards().Single().Jobs.Count == 0, "word of the removal");
        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, road.Reports(Epoch));
    }

    [TestMethod]
    [DataRow(Road.OwnBroker)]
    [DataRow(Road.Mosquitto)]
    public async Task A_board_that_loses_its_power_is_offline_and_so_is_one_that_leaves(string kind)
    {
        await using Road road = await Road.StartAsync(kind);
        await using FieldBoard cut = await FieldBoard.StartAsync(road.Broker);
        await using FieldBoard polite = await FieldBoard.StartAsync(road.Broker, "field-8", epoch: 78);
        await Road.UntilAsync(() => Presences(road) == "field-7 Online, field-8 Online", "both boards");
        await cut.Bus.AbortAsync();
        await Road.UntilAsync(() => Presences(road) == "field-7 Offline, field-8 Online", "the last will");
        await polite.Bus.LeaveAsync(s_no);
        await Road.UntilAsync(() => Presences(road) == "field-7 Offline, field-8 Offline", "the farewell");
    }

    [TestMethod]
    [DataRow(Road.OwnBroker)]
    [DataRow(Road.Mosquitto)]
    public async Task A_broker_that_is_killed_and_forgets_everything_loses_and_doubles_nothing(string kind)
    {
        await using Road road = await Road.StartAsync(kind);
        await using FieldBoard board = await FieldBoard.StartAsync(road.Broker);
        for (int round = 1; round <= 3; round++)
        {
            await using (DeviceClient client = await board.OpenPatientlyAsync())
            {
                await DeployAsync(client);
                await client.RunAsync("bed", s_no);
            }

            if (round == 2)
            {
                await road.ReportsAsync(Epoch, round);      // once with everything stored, twice with something on its way
            }

            await road.Broker.KillAsync();
            await Road.UntilAsync(() => board.Bus.ConnectionNumber == 0, "the loss");
            await road.Broker.StartAsync();
            await Road.UntilAsync(() => board.Bus.ConnectionNumber != 0, "another session");
        }

        await road.ReportsAsync(Epoch, 3);
        await Road.UntilAsync(() => road.Boards().Single() is { Board.Presence: BoardPresence.Online, Board.Backlog: 0 }, "nothing left on the board");
        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, road.Reports(Epoch));
    }

    [TestMethod]
    [DataRow(Road.OwnBroker)]
    [DataRow(Road.Mosquitto)]
    public async Task Certificates_carry_a_deployment_and_its_results(string kind)
    {
        using var certificates = new TestCertificates();
        await using Road road = await Road.StartAsync(kind, certificates);
        await using FieldBoard board = await FieldBoard.StartAsync(road.Broker, credentials: road.As("field-7"));
        await using DeviceClient client = await board.OpenAsync(road.As(Road.Technician));
        await DeployAsync(client);
        await client.RunAsync("bed", s_no);
        await road.ReportsAsync(Epoch, 1);
        using var others = new TestCertificates();
        Mqtt.BrokerFiles stranger = others.FilesOf("field-8") with { CaPath = certificates.Authority };
        var refused = Mqtt.BrokerCredentials.Load(road.Broker.Address, stranger, _ => null);
        await Assert.ThrowsExactlyAsync<Mqtt.BrokerException>(async () => await FieldBoard.StartAsync(road.Broker, "field-8", refused));
    }

    [TestMethod]
    [DataRow(Road.OwnBroker)]
    [DataRow(Road.Mosquitto)]
    public async Task What_was_not_acknowledged_comes_again_is_stored_once_and_acknowledged_again(string kind)
    {
        byte[] message = DeliverySample.Message(0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2), DeliverySample.Report(3, 0), DeliverySample.Report(4, 1));
        await using Road road = await Road.StartAsync(kind);
        await using Probe board = await Probe.ConnectAsync(road.Broker.Address, "field-7", "nb/1/field-7/ack");
        for (int time = 1; time <= 3; time++)
        {
            await board.PublishAsync(time == 1 ? "nb/1/field-7/live" : "nb/1/field-7/past", message);
            byte[][] acknowledgements = await board.HearAsync("nb/1/field-7/ack", time);
            CollectionAssert.AreEqual(DeliverySample.Acknowledgement(1, 4), acknowledgements[^1]);
            CollectionAssert.AreEqual(new long[] { 0, 1 }, road.Reports(DeliverySample.Epoch));
        }
    }

    [TestMethod]
    [DataRow(Road.OwnBroker)]
    [DataRow(Road.Mosquitto)]
    public async Task A_board_with_an_empty_disk_is_another_epoch_and_each_result_is_there_once(string kind)
    {
        await using Road road = await Road.StartAsync(kind);
        foreach (ulong epoch in (ulong[])[Epoch, 78])
        {
            await using FieldBoard board = await FieldBoard.StartAsync(road.Broker, epoch: epoch);
            await using DeviceClient client = await board.OpenAsync();
            await DeployAsync(client);
            for (int run = 1; run <= 3; run++)
            {
                await client.RunAsync("bed", s_no);
                await road.ReportsAsync(epoch, run);
            }
        }

        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, road.Reports(Epoch));
        Assert.AreEqual((2, 78UL), (road.Boards().Single().EpochCount, road.Boards().Single().Board.Epoch));
    }

    /// <summary>The cable first and the hub later, then the other way round: both write to the same store.</summary>
    [TestMethod]
    [DataRow(Road.OwnBroker)]
    [DataRow(Road.Mosquitto)]
    public async Task What_came_over_the_cable_and_over_the_broker_is_there_once(string kind)
    {
        await using Road road = await Road.StartAsync(kind);
        using var cable = new TcpLink(new IPEndPoint(IPAddress.Loopback, 0));
        await using FieldBoard board = await FieldBoard.StartAsync(road.Broker, cable: cable);
        await using (DeviceClient client = await board.OpenAsync())
        {
            await DeployAsync(client);
        }

        for (int round = 1; round <= 3; round++)
        {
            if (round == 2)
            {
                await road.Broker.KillAsync();
            }

            await using (DeviceClient client = await DeviceClient.OpenAsync(BoardAddress.Parse(cable.Address), null, TimeProvider.System, s_no))
            {
                await client.RunAsync("bed", s_no);
                while ((await client.InfoAsync(s_no)).RunCount < round)
                {
                    // Each answer is an event; the run takes a few steps of the board.
                }
            }

            if (round == 3)
            {
                await road.ReportsAsync(Epoch, round);
            }

            await CollectAsync(road, cable);
            await road.ReportsAsync(Epoch, round);
            if (round == 2)
            {
                await road.Broker.StartAsync();
                await Road.UntilAsync(() => road.Boards().Single() is { Board.Presence: BoardPresence.Online, Board.Backlog: 0 }, "the hub's own copy");
            }
        }

        await Road.UntilAsync(() => road.Boards().Single().Board.Backlog == 0, "nothing left on the board");
        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, road.Reports(Epoch));
    }

    private static async Task DeployAsync(DeviceClient client) => await client.DeployAsync(FieldBoard.Package, false, 0, null, s_no);

    /// <summary><c>results --to tcp://…</c> of a user whose store is the hub's.</summary>
    private static async Task CollectAsync(Road road, TcpLink cable)
    {
        var variables = new Dictionary<string, string> { ["NANOBATCH_HOME"] = road.Folder };
        using var output = new System.IO.StringWriter();
        using var error = new System.IO.StringWriter();
        var environment = new CliEnvironment { Out = output, Error = error, Variable = variables.GetValueOrDefault };
        Assert.AreEqual(0, await CliHost.RunAsync(["results", "--to", cable.Address], environment, s_no), error.ToString());
    }

    private static string Presences(Road road) => string.Join(", ", road.Boards().Select(board => $"{board.Board.Id} {board.Board.Presence}"));
}
