using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class DeployTests
{
    private static CancellationToken None => CancellationToken.None;

    public static IEnumerable<object[]> Sound() => PackageCases.Sound().Select(sample => new object[] { sample.Name, sample.Package });

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void A_sound_package_is_activated_and_the_second_time_unchanged(string name, byte[] package)
    {
        var board = new SimulatedBoard(configure: config => config.ArenaBytes = 1 << 20);
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(package, false, 0, null, None), name);
            simulation.Pass(1);
            uint records = board.Board.Ledger.NextRecord;
            Assert.AreEqual(DeployOutcome.Unchanged, await client.DeployAsync(package, false, 0, null, None), name);
            Assert.AreEqual(records, board.Board.Ledger.NextRecord, "an unchanged deployment writes nothing");
            JobListing job = (await client.ListJobsAsync(None)).Single();
            Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(package))[..16], job.Digest);
            Assert.AreEqual(package.Length, job.Bytes);
        });
    }

    [TestMethod]
    public void A_package_of_full_length_goes_in_several_chunks()
    {
        byte[] package = FullLength();
        Assert.AreEqual(Limits.PackageBytesMax, package.Length);
        var told = new List<DeployProgress>();
        Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, _) =>
            Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(package, false, 0, new Told(told), None)));
        CollectionAssert.AreEqual(told.OrderBy(step => step.Stage).ThenBy(step => step.Bytes).ToArray(), told.ToArray(), "progress never goes back");
        Assert.AreEqual(new DeployProgress(DeployStage.ReadingBack, 1024, 1024), told[^1]);
        CollectionAssert.AreEquivalent(Enum.GetValues<DeployStage>(), told.Select(step => step.Stage).Distinct().ToArray());
    }

    [TestMethod]
    [DataRow(256, DisplayName = "one frame at a time")]
    [DataRow(512)]
    [DataRow(800)]
    [DataRow(1280)]
    [DataRow(4096)]
    public void Chunks_stay_within_the_receive_window(int window)
    {
        var board = new SimulatedBoard(window);
        Simulation.Simulation.WithClient(board, async (client, _) => await client.DeployAsync(FullLength(), false, 0, null, None));
        Assert.AreEqual(0, board.Line.OverrunCount);
        int expected = Math.Max(FrameFormat.EncodedMax, Math.Min(1024, window - 256));
        Assert.IsLessThanOrEqualTo(expected, board.Line.FullestBytes);
        Assert.IsGreaterThan(expected - FrameFormat.EncodedMax, board.Line.FullestBytes, "the window is used");
    }

    [TestMethod]
    public void A_new_version_replaces_and_a_lower_one_needs_force()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, _) =>
        {
            await client.DeployAsync(PackageSketch.Minimal("irrigation", 1).Build(), false, 0, null, None);
            await client.DeployAsync(PackageSketch.Minimal("irrigation", 3).Build(), false, 0, null, None);
            BoardRefusedException e = await RefusedAsync(client, PackageSketch.Minimal("irrigation", 2).Build());
            Assert.AreEqual((PackageStatus.LowerVersion, 4), (e.Status, e.ExitCode));
            Assert.AreEqual("the board has a newer version of job 'irrigation' than version 2", e.Message);
            Assert.Contains("--force", e.Help);
            Assert.AreEqual(3, (await client.ListJobsAsync(None)).Single().Version);
            Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(PackageSketch.Minimal("irrigation", 2).Build(), true, 0, null, None));
            Assert.AreEqual(2, (await client.ListJobsAsync(None)).Single().Version);
        });
    }

    public static IEnumerable<object[]> Refused() => PackageCases.Refused().Select(sample => new object[] { sample.Name, sample.Package, sample.Status });

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void What_reader_or_verifier_refuse_the_board_refuses_by_name(string name, byte[] package, PackageStatus expected)
    {
        Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, _) =>
        {
            BoardRefusedException e = await RefusedAsync(client, package);
            Assert.AreEqual(expected, e.Status, name);
            Assert.HasCount(0, await client.ListJobsAsync(None));
        });
    }

    [TestMethod]
    public void What_one_board_cannot_hold_it_refuses_with_names_and_figures()
    {
        var covered = new HashSet<PackageStatus>(PackageCases.Refused().Select(sample => sample.Status));

        void Check(PackageStatus status, Func<DeviceClient, SimulatedBoard, Task<BoardRefusedException>> ask, string message, string help)
        {
            covered.Add(status);
            var board = new SimulatedBoard();
            Simulation.Simulation.WithClient(board, async (client, _) =>
            {
                BoardRefusedException e = await ask(client, board);
                Assert.AreEqual(status, e.Status);
                Assert.AreEqual(message, e.Message);
                Assert.Contains(help, e.Help);
            });
        }

        byte[] twoChannels = new PackageSketch().Sample(10000, "soil2").Sample(10000, "soli3").Build();
        Check(PackageStatus.UnknownChannel, (client, _) => RefusedAsync(client, twoChannels), "the board has no channel 'soli3'", "soil1, soil2, soil3");
        byte[] otherUnit = new PackageSketch().Sample(10000, "soil2").Sample(PackageReader.UnitFlag, 10000, [4], "soil1").Build();
        Check(PackageStatus.UnitMismatch, (client, _) => RefusedAsync(client, otherUnit), "the job writes channel 'soil1' in 'kPa', and the board has it in '%'", "unit");
        byte[] greedy = new PackageSketch().Sample(PackageReader.KeepFlag, 10000, PackageSketch.Varint(65535), "soil1").Build();
        var memory = new SimulatedBoard();
        Simulation.Simulation.WithClient(memory, async (client, _) =>
        {
            BoardRefusedException e = await RefusedAsync(client, greedy);
            Assert.AreEqual((PackageStatus.NotEnoughMemory, 28L * 1024), (e.Status, e.Limit));
            Assert.IsGreaterThan(131070, e.Need);
            Assert.Contains($"need {e.Need} bytes, and the board has 28672", e.Message);
            covered.Add(e.Status);
        });
        Check(PackageStatus.TooManyJobs, async (client, _) =>
        {
            for (int j = 1; j <= 8; j++)
            {
                await client.DeployAsync(PackageSketch.Minimal($"job{j}").Build(), false, 0, null, None);
            }

            return await RefusedAsync(client, PackageSketch.Minimal("job9").Build());
        }, "with job 'job9' the board would hold 9 jobs, and it takes 8", "nanobatch remove");
        Check(PackageStatus.TooManyTasks, async (client, _) =>
        {
            await client.DeployAsync(PackageCases.ManyTasks("a", 16).Build(), false, 0, null, None);
            await client.DeployAsync(PackageCases.ManyTasks("b", 16).Build(), false, 0, null, None);
            return await RefusedAsync(client, PackageSketch.Minimal("c").Build());
        }, "with job 'c' the board would hold 33 tasks, and it takes 32", "Remove a job");
        Check(PackageStatus.CostMismatch, (client, _) => RefusedAsync(client, PackageSketch.Minimal().Build(), statedSteps: 1),
            "the board finds another worst-case cost than the compiler stated", "firmware");
        Check(PackageStatus.StorageFailed, (client, board) =>
        {
            board.Store.IsFull = true;
            return RefusedAsync(client, PackageSketch.Minimal().Build());
        }, "the board could not write the package to its storage", "info");
        Simulation.Simulation.WithClient(new SimulatedBoard(configure: config => config.MicrosecondsPerStep = 1000000), async (client, _) =>
        {
            BoardRefusedException e = await RefusedAsync(client, PackageSketch.Minimal().Build());
            Assert.AreEqual((PackageStatus.TooSlow, 5L), (e.Status, e.Limit));
            Assert.Contains($"up to {e.Need} steps", e.Message);
            covered.Add(e.Status);
        });
        byte[] hasty = new PackageSketch().Sample(60_500, "soil1").Every(900_000, [(byte)Opcode.Constant, 1, (byte)Opcode.Field, (byte)Opcode.Report]).Build();
        Simulation.Simulation.WithClient(new SimulatedBoard(configure: config => config.SleepPeriodMinMs = 900_000), async (client, _) =>
        {
            BoardRefusedException e = await RefusedAsync(client, hasty);
            Assert.AreEqual((PackageStatus.TooOftenToSleep, 60_500L, 900_000L), (e.Status, e.Need, e.Limit));
            Assert.EndsWith("samples or runs every 60.5 s, and this board sleeps in between: it takes nothing under 900 s", e.Message);
            covered.Add(e.Status);
        });
        covered.Add(PackageStatus.LowerVersion);    // its own test above
        bool isFull = false;
#pragma warning disable CA2201 // as the device's runtime throws it
        var small = new SimulatedBoard(configure: config => config.TakesMemory = () => _ = isFull ? throw new OutOfMemoryException() : 0);
#pragma warning restore CA2201
        Simulation.Simulation.WithClient(small, async (client, _) =>
        {
            await client.DeployAsync(PackageSketch.Minimal("old").Build(), false, 0, null, None);
            isFull = true;
            BoardRefusedException e = await RefusedAsync(client, PackageSketch.Minimal("new").Build());
            Assert.AreEqual((PackageStatus.HeapFull, 4), (e.Status, e.ExitCode));
            Assert.AreEqual("the board's working memory has no room for job 'new' now; nothing has changed", e.Message);
            Assert.StartsWith("Remove a job, keep fewer samples", e.Help);
            Assert.AreEqual("old", (await client.ListJobsAsync(None)).Single().Name);
            covered.Add(e.Status);
        });
        CollectionAssert.AreEquivalent(Enum.GetValues<PackageStatus>().Where(status => status != PackageStatus.Accepted).ToArray(), covered.ToArray());
    }

    [TestMethod]
    public void The_stated_cost_is_accepted_when_it_is_the_boards_own()
    {
        byte[] bytes = PackageSketch.Minimal().Build();
        var package = new JobPackage();
        new PackageReader().Read(bytes, bytes.Length, package);
        new PackageVerifier().Check(package, 0);
        Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, _) =>
            Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(bytes, false, package.Tasks[0].WorstCaseSteps, null, None)));
    }

    [TestMethod]
    public void Every_truncation_and_random_nonsense_leave_the_old_job_in_place()
    {
        int seed = TestSeed.Draw(5);
        var random = new Random(seed);
        byte[] good = PackageSketch.Minimal().Build();
        Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, _) =>
        {
            await client.DeployAsync(good, false, 0, null, None);
            for (int length = 0; length < good.Length; length++)
            {
                await RefusedAsync(client, good[..length]);
            }

            for (int bit = 0; bit < good.Length * 8; bit++)
            {
                byte[] hurt = [.. good];
                hurt[bit / 8] ^= (byte)(1 << (bit % 8));
                BoardRefusedException e = await RefusedAsync(client, hurt);
                Assert.IsTrue(Enum.IsDefined(e.Status) && e.Status != PackageStatus.Accepted, $"bit {bit}");
            }

            for (int round = 0; round < 50; round++)
            {
                byte[] nonsense = new byte[random.Next(1400)];
                random.NextBytes(nonsense);
                await RefusedAsync(client, nonsense);
            }

            await RefusedAsync(client, new byte[70000]);
            Assert.AreEqual("sketch", (await client.ListJobsAsync(None)).Single().Name);
        });
    }

    [TestMethod]
    public void An_upload_goes_on_where_it_broke_off_even_for_another_client()
    {
        byte[] package = FullLength();
        var board = new SimulatedBoard();
        var simulation = new Simulation.Simulation(board);
        simulation.Run(async () =>
        {
            int frames = 0;
            board.Line.ToBoard.Filter = bytes => ++frames <= 4 ? bytes : null;      // Hello, BeginUpload, two chunks
            await using (DeviceClient first = simulation.Client(board.Line))
            {
                await first.ConnectAsync(None);
                DeviceUnreachableException e = await Expect.ThrowsAsync<DeviceUnreachableException>(() => first.DeployAsync(package, false, 0, null, None));
                Assert.AreEqual(3, e.ExitCode);
            }

            int chunks = 0;
            board.Line.ToBoard.Filter = bytes =>
            {
                chunks += bytes.Length > 200 ? 1 : 0;
                return bytes;
            };
            await using DeviceClient second = simulation.Client(board.Line, new DeviceClientOptions { FirstRequestId = 500 });
            await second.ConnectAsync(None);
            Assert.AreEqual(DeployOutcome.Activated, await second.DeployAsync(package, false, 0, null, None));
            Assert.AreEqual(2, chunks, "of five chunks two were there, two full ones and a short one are sent");
        });
    }

    [TestMethod]
    public void A_board_that_restarts_after_the_upload_gets_it_again()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            bool restarted = false;
            board.Line.ToBoard.Filter = bytes =>
            {
                if (!restarted && IsRequest(bytes, MessageType.Activate))
                {
                    restarted = true;
                    board.Restart(simulation.Time.NowMs);
                }

                return bytes;
            };
            Assert.AreEqual(DeployOutcome.Activated, await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None));
            Assert.IsTrue(restarted);
        });
    }

    [TestMethod]
    [DataRow(0, DisplayName = "a byte differs")]
    [DataRow(1, DisplayName = "the length differs")]
    [DataRow(2, DisplayName = "the board does not have it")]
    [DataRow(3, DisplayName = "too many bytes come")]
    [DataRow(4, DisplayName = "no bytes come")]
    public void What_reads_back_different_is_a_mismatch(int fault)
    {
        byte[] package = PackageSketch.Minimal().Build();
        var board = new ScriptedBoard((type, payload) => type switch
        {
            MessageType.Hello => ScriptedBoard.Hello(),
            MessageType.BeginUpload => [0, 0, 0],
            MessageType.UploadChunk => [0, (byte)package.Length, 0],
            MessageType.Activate => [0, 0, 0, 0, 0, 0, 0, 0, 0],
            _ => fault switch
            {
                0 => [0, (byte)package.Length, 0, .. package[..^1], (byte)(package[^1] ^ 1)],
                1 => [0, (byte)(package.Length - 1), 0, .. package[..^1]],
                2 => [(byte)ReplyStatus.UnknownPackage],
                3 => [0, (byte)package.Length, 0, .. package, 0],
                _ => [0, (byte)package.Length, 0],
            },
        });
        var simulation = new Simulation.Simulation();
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(board);
            await client.ConnectAsync(None);
            DeviceMismatchException e = await Expect.ThrowsAsync<DeviceMismatchException>(() => client.DeployAsync(package, false, 0, null, None));
            Assert.AreEqual(5, e.ExitCode);
        });
    }

    [TestMethod]
    public void A_digest_that_was_announced_wrong_does_not_block_the_session()
    {
        // No client does this; a board must survive it all the same.
        var board = new SimulatedBoard();
        byte[] package = PackageSketch.Minimal().Build();
        byte[] digest = new byte[32];
        var handler = new Runtime.RequestHandler(board.Board);
        byte[] begin = [(byte)package.Length, 0, .. digest];
        Assert.AreEqual(3, handler.Handle(MessageType.BeginUpload, begin, begin.Length, 0));
        byte[] chunk = [0, 0, .. package];
        handler.Handle(MessageType.UploadChunk, chunk, chunk.Length, 0);
        byte[] activate = [.. digest, 0, 0];
        handler.Handle(MessageType.Activate, activate, activate.Length, 0);
        Assert.AreEqual((byte)ReplyStatus.DigestMismatch, handler.Reply[0]);
        handler.Handle(MessageType.BeginUpload, begin, begin.Length, 0);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0 }, handler.Reply[..3], "the upload begins again at offset 0");
    }

    /// <summary>A package of exactly as many bytes as a board takes: a number negated again and again.</summary>
    private static byte[] FullLength()
    {
        const int Some = 500;
        byte[] Negated(int times) => new PackageSketch { JobName = "full" }.Sample(10000, "soil1")
            .Every(60000, [(byte)Opcode.Constant, 40, .. Enumerable.Repeat((byte)Opcode.Negate, times), (byte)Opcode.Field, (byte)Opcode.Report]).Build();
        return Negated(Some + Limits.PackageBytesMax - Negated(Some).Length);
    }

    private static bool IsRequest(byte[] frame, int type)
    {
        var decoder = new FrameDecoder();
        return frame.Any(value => decoder.Feed(value) == FrameEvent.Frame && decoder.Type == type);
    }

    private static Task<BoardRefusedException> RefusedAsync(DeviceClient client, byte[] package, int statedSteps = 0)
        => Expect.ThrowsAsync<BoardRefusedException>(() => client.DeployAsync(package, false, statedSteps, null, None));

    private sealed class Told(List<DeployProgress> steps) : IProgress<DeployProgress>
    {
        public void Report(DeployProgress value) => steps.Add(value);
    }
}
