using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class RetryTests
{
    private static readonly byte[] s_onDemand
        = new PackageSketch().Sample(10000, "soil1").OnDemand(0x80, PackageSketch.Last(Aggregate.Mean), (byte)Opcode.ReportAll).Build();

    private static CancellationToken None => CancellationToken.None;

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void A_request_whose_reply_was_lost_is_answered_again_and_not_done_again(int lost)
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(s_onDemand, false, 0, null, None);
            long start = simulation.Time.NowMs;
            int left = lost;
            board.Line.ToClient.Filter = bytes => left-- > 0 ? null : bytes;
            await client.RunAsync("sketch", None);
            simulation.Pass(10);
            Assert.AreEqual(1, board.Board.RunCount, "each retry comes after the run had its time");
            Assert.AreEqual(start + (lost * 2000) + 10, simulation.Time.NowMs, "a retry after every two seconds");
        });
    }

    [TestMethod]
    public void A_board_that_says_nothing_is_unreachable_after_every_attempt()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            int sent = 0;
            board.Line.ToBoard.Filter = _ =>
            {
                sent++;
                return null;
            };
            DeviceUnreachableException e = await Expect.ThrowsAsync<DeviceUnreachableException>(() => client.InfoAsync(None));
            Assert.AreEqual((3, 5, 10000L), (e.ExitCode, sent, simulation.Time.NowMs));
            Assert.Contains("line 1", e.Message);
            Assert.Contains("cable", e.Help);
        });
    }

    [TestMethod]
    [DataRow(true, DisplayName = "at a request")]
    [DataRow(false, DisplayName = "while an answer is awaited")]
    public void A_pulled_cable_is_told_at_once(bool atRequest)
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            if (atRequest)
            {
                board.Line.IsCut = true;
            }
            else
            {
                board.Line.ToBoard.Filter = _ => null;
                simulation.Time.CreateTimer(_ => board.Line.CloseAsync(), null, TimeSpan.FromMilliseconds(500), Timeout.InfiniteTimeSpan);
            }

            DeviceUnreachableException e = await Expect.ThrowsAsync<DeviceUnreachableException>(() => client.InfoAsync(None));
            Assert.IsInstanceOfType<IOException>(e.InnerException);
            Assert.IsLessThanOrEqualTo(500L, simulation.Time.NowMs);
        });
    }

    [TestMethod]
    public void Cancelling_ends_a_wait_at_once_and_the_client_can_go_on()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            board.Line.ToBoard.Filter = _ => null;
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), simulation.Time);
            await Expect.ThrowsAsync<TaskCanceledException>(() => client.InfoAsync(cancel.Token));
            Assert.AreEqual(300L, simulation.Time.NowMs);
            board.Line.ToBoard.Filter = null;
            Assert.AreEqual(0, (await client.InfoAsync(None)).JobCount);
        });
    }

    [TestMethod]
    public void Floods_of_garbage_and_stray_frames_cost_nothing()
    {
        int seed = TestSeed.Draw(77);
        var random = new Random(seed);
        var board = new SimulatedBoard();
        byte[] stray = [.. FrameSamples.Encode(MessageType.Info | MessageType.ReplyBit, 9999, [0]), .. FrameSamples.Encode(MessageType.RecordPart, 0, [1, 2])];
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(s_onDemand, false, 0, null, None);
            for (int round = 0; round < 40; round++)
            {
                byte[] garbage = new byte[random.Next(20000)];
                random.NextBytes(garbage);
                board.Line.Inject(garbage, [.. stray, .. garbage, .. stray]);
                Assert.AreEqual(1, (await client.ListJobsAsync(None)).Count, $"seed {seed} round {round}");
                Assert.AreEqual(DeployOutcome.Unchanged, await client.DeployAsync(s_onDemand, false, 0, null, None), $"seed {seed} round {round}");
            }

            Assert.AreEqual(0, board.Board.RunCount, "no garbage became a request to run");
        });
    }

    public static IEnumerable<object[]> Noise()
    {
        foreach (double perByte in new[] { 0.0002, 0.0007, 0.0015 })
        {
            for (int seed = 1; seed <= 12; seed++)
            {
                yield return new object[] { perByte, seed };
            }
        }
    }

    /// <summary>Goal: on a line that hurts bytes in both directions everything still succeeds, once. At the worst rate three of four long frames are hurt.</summary>
    [TestMethod]
    [DynamicData(nameof(Noise))]
    public void A_bad_line_costs_time_and_nothing_else(double perByte, int seed)
    {
        var board = new SimulatedBoard { Counts = channel => 1000 + channel };
        var options = new DeviceClientOptions { FirstRequestId = 65530, Attempts = 60 };
        byte[] package = PackageCases.Histograms(2).Build();
        var simulation = new Simulation.Simulation(board);
        simulation.Run(async () =>
        {
            board.Line.ToBoard = LineNoise.Of(seed, perByte);
            board.Line.ToClient = LineNoise.Of(seed + 1000, perByte);
            await using DeviceClient client = simulation.Client(board.Line, options);
            Assert.AreEqual("field-7", (await client.ConnectAsync(None)).BoardId);
            Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(package, false, 0, null, None));
            simulation.Pass(300000);
            await client.PauseAsync("bins", None);
            Assert.AreEqual(JobState.Paused, (await client.ListJobsAsync(None)).Single().State);
            var read = new List<byte[]>();
            await foreach (byte[] record in client.ReadRecordsAsync(1, int.MaxValue, None))
            {
                read.Add(record);
            }

            Assert.AreEqual(Text(board.Records), Text(read), $"noise {perByte} seed {seed}");
            uint last = board.Board.Ledger.NextRecord - 1;
            Assert.AreEqual(last, await client.AcknowledgeAsync(client.Identity.Epoch, [new RecordSpan(1, last)], None));
            await client.ResumeAsync("bins", None);
            await client.RemoveAsync("bins", None);
            Assert.HasCount(0, await client.ListJobsAsync(None));
            Assert.HasCount(16, (await client.ReadChannelsAsync(None)).Channels);
        });
    }

    private static string Text(IEnumerable<byte[]> records) => string.Join('\n', records.Select(Convert.ToHexString));
}
