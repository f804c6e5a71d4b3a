using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class HelloAndInfoTests
{
    private static CancellationToken None => CancellationToken.None;

    [TestMethod]
    public void Hello_tells_who_the_board_is() => Simulation.Simulation.WithClient(new SimulatedBoard(512), (client, _) =>
    {
        Assert.AreEqual(
            new BoardIdentity
            {
                ProtocolMajor = ProtocolVersion.Major,
                ProtocolMinor = ProtocolVersion.Minor,
                PackageFormat = JobPackage.FormatVersion,
                Opcodes = ProtocolVersion.Opcodes,
                ReceiveWindowBytes = 512,
                LargestPayloadBytes = FrameFormat.PayloadMax,
                BoardId = "field-7",
                Mac = "01:02:03:04:05:ab",
                Epoch = SimulatedBoard.Epoch,
                Boot = 1,
                Build = "1.2.3+abc",
            },
            client.Identity);
        return Task.CompletedTask;
    });

    [TestMethod]
    public void Info_tells_how_the_board_is()
    {
        var board = new SimulatedBoard { Counts = channel => channel == 0 ? 4095 : 100 };
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
            simulation.Pass(60000);
            BoardStatus status = await client.InfoAsync(None);
            Assert.AreEqual(simulation.Time.NowMs, status.UptimeMs);
            Assert.AreEqual((ClockQuality.Unknown, status.UptimeMs, 1), (status.ClockQuality, status.BoardTimeMs, status.JobCount));
            Assert.AreEqual((board.Board.Rings.BytesUsed, 28 * 1024), (status.RingBytesUsed, status.RingBytesMax));
            Assert.AreEqual((1u, board.Board.Ledger.NextRecord, 0u), (status.FirstRecord, status.NextRecord, status.AcknowledgedTo));
            Assert.AreEqual((board.Board.Ledger.BytesUsed, 96 * 1024), (status.LedgerBytesUsed, status.LedgerBytesMax));
            Assert.AreEqual(2L, status.RunCount, "at the start and after a minute");
            Assert.IsGreaterThan(0, status.RailCount);
            Assert.AreEqual(0L, status.FaultCount + status.DroppedCount + status.WriteFailureCount + status.AdcFailureCount);
            Assert.AreEqual((1, board.Config.Channels.Crc), (status.ChannelRevision, status.ChannelCrc));
        });
    }

    [TestMethod]
    public void Clock_is_read_and_set() => Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, simulation) =>
    {
        BoardTime before = await client.GetClockAsync(None);
        Assert.AreEqual(new BoardTime(ClockQuality.Unknown, simulation.Time.NowMs, simulation.Time.NowMs), before);
        BoardTime set = await client.SetClockAsync(1736000000123, ClockQuality.Manual, None);
        Assert.AreEqual(new BoardTime(ClockQuality.Manual, 1736000000123, simulation.Time.NowMs), set);
        simulation.Pass(1000);
        Assert.AreEqual(1736000001123, (await client.GetClockAsync(None)).UtcMs);
        BoardRefusedException e = await Expect.ThrowsAsync<BoardRefusedException>(() => client.SetClockAsync(1, ClockQuality.Unknown, None));
        Assert.AreEqual((ReplyStatus.Malformed, 4), (e.Reply, e.ExitCode));
    });

    [TestMethod]
    [DataRow(1)]
    [DataRow(16)]
    [DataRow(32)]
    public void Channels_come_with_wiring_unit_and_calibration(int count)
    {
        // 32 channels of full length with 8 points each need more than twenty pages.
        var board = new SimulatedBoard(configure: config =>
        {
            config.Channels = new Runtime.ChannelTable { Revision = 300 };
            for (int c = 0; c < count; c++)
            {
                double[] raw = [.. Enumerable.Range(0, 8).Select(i => (i * 500) + 1.5)];
                double[] value = [.. Enumerable.Range(0, 8).Select(i => (i * 0.1) - c)];
                config.Channels.Add(new Runtime.BoardChannel
                {
                    Name = new string('a', 30) + FormattableString.Invariant($"{c:00}"),
                    AdcInput = c,
                    Unit = c % 2 == 0 ? "furlongs" : "°C",
                    Calibration = Runtime.Calibration.TryCreate(raw, value, 8),
                });
            }
        });
        Simulation.Simulation.WithClient(board, async (client, _) =>
        {
            BoardChannelTable table = await client.ReadChannelsAsync(None);
            Assert.AreEqual((300, board.Config.Channels.Crc), (table.Revision, table.Crc));
            Assert.HasCount(count, table.Channels);
            BoardChannelEntry last = table.Channels[^1];
            Assert.AreEqual(board.Config.Channels.Channels[count - 1].Name, last.Name);
            Assert.AreEqual((count - 1, count % 2 == 1 ? "furlongs" : "°C"), (last.AdcInput, last.Unit));
            Assert.HasCount(8, last.Points);
            Assert.AreEqual(new BoardCalibrationPoint(3501.5, (7 * 0.1) - (count - 1)), last.Points[7]);
        });
    }

    [TestMethod]
    public void A_board_without_channels_has_an_empty_table()
        => Simulation.Simulation.WithClient(new SimulatedBoard(configure: config => config.Channels = new Runtime.ChannelTable()), async (client, _) =>
            Assert.HasCount(0, (await client.ReadChannelsAsync(None)).Channels));

    [TestMethod]
    [DataRow(true, DisplayName = "the board refuses")]
    [DataRow(false, DisplayName = "the board answers with its major")]
    public void Another_major_version_is_refused(bool boardRefuses)
    {
        var board = new ScriptedBoard((_, _) => boardRefuses ? [(byte)ReplyStatus.WrongProtocol] : ScriptedBoard.Hello(major: 2));
        BoardRefusedException e = Fails<BoardRefusedException>(board, client => client.ConnectAsync(None));
        Assert.AreEqual((ReplyStatus.WrongProtocol, 4), (e.Reply, e.ExitCode));
        Assert.Contains("protocol 1", e.Message);
    }

    [TestMethod]
    public void A_newer_minor_version_is_welcome()
    {
        var simulation = new Simulation.Simulation();
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(new ScriptedBoard((_, _) => ScriptedBoard.Hello()));
            Assert.AreEqual(3, (await client.ConnectAsync(None)).ProtocolMinor);
        });
    }

    [TestMethod]
    public void Every_cut_of_an_answer_is_a_mismatch_and_never_a_crash()
    {
        byte[] hello = ScriptedBoard.Hello();
        for (int length = 0; length < hello.Length - 4; length++)
        {
            int cut = length;
            DeviceMismatchException e = Fails<DeviceMismatchException>(new ScriptedBoard((_, _) => hello[..cut]), client => client.ConnectAsync(None));
            Assert.AreEqual(5, e.ExitCode, $"cut at {cut}");
        }
    }

    [TestMethod]
    public void Nonsense_for_any_answer_is_a_device_error_and_never_a_crash()
    {
        int seed = TestSeed.Draw(8);
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            var board = new ScriptedBoard((type, _) =>
            {
                byte[] nonsense = new byte[random.Next(60)];
                random.NextBytes(nonsense);
                if (nonsense.Length > 0 && random.Next(2) == 0)
                {
                    nonsense[0] = 0;
                }

                return type == MessageType.Hello ? ScriptedBoard.Hello() : nonsense;
            });
            var simulation = new Simulation.Simulation();
            simulation.Run(async () =>
            {
                await using DeviceClient client = simulation.Client(board);
                await client.ConnectAsync(None);
                await OnlyDeviceErrors(() => client.InfoAsync(None));
                await OnlyDeviceErrors(() => client.ListJobsAsync(None));
                await OnlyDeviceErrors(() => client.ReadChannelsAsync(None));
                await OnlyDeviceErrors(() => client.GetClockAsync(None));
                await OnlyDeviceErrors(() => client.AcknowledgeAsync(5, [], None));
                await OnlyDeviceErrors(async () =>
                {
                    await foreach (byte[] record in client.ReadRecordsAsync(1, 3, None))
                    {
                        Assert.IsNotEmpty(record);
                    }
                });
                await OnlyDeviceErrors(() => client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None));
            });
        }
    }

    private static async Task OnlyDeviceErrors(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (DeviceException e)
        {
            Assert.IsGreaterThan(0, e.Help.Length);
        }
    }

    private static T Fails<T>(IByteTransport board, Func<DeviceClient, Task> ask)
        where T : Exception
    {
        T? found = null;
        var simulation = new Simulation.Simulation();
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(board);
            found = await Expect.ThrowsAsync<T>(() => ask(client));
        });
        return found!;
    }
}
