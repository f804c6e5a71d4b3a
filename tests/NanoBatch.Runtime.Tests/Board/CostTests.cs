using System;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.EndToEnd.Tests.Reference;
using NanoBatch.Language.CodeGen;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>The certificate's promise: no run takes more steps than the package says, and board and compiler say the same.</summary>
[TestClass]
public sealed class CostTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Random_jobs_stay_within_the_bound_that_compiler_and_board_agree_on()
    {
        int first = Environment.GetEnvironmentVariable("TEST_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : new Random().Next(1_000_000_000);
        int cases = Environment.GetEnvironmentVariable("TEST_SEED") is null ? 300 : 1;
        TestContext.WriteLine($"seed {first}: replay one case with TEST_SEED=N, N from {first} to {first + cases - 1}");
        int runs = 0;
        int dearest = 0;
        for (int seed = first; seed < first + cases; seed++)
        {
            runs += Run(new RandomJob(seed), $"seed {seed}: replay with TEST_SEED={seed}", ref dearest);
        }

        TestContext.WriteLine($"{runs} runs; the dearest took {dearest} % of its bound");
        Assert.IsGreaterThan(cases * 3, runs);
        Assert.IsGreaterThan(50, dearest, "a bound far above what happens promises nothing");
    }

    private static int Run(RandomJob job, string story, ref int dearest)
    {
        var config = new BoardConfig { ArenaBytes = 8 << 20 };
        int bent = 0;
        for (int c = 0; c < job.Channels.Count; c++)
        {
            double[] raw = [.. job.Channels[c].Points.Select(p => p.Raw)];
            double[] value = [.. job.Channels[c].Points.Select(p => p.Value)];
            config.Channels.Add(new BoardChannel
            {
                Name = job.Channels[c].Name,
                Unit = raw.Length == 0 ? "raw" : "%",
                Calibration = raw.Length == 0
                ? Calibration.Identity : Calibration.TryCreate(raw, value, raw.Length)
            });
            bent |= raw.Length > 2 ? 1 << c : 0;
        }

        CompileOutcome outcome = Jobs.Compile(job.Text, bent);
        var rings = new RingTable(config.ArenaBytes, 0);
        var table = new JobTable(config, rings);
        byte[] bytes = outcome.Package!;
        JobSlot slot = table.TryLoad(bytes, Sha256.Of(bytes, 0, bytes.Length), out PackageStatus status);
        Assert.AreEqual(PackageStatus.Accepted, status, story);
        for (int t = 0; t < slot.Tasks.Length; t++)
        {
            Assert.AreEqual(outcome.Parsed!.Tasks[t].WorstCaseSteps, slot.Tasks[t].Plan.WorstCaseSteps, story);
            Assert.AreEqual(outcome.Parsed.Tasks[t].WorstInstructionSteps, slot.Tasks[t].Plan.WorstInstructionSteps, story);
        }

        Assert.AreEqual(PackageStatus.Accepted, table.CheckRoom(slot), story);
        table.Change(slot, -1, job.Times[0]);
        return Steps(job, slot, rings, story, ref dearest);
    }

    /// <summary>Every ring full of the row's readings, then each task at several moments.</summary>
    private static int Steps(RandomJob job, JobSlot slot, RingTable rings, string story, ref int dearest)
    {
        for (int r = 0; r < rings.Count; r++)
        {
            SampledRing ring = rings.RingAt(r);
            int?[] readings = job.Counts[ring.Channel];
            for (int i = 0; i < ring.Ring.Capacity + 100; i++)
            {
                ring.Ring.Push(readings[i % readings.Length] ?? Ring.Gap);
            }
        }

        var run = new TaskRun();
        var need = new EngineNeed();
        need.Add(slot);
        run.Reserve(need, false);
        int runs = 0;
        foreach (TaskSlot task in slot.Tasks)
        {
            for (int back = 0; back < 4; back++)
            {
                SampledRing lead = slot.Rings[0];
                run.Begin(slot, task, (lead.Ring.NextSlot - 1 - (back * 3)) * lead.PeriodMs);
                int before = 0;
                RunStatus status;
                while ((status = run.Step()) == RunStatus.More)
                {
                    Assert.IsLessThanOrEqualTo(task.Plan.WorstInstructionSteps, run.StepsUsed - before, $"{story}\n{job.Text}\ntask {task.Number}, one instruction");
                    before = run.StepsUsed;
                }

                Assert.AreEqual(RunStatus.Done, status, story);
                Assert.IsLessThanOrEqualTo(task.Plan.WorstCaseSteps, run.StepsUsed, $"{story}\n{job.Text}\ntask {task.Number}");
                dearest = Math.Max(dearest, (int)(100L * run.StepsUsed / task.Plan.WorstCaseSteps));
                runs++;
            }
        }

        return runs;
    }
}
