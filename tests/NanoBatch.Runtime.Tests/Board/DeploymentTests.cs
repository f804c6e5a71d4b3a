using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>What a board takes and what it refuses; beside each refusal a twin that was never asked must tell the same.</summary>
[TestClass]
public sealed class DeploymentTests
{
    private const string Old = "job j version 5\nsample ch1 every 1s keep 50 samples\nsample pct every 2s\n"
        + "every 10s report n = count(ch1), s = sum(ch1), m = mean(pct) on change by 1\nalert high when last(ch1) > 2000 for 2 runs";

    [TestMethod]
    [DataRow("job j version 4\nsample ch1 every 1s\nevery 10s report count(ch1)", PackageStatus.LowerVersion, 0, 0, DisplayName = "lower version")]
    [DataRow("job j version 6\nsample nothing every 1s\nevery 10s report count(nothing)", PackageStatus.UnknownChannel, 0, 0, DisplayName = "unknown channel")]
    [DataRow("job j version 6\nsample ch1, nothing every 1s\nevery 10s report count(ch1), count(nothing)", PackageStatus.UnknownChannel, 1, 0,
        DisplayName = "second channel unknown")]
    [DataRow("job j version 6\nsample ch1, pct every 1s\nevery 10s report count(ch1), a = above(pct, 3 kPa)", PackageStatus.UnitMismatch, 1, 0, DisplayName = "another unit")]
    [DataRow("job j version 6\nsample ch1 every 1s keep 1993 samples\nevery 10s report count(ch1)", PackageStatus.NotEnoughMemory, 4002, 4000,
        DisplayName = "one slot past the memory")]
    [DataRow("job k\nsample ch2 every 1s keep 2000 samples\nevery 10s report count(ch2)", PackageStatus.NotEnoughMemory, 4158, 4000, DisplayName = "no memory beside the other")]
    [DataRow("job j version 6\nsample ch1 every 100ms\nevery 150s report median(ch1)", PackageStatus.TooSlow, -1, 100, DisplayName = "too slow")]
    public void A_refusal_leaves_the_old_job_its_rings_and_its_state(string refused, PackageStatus status, int need, int limit)
    {
        void configure(BoardConfig config)
        {
            config.ArenaBytes = 4000;
            config.MicrosecondsPerStep = 500;
        }

        foreach (int atMs in new[] { 4_000, 24_500, 40_000 })
        {
            var rig = new Rig(configure: configure);
            var twin = new Rig(configure: configure);
            foreach (Rig each in new[] { rig, twin })
            {
                Assert.AreEqual(PackageStatus.Accepted, each.Deploy(Old), $"{each.Board.Jobs.RefusedNeed} of {each.Board.Jobs.RefusedLimit}");
                each.RunTo(atMs);
            }

            string[] files = rig.Store.List();
            Assert.AreEqual(status, rig.Deploy(refused));
            if (need >= 0)
            {
                Assert.AreEqual($"{need} {limit}", $"{rig.Board.Jobs.RefusedNeed} {rig.Board.Jobs.RefusedLimit}");
            }
            else
            {
                Assert.IsGreaterThan(limit, rig.Board.Jobs.RefusedNeed);
                Assert.AreEqual(limit, rig.Board.Jobs.RefusedLimit);
            }

            CollectionAssert.AreEqual(files, rig.Store.List());
            foreach (Rig each in new[] { rig, twin })
            {
                each.RunTo(100_000);
                each.Restart(Rig.BaseMs + 200_000);
                each.RunTo(50_000);
            }

            Same(twin, rig);
        }
    }

