using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Mqtt.Tests;

/// <summary>The tool itself: boards on a broker, alone and in numbers, and what every command says where the road is closed.</summary>
[TestClass]
public sealed class FleetTests
{
    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task Boards_of_one_process_have_ids_and_jobs_of_their_own(string kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using StandInHub hub = await StandInHub.StartAsync(broker);
        await using ToolRun boards = await ToolRun.StartAsync(["board", "--mqtt", broker.Address + "/gate", "--count", "12"], "time starts at");
        string[] lines = boards.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(12, lines);
        Assert.AreEqual($"nanobatch board gate-01 listening on {broker.Address}/gate-01", lines[0]);
        Assert.AreEqual($"nanobatch board gate-12 listening on {broker.Address}/gate-12", lines[11]);

        using var folder = new TestCertificates();      // any folder will do
        string job = folder.Write("bed.job", FieldBoard.Job);
        foreach (string id in (string[])["gate-01", "gate-12"])
        {
            await ToolRun.OfAsync(0, "deploy", job, "--to", $"{broker.Address}/{id}", "--run");
        }

        string there = await ToolRun.OfAsync(0, "jobs", "--to", $"{broker.Address}/gate-12");
        Assert.Contains("bed", there);
        Assert.DoesNotContain("bed", await ToolRun.OfAsync(0, "jobs", "--to", $"{broker.Address}/gate-05"));
        Assert.AreEqual(0, await boards.StopAsync());
    }

    [TestMethod]
    public async Task A_board_keeps_its_cable_beside_the_broker()
    {
        await using TestBroker broker = await TestBroker.StartAsync(TestBroker.Embedded);
        await using ToolRun board = await ToolRun.StartAsync(["board", "--mqtt", broker.Address.ToString(), "--listen", "tcp://127.0.0.1:0"], "time starts at");
        string[] lines = board.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(2, lines);
        Assert.StartsWith("nanobatch board field-7 listening on tcp://127.0.0.1:", lines[0]);
        Assert.AreEqual($"nanobatch board field-7 listening on {broker.Address}/field-7", lines[1]);
        await ToolRun.OfAsync(0, "info", "--to", lines[0].Split(' ')[^1]);
        await ToolRun.OfAsync(0, "info", "--to", lines[1].Split(' ')[^1]);
    }

    [TestMethod]
    [DataRow(TestBroker.Embedded)]
    [DataRow(TestBroker.Mosquitto)]
    public async Task A_closed_road_is_one_sentence_a_remedy_and_exit_code_3(string kind)
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        string store = "sqlite:" + certificates.Write("results.db", "");
        await using TestBroker broker = await TestBroker.StartAsync(kind, new BrokerSetup("gate", "right", certificates));
        string host = $"127.0.0.1:{broker.Port}";
        string[][] roads =
        [
            ["mqtts://gate:secret@" + host + "/field-7", "--ca", certificates.Authority],       // password
            ["mqtts://gate:right@" + host + "/field-7", "--ca", others.Authority],              // the broker's certificate
            ["mqtts://gate:right@" + host + "/field-7", "--ca", certificates.Authority],        // no such board
            ["mqtts://gate:secret@" + host + "/field-7", "--ca", certificates.ServerKey],       // no certificate in the file
            ["mqtts://gate:secret@no-such-host.invalid/field-7"],
            ["mqtt://gate:secret@" + host + "/field-7"],                                        // no TLS
            ["mqtt://gate:secret@" + host + "/field-7", "--cert", certificates.ClientCertificate],
            ["mqtt://gate:secret@ho st/field-7"],
        ];
        foreach (string[] road in roads)
        {
            await CheckAsync(["jobs", "--to", .. road]);
            if (!road.Contains(certificates.Authority) || road[0].Contains("secret", StringComparison.Ordinal))
            {
                await CheckAsync(["board", "--mqtt", .. road]);
                await CheckAsync(["hub", "run", "--db", store, "--broker", .. road]);
            }
        }

        static async Task CheckAsync(string[] arguments)
        {
            string error = await ToolRun.OfAsync(3, arguments);
            string[] lines = [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains(" info ", StringComparison.Ordinal))];
            Assert.HasCount(2, lines, string.Join(' ', arguments) + "\n" + error);
            Assert.IsTrue(lines[1].StartsWith("help: ", StringComparison.Ordinal) || lines[1].StartsWith("  = hint: ", StringComparison.Ordinal), error);
            Assert.DoesNotContain("secret", error);
        }
    }
}
