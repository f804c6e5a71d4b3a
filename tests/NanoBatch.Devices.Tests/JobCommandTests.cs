using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class JobCommandTests
{
    private static CancellationToken None => CancellationToken.None;

    [TestMethod]
    public void Eight_jobs_with_long_names_come_in_pages_in_their_order() => Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, _) =>
    {
        Assert.HasCount(0, await client.ListJobsAsync(None));
        var expected = new List<string>();
        for (int j = 1; j <= 8; j++)
        {
            string name = new string('n', 31) + FormattableString.Invariant($"{j}");
            expected.Add(name);
            await client.DeployAsync(PackageSketch.Minimal(name, j).Build(), false, 0, null, None);
            CollectionAssert.AreEqual(expected, (await client.ListJobsAsync(None)).Select(job => job.Name).ToArray());
        }

        IReadOnlyList<JobListing> jobs = await client.ListJobsAsync(None);
        CollectionAssert.AreEqual(Enumerable.Range(1, 8).ToArray(), jobs.Select(job => job.Version).ToArray());
        Assert.IsTrue(jobs.All(job => job is { TaskCount: 1, State: JobState.Trial, TrialRunsLeft: 2 or 3, SetAside: null, WorstCaseSteps: > 0, NextRunInMs: >= 0 and <= 60000 }));
    });

    [TestMethod]
    public void A_trial_counts_its_good_runs_down_and_ends() => Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, simulation) =>
    {
        await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
        for (int runs = 1; runs <= 4; runs++)
        {
            simulation.Pass(runs == 1 ? 1 : 60000);
            JobListing job = (await client.ListJobsAsync(None)).Single();
            Assert.AreEqual((runs < 3 ? JobState.Trial : JobState.Confirmed, Math.Max(0, 3 - runs)), (job.State, job.TrialRunsLeft), $"after {runs} runs");
        }
    });

    [TestMethod]
    public void A_version_that_was_set_aside_comes_with_the_place_of_its_fault()
    {
        var board = new ScriptedBoard((type, _) => type == MessageType.Hello ? ScriptedBoard.Hello() : Jobs());
        var simulation = new Simulation.Simulation();
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(board);
            await client.ConnectAsync(None);
            IReadOnlyList<JobListing> jobs = await client.ListJobsAsync(None);
            Assert.AreEqual(new JobListing("bed", 6, JobState.Confirmed, "0102030405060708", 90, 1, 300, 999, 0, new JobFault(7, 2, 81, 4)), jobs[0]);
            Assert.AreEqual(new JobListing("dry", 1, JobState.Trial, "0000000000000000", 60, 2, 5, null, 2, null), jobs[1]);
        });

        static byte[] Jobs()
        {
            var writer = new ByteWriter(new byte[FrameFormat.PayloadMax]);
            writer.Bytes([0, 2, 2], 0, 3);
            writer.Name("bed");
            writer.Bytes([6, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 90, 0, 1], 0, 14);
            writer.Varint(300);
            writer.Varint(1000);
            writer.Bytes([0, 4, 2, 81, 0, 7, 0], 0, 7);
            writer.Name("dry");
            writer.Bytes([1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 60, 0, 2, 5, 0, 2, 0, 0, 0, 0, 0, 0], 0, 23);
            return writer.Buffer.AsSpan(0, writer.Position).ToArray();
        }
    }

    [TestMethod]
    public void Pause_stops_the_runs_resume_starts_them_and_remove_takes_the_job_away()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
            simulation.Pass(180000);
            int runs = board.Board.RunCount;
            Assert.AreEqual(4, runs, "at the start and after each minute");
            await client.PauseAsync("sketch", None);
            await client.PauseAsync("sketch", None);
            JobListing paused = (await client.ListJobsAsync(None)).Single();
            Assert.AreEqual((JobState.Paused, (long?)null), (paused.State, paused.NextRunInMs));
            simulation.Pass(180001);
            Assert.AreEqual(runs, board.Board.RunCount);
            await client.ResumeAsync("sketch", None);
            simulation.Pass(60000);
            Assert.AreEqual(runs + 1, board.Board.RunCount);
            await client.RemoveAsync("sketch", None);
            Assert.HasCount(0, await client.ListJobsAsync(None));
            Assert.DoesNotContain(name => name.StartsWith("nbj-", StringComparison.Ordinal), board.Store.List());
        });
    }

    [TestMethod]
    public void Run_makes_a_job_on_demand_due_now()
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            byte[] package = new PackageSketch().Sample(10000, "soil1").OnDemand(0x80, PackageSketch.Last(Aggregate.Mean), (byte)Opcode.ReportAll).Build();
            await client.DeployAsync(package, false, 0, null, None);
            Assert.IsNull((await client.ListJobsAsync(None)).Single().NextRunInMs);
            simulation.Pass(100000);
            Assert.AreEqual(0, board.Board.RunCount);
            await client.RunAsync("sketch", None);
            simulation.Pass(1);
            Assert.AreEqual(1, board.Board.RunCount);
        });
    }

    public static IEnumerable<object[]> Commands()
    {
        yield return new object[] { "run", (Func<DeviceClient, string, Task>)((client, job) => client.RunAsync(job, None)) };
        yield return new object[] { "pause", (Func<DeviceClient, string, Task>)((client, job) => client.PauseAsync(job, None)) };
        yield return new object[] { "resume", (Func<DeviceClient, string, Task>)((client, job) => client.ResumeAsync(job, None)) };
        yield return new object[] { "remove", (Func<DeviceClient, string, Task>)((client, job) => client.RemoveAsync(job, None)) };
    }

    [TestMethod]
    [DynamicData(nameof(Commands))]
    public void A_job_that_the_board_does_not_have_is_refused_by_name(string command, Func<DeviceClient, string, Task> ask)
        => Simulation.Simulation.WithClient(new SimulatedBoard(), async (client, _) =>
        {
            foreach (string job in new[] { "ghost", string.Empty, "böse", "9", new string('a', 100) })
            {
                BoardRefusedException e = await Expect.ThrowsAsync<BoardRefusedException>(() => ask(client, job));
                Assert.AreEqual((ReplyStatus.UnknownJob, 4, $"the board has no job '{job}'"), (e.Reply, e.ExitCode, e.Message), command);
                Assert.AreEqual(PackageStatus.Accepted, e.Status);
            }
        });

    [TestMethod]
    [DynamicData(nameof(Commands))]
    public void A_storage_that_fails_is_told(string command, Func<DeviceClient, string, Task> ask)
    {
        var board = new SimulatedBoard();
        Simulation.Simulation.WithClient(board, async (client, _) =>
        {
            await client.DeployAsync(PackageSketch.Minimal().Build(), false, 0, null, None);
            if (command == "resume")
            {
                await client.PauseAsync("sketch", None);
            }

            board.Store.IsFull = true;
            if (command == "run")
            {
                await ask(client, "sketch");    // writes nothing by itself
                return;
            }

            BoardRefusedException e = await Expect.ThrowsAsync<BoardRefusedException>(() => ask(client, "sketch"));
            Assert.AreEqual(ReplyStatus.StorageFailed, e.Reply, command);
        });
    }
}