    /// <summary>Points before the record: package, verifier, new rings, the arena and summaries where they are longer, engine, ledger, the package's file, the record.
    /// Behind it: strangers, what the engine and the ledger have too much, the log; without them the job is there all the same.</summary>
    [TestMethod]
    [DataRow("job j version 6\nsample ch1 every 1s keep 900 samples\nevery 10s report m = median(ch1), n = count(ch1)", 6 + 1, DisplayName = "the next version, with larger rings")]
    [DataRow("job j version 6\nsample ch1 every 1s keep 5 samples\nevery 10s report n = count(ch1)", 6, DisplayName = "the next version, with shorter rings")]
    [DataRow("job j version 6\nsample pct every 2s\nsample ch1 every 1s keep 50 samples\nevery 10s report m = mean(pct), n = count(ch1)", 6,
        DisplayName = "the next version, with its channels in another order")]
    [DataRow("job j version 6\nsample ch1 every 1s keep 3000 samples\nevery 10s over 2900s report m = mean(ch1), n = count(ch1)", 6 + 2,
        DisplayName = "the next version, with summaries")]
    [DataRow("job k\nsample ch2 every 1s keep 900 samples\nevery 10s report median(ch2), max(ch2)", 6 + 2, DisplayName = "a second job")]
    [DataRow("job k\nsample ch1 every 1s keep 9 samples\nsample ch2 every 5s keep 9 samples\nevery 10s report last(ch1), last(ch2)", 6 + 1, DisplayName = "a second job, small")]
    public void A_heap_that_is_full_at_any_point_leaves_the_old_job_its_rings_and_its_state(string coming, int refusing)
    {
        foreach (bool lasts in new[] { false, true })
        {
            Assert.AreEqual((refusing, 4), Outcomes(coming, lasts), $"full from then on: {lasts}");
        }
    }

    private static (int Refused, int Accepted) Outcomes(string coming, bool lasts)
    {
        int refused = 0;
        int accepted = 0;
        for (int fullAt = 1; ; fullAt++)
        {
            var heap = new FullHeap(fullAt, lasts);
            var rig = new Rig(configure: config => Configure(config, heap.Take));
            var twin = new Rig(configure: config => Configure(config, null));
            foreach (Rig each in new[] { rig, twin })
            {
                Assert.AreEqual(PackageStatus.Accepted, each.Deploy(Old));
                each.RunTo(24_500);
            }

            (string[] files, int records) = (rig.Store.List(), rig.Records.Count);
            heap.Arm();
            PackageStatus status = rig.Deploy(coming);
            heap.Disarm();
            if (status == PackageStatus.Accepted)
            {
                Assert.AreEqual(PackageStatus.Accepted, twin.Deploy(coming));
                accepted += heap.WasFull ? 1 : 0;
            }
            else
            {
                Assert.IsTrue(status is PackageStatus.HeapFull or PackageStatus.NotEnoughMemory, $"{status} at point {fullAt}");
                Assert.AreEqual(0, accepted, $"refused at point {fullAt}, behind the record");
                CollectionAssert.AreEqual(files, rig.Store.List().Intersect(lasts ? files : rig.Store.List()).ToArray(), "a full heap cannot list what to delete; it goes later");
                Assert.HasCount(records, rig.Records);
                refused++;
            }

            foreach (Rig each in new[] { rig, twin })
            {
                each.RunTo(100_000);
            }

            Same(twin, rig);
            foreach (Rig each in new[] { rig, twin })
            {
                Assert.AreEqual(PackageStatus.Accepted, each.Deploy(coming), "later, with room");
                each.RunTo(150_000);
                each.Restart(Rig.BaseMs + 200_000);
                each.RunTo(50_000);
            }

            Same(twin, rig);
            CollectionAssert.AreEqual(twin.Store.Packages, rig.Store.Packages);
            if (!heap.WasFull)
            {
                return (refused, accepted);
            }
        }
    }

    /// <summary>Points: the log, the record, strangers, what the engine and the ledger have too much. No ring needs any.</summary>
    [TestMethod]
    [DataRow("early", DisplayName = "the first job")]
    [DataRow("late", DisplayName = "the last job")]
    public void A_job_goes_though_the_heap_is_full(string going)
    {
        int points = 0;
        for (int fullAt = 1; points == 0; fullAt++)
        {
            var heap = new FullHeap(fullAt);
            var rig = new Rig(configure: config => Configure(config, heap.Take));
            var twin = new Rig(configure: config => Configure(config, null));
            foreach (Rig each in new[] { rig, twin })
            {
                Assert.AreEqual(PackageStatus.Accepted, each.Deploy("job early\nsample ch1 every 1s keep 990 samples\nevery 10s over 900s report mean(ch1)"));
                Assert.AreEqual(PackageStatus.Accepted, each.Deploy(Old));
                Assert.AreEqual(PackageStatus.Accepted, each.Deploy("job late\nsample ch3 every 1s keep 90 samples\nsample ch1 every 1s keep 95 samples\n"
                    + "every 10s report mean(ch3)"));
                each.RunTo(124_500);
            }

            heap.Arm();
            bool isKept = rig.Board.Remove(rig.IndexOf(going), rig.NowMs);
            heap.Disarm();
            points = heap.WasFull ? 0 : heap.Taken;
            Assert.IsTrue(twin.Board.Remove(twin.IndexOf(going), twin.NowMs));
            Assert.AreEqual(fullAt != 2, isKept, $"full at point {fullAt}: only the record must be written");
            Assert.AreEqual((twin.Board.Rings.Count, twin.Board.Rings.BytesUsed), (rig.Board.Rings.Count, rig.Board.Rings.BytesUsed));
            foreach (Rig each in new[] { rig, twin })
            {
                each.RunTo(160_000);
            }

            Same(twin, rig);
            foreach (Rig each in new[] { rig, twin })
            {
                Assert.AreEqual(PackageStatus.Accepted, each.Deploy("job k\nsample ch2 every 1s\nevery 10s report max(ch2)"));
                each.RunTo(200_000);
            }

            Same(twin, rig);
        }

        Assert.AreEqual(5, points);
    }

    private static void Configure(BoardConfig config, Action? takesMemory)
    {
        config.ArenaFirstBytes = 300;
        config.TakesMemory = takesMemory;
    }

    [TestMethod]
    public void A_lower_version_can_be_forced_an_equal_one_with_other_content_is_taken()
    {
        var rig = new Rig();
        string of(int version, string what) => $"job j version {version}\nsample ch1 every 1s\nevery 10s report {what}(ch1)";
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(of(5, "sum")));
        Assert.AreEqual(PackageStatus.LowerVersion, rig.Deploy(of(4, "sum")));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(of(5, "mean")));
        Assert.IsFalse(rig.WasUnchanged);
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(of(4, "sum"), force: true));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(of(6, "sum")));
        Assert.AreEqual(6, rig.Board.Jobs.JobAt(0).Package.JobVersion);
        Assert.AreEqual(1, rig.Board.Jobs.Count);
        Assert.HasCount(1, rig.Store.Packages, "old packages are deleted");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_same_package_changes_nothing(bool force)
    {
        var rig = new Rig();
        var twin = new Rig();
        foreach (Rig each in new[] { rig, twin })
        {
            each.Deploy(Old);
            each.RunTo(24_500);
        }

        int records = rig.Records.Count;
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Old, force));
        Assert.IsTrue(rig.WasUnchanged);
        Assert.HasCount(records, rig.Records, "nothing is written");
        foreach (Rig each in new[] { rig, twin })
        {
            each.RunTo(100_000);
        }

        Same(twin, rig);
    }

    [TestMethod]
    public void Memory_is_used_to_the_last_slot()
    {
        var rig = new Rig(configure: config => config.ArenaBytes = 2 * (1000 + 8));
        Assert.AreEqual(PackageStatus.NotEnoughMemory, rig.Deploy("job j\nsample ch1 every 1s keep 1001 samples\nevery 10s report count(ch1)"));
        Assert.AreEqual("2018 2016", $"{rig.Board.Jobs.RefusedNeed} {rig.Board.Jobs.RefusedLimit}");
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy("job j\nsample ch1 every 1s keep 1000 samples\non demand over 1000 samples report n = count(ch1), s = sum(ch1)"));
        rig.RunTo(2_000_000);
        rig.Board.Demand(0, rig.NowMs);
        rig.RunFor(0);
        Assert.AreEqual(1000.0, rig.Reports()[0].Value());
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy("job k\nsample ch1 every 1s keep 1000 samples\nevery 10s report count(ch1)"), "a shared ring takes nothing more");
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy("job j version 2\nsample ch1 every 1s\nevery 10s report count(ch1)"));
        Assert.AreEqual(2016, rig.Board.Rings.BytesUsed);
    }

    [TestMethod]
    public void Eight_jobs_fit_and_a_ninth_does_not()
    {
        var rig = new Rig();
        for (int i = 1; i <= 8; i++)
        {
            Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Jobs.OfTasks($"j{i}", 1)));
        }

        Assert.AreEqual(PackageStatus.TooManyJobs, rig.Deploy(Jobs.OfTasks("j9", 1)));
        Assert.AreEqual("9 8", $"{rig.Board.Jobs.RefusedNeed} {rig.Board.Jobs.RefusedLimit}");
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Jobs.OfTasks("j3", 2)), "a replacement is no ninth");
        rig.Board.Remove(rig.IndexOf("j5"), rig.NowMs);
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Jobs.OfTasks("j9", 1)));
        rig.Restart(Rig.BaseMs);
        Assert.AreEqual("j1 j2 j4 j6 j7 j8 j3 j9", string.Join(' ', Enumerable.Range(0, 8).Select(j => rig.Board.Jobs.JobAt(j).Package.JobName)));
    }

    [TestMethod]
    public void Thirty_two_tasks_fit_and_one_more_does_not()
    {
        var rig = new Rig();
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Jobs.OfTasks("a", 16)));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Jobs.OfTasks("b", 15)));
        Assert.AreEqual(PackageStatus.TooManyTasks, rig.Deploy(Jobs.OfTasks("c", 2)));
        Assert.AreEqual("33 32", $"{rig.Board.Jobs.RefusedNeed} {rig.Board.Jobs.RefusedLimit}");
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Jobs.OfTasks("c", 1)));
        Assert.AreEqual(PackageStatus.TooManyTasks, rig.Deploy(Jobs.OfTasks("b", 16)));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Jobs.OfTasks("a", 1)));
        rig.RunTo(60_000);
        Assert.AreEqual(3, rig.Board.Jobs.Count);
        Assert.AreEqual(2 * (1 + 15 + 1), rig.Reports().Count, "at 0 and a minute later");
    }

    /// <summary>Half of the shortest period is what one instruction may take; 2 µs finer steps move the limit past it.</summary>
    [TestMethod]
    public void One_instruction_may_take_half_of_the_shortest_period_of_all_jobs()
    {
        string slow = "job slow\nsample ch1 every 1s\nevery 1000s report median(ch1)";
        int steps = Jobs.Compile(slow).Parsed!.Tasks[0].WorstInstructionSteps;
        int atLimit = 500_000 / steps;
        foreach ((int microseconds, PackageStatus expected) in new[] { (atLimit, PackageStatus.Accepted), (atLimit + 1, PackageStatus.TooSlow) })
        {
            var rig = new Rig(configure: config => config.MicrosecondsPerStep = microseconds);
            Assert.AreEqual(expected, rig.Deploy(slow), $"{steps} steps of {microseconds} us");
            Assert.AreEqual(PackageStatus.Accepted, rig.Deploy("job quick\nsample ch2 every 1s\nevery 1s report count(ch2)"));
            if (expected == PackageStatus.Accepted)
            {
                Assert.AreEqual(PackageStatus.TooSlow, rig.Deploy("job quicker\nsample ch2 every 900ms\nevery 900ms report count(ch2)"), "the old job would be in the way");
                Assert.AreEqual(steps, rig.Board.Jobs.RefusedNeed);
                Assert.AreEqual(450_000 / microseconds, rig.Board.Jobs.RefusedLimit);
            }
        }
    }

    [TestMethod]
    public void A_stated_cost_must_be_the_boards_own()
    {
        string job = "job j\nsample ch1, bent every 1s\nevery 100s report mean(ch1), median(bent)\nevery 1s over 10s report count(ch1)";
        int steps = Jobs.Compile(job, 2).Parsed!.Tasks.Take(2).Max(task => task.WorstCaseSteps);
        foreach ((int stated, PackageStatus expected) in new[] { (steps - 1, PackageStatus.CostMismatch), (steps + 1, PackageStatus.CostMismatch), (steps,
            PackageStatus.Accepted), (0, PackageStatus.Accepted) })
        {
            var rig = new Rig();
            Assert.AreEqual(expected, rig.Deploy(job, steps: stated), $"{stated} for {steps}");
            Assert.AreEqual(expected == PackageStatus.Accepted ? 1 : 0, rig.Board.Jobs.Count);
        }
    }

    [TestMethod]
    [DataRow(null, PackageStatus.StorageFailed, DisplayName = "refused")]
    [DataRow("nbj-", PackageStatus.HeapFull, DisplayName = "a full heap at the package")]
    [DataRow("nbl-", PackageStatus.StorageFailed, DisplayName = "a full heap at the record")]
    public void What_the_store_refuses_leaves_the_old_job_alone(string? heapFullFor, PackageStatus status)
    {
        var rig = new Rig();
        var twin = new Rig();
        foreach (Rig each in new[] { rig, twin })
        {
            each.Deploy(Old);
            each.RunTo(24_500);
        }

        (rig.Store.RefusesWrites, rig.Store.HeapFullFor) = (heapFullFor is null, heapFullFor);
        Assert.AreEqual(status, rig.Deploy(Old.Replace("version 5", "version 6", StringComparison.Ordinal)));
        (rig.Store.RefusesWrites, rig.Store.HeapFullFor) = (false, null);
        foreach (Rig each in new[] { rig, twin })
        {
            each.RunTo(100_000);
            each.Restart(Rig.BaseMs + 200_000);
            each.RunTo(50_000);
        }

        Same(twin, rig);
    }

    /// <summary>A deployment that was answered with a failure stays one, although the record of it lies in storage whole: power goes before anything else is written.</summary>
    [TestMethod]
    public void What_the_store_refused_and_kept_does_not_come_back()
    {
        var rig = new Rig();
        rig.Deploy(Old);
        rig.RunTo(24_500);
        rig.Store.RefusesWhole = 1;
        Assert.AreEqual(PackageStatus.StorageFailed, rig.Deploy(Old.Replace("version 5", "version 6", StringComparison.Ordinal)));
        rig.Restart(Rig.BaseMs + 200_000);
        Assert.AreEqual(1, rig.Board.Jobs.Count);
        Assert.AreEqual(5, rig.Board.Jobs.JobAt(0).Package.JobVersion);
        Assert.AreEqual(0, rig.Board.LostJobCount);
        Assert.HasCount(1, rig.Store.Packages);
    }

    /// <summary>The package is stored and then its record finds no room: the old job must run on, before and after a restart.</summary>
    [TestMethod]
    public void A_full_ledger_refuses_a_deployment_whole()
    {
        var rig = new Rig(configure: config =>
        {
            config.LedgerBytesMax = 8192 + 400;
            config.SegmentBytes = 8192;
        });
        rig.Deploy("job j\nsample ch1 every 1s\nevery 1s report last(ch1)\nalert a when last(ch1) > 2000");
        rig.RunTo(600_000);
        PackageStatus status = rig.Deploy("job j version 2\nsample ch1 every 1s\nevery 1s report sum(ch1), mean(ch1)");
        Assert.AreEqual(PackageStatus.StorageFailed, status);
        Assert.AreEqual(1, rig.Board.Jobs.JobAt(0).Package.JobVersion);
        Assert.HasCount(1, rig.Store.Packages);
        rig.Restart(Rig.BaseMs + 900_000);
        Assert.AreEqual(1, rig.Board.Jobs.Count);
        Assert.AreEqual(1, rig.Board.Jobs.JobAt(0).Package.JobVersion);
    }

    private static void Same(Rig twin, Rig rig)
    {
        List<string> expected = twin.Events.ConvertAll(e => e.Content);
        Assert.IsGreaterThan(3, expected.Count);
        CollectionAssert.AreEqual(expected, rig.Events.ConvertAll(e => e.Content), string.Create(CultureInfo.InvariantCulture, $"{expected.Count} events"));
    }
}
