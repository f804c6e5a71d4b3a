using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Power off and on again: what a job remembers survives, and what is lost or damaged takes nothing else with it.</summary>
[TestClass]
public sealed class RestartTests
{
    private const string Watch = "job watch\nsample ch1 every 1s\n"
        + "every 1s report l = last(ch1) on change by 3\nalert high when last(ch1) > 5 for 3 runs until last(ch1) < 2\nalert odd when last(ch1) == 3";

    /// <summary>Power is lost after each of the runs in turn; what was sent must be what an undisturbed board sends.</summary>
    [TestMethod]
    [DataRow(8192, DisplayName = "one segment")]
    [DataRow(600, DisplayName = "state at the head of many segments")]
    public void A_restart_between_any_two_runs_changes_no_event(int segmentBytes)
    {
        int[] readings = [1, 3, 6, 6, 6, 6, 4, 3, 1, 6, 6, 1, 6, 6, 6, 9, 3, 1];
        List<string> expected = Contents(new int[] { readings.Length }, readings, segmentBytes);
        Assert.IsGreaterThan(10, expected.Count);
        for (int at = 1; at < readings.Length; at++)
        {
            CollectionAssert.AreEqual(expected, Contents([at, readings.Length], readings, segmentBytes), $"restart after run {at}");
            CollectionAssert.AreEqual(expected, Contents([.. Enumerable.Range(1, readings.Length)], readings, segmentBytes), "a restart after every run");
        }
    }

    [TestMethod]
    public void Boots_are_counted_and_records_go_on_in_one_epoch()
    {
        var rig = new Rig(configure: c => c.EpochSeed = 77);
        rig.Deploy("job j\nsample ch1 every 1s\nevery 1s report last(ch1)");
        for (int boot = 1; boot <= 5; boot++)
        {
            Assert.AreEqual((uint)boot, rig.Board.Ledger.Boot);
            Assert.AreEqual(77UL, rig.Board.Ledger.Epoch);
            rig.RunTo(5_000);
            rig.Restart(Rig.BaseMs + (boot * 100_000));
        }

        CollectionAssert.AreEqual(Enumerable.Range(1, rig.Records.Count).ToArray(), rig.Records.Select(r => (int)RecordLog.NumberOf(r)).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, rig.Events.Count).ToArray(), rig.Events.Select(e => (int)e.Seq).ToArray());
        Assert.AreEqual("1 2 3 4 5", string.Join(' ', rig.Events.Select(e => e.Boot).Distinct()));
    }

    [TestMethod]
    [DataRow(StartRead.TriesMax - 1, true)]
    [DataRow(StartRead.TriesMax, false)]
    public void A_read_that_fails_at_a_start_is_tried_again(int failures, bool isWhole)
    {
        var rig = new Rig();
        rig.Deploy("job j\nsample ch1 every 1s\nevery 1s report last(ch1)");
        rig.RunTo(30_000);
        uint next = rig.Board.Ledger.NextRecord;
        rig.Store.FailedReadsOfEach = failures;
        rig.Restart();
        Assert.AreEqual(isWhole, rig.Board.Ledger.NextRecord == next && rig.Board.Jobs.Count == 1 && rig.Board.LostJobCount == 0,
            $"record {rig.Board.Ledger.NextRecord} of {next}, {rig.Board.Jobs.Count} jobs, {rig.Board.LostJobCount} lost");
    }

    [TestMethod]
    public void A_paused_job_stays_paused_and_a_removed_one_stays_away()
    {
        var rig = new Rig();
        foreach (string name in new[] { "a", "b", "c" })
        {
            rig.Deploy($"job {name}\nsample ch1 every 1s\nevery 10s report count(ch1)");
        }

        rig.RunTo(15_000);
        rig.Board.SetPaused(1, true, rig.NowMs);
        rig.Board.Remove(0, rig.NowMs);
        rig.Restart(Rig.BaseMs + 100_000);
        rig.RunTo(15_000);
        Assert.AreEqual("b Paused,c Confirmed", States(rig));
        Assert.AreEqual("100 110", Seconds(rig.Reports("c").Skip(2)));
        Assert.HasCount(2, rig.Reports("b"));
        rig.Board.SetPaused(0, false, rig.NowMs);
        rig.RunTo(25_000);
        Assert.AreEqual("0 10 120", Seconds(rig.Reports("b")));
        Assert.AreEqual(2L, rig.Reports("b")[2].Seq, "a pause forgets nothing");
        Assert.HasCount(2, rig.Store.Packages);
    }

    [TestMethod]
    public void The_newest_version_survives_however_often_it_changed()
    {
        var rig = new Rig();
        string of(int version) => $"job j version {version}\nsample ch1 every 1s\nevery 10s report count(ch1)";
        foreach (int version in new[] { 1, 2, 1, 3, 2 })
        {
            Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(of(version), force: true));
            rig.RunFor(20);
        }

        string before = rig.Reports()[^1].Content;
        rig.Restart(Rig.BaseMs + 200_000);
        Assert.AreEqual(1, rig.Board.Jobs.Count);
        Assert.AreEqual(2, rig.Board.Jobs.JobAt(0).Package.JobVersion);
        rig.RunTo(0);
        Assert.AreEqual(3L, rig.Reports()[^1].Seq, before);
        Assert.HasCount(1, rig.Store.Packages);
    }

    [TestMethod]
    [DataRow("missing")]
    [DataRow("cut")]
    [DataRow("damaged")]
    [DataRow("longer")]
    [DataRow("empty")]
    public void A_job_without_its_package_is_left_out_and_the_others_run(string how)
    {
        for (int victim = 0; victim < 3; victim++)
        {
            var rig = new Rig();
            string[] files = new string[3];
            for (int j = 0; j < 3; j++)
            {
                string[] before = rig.Store.Packages;
                rig.Deploy($"job j{j}\nsample ch{j + 1} every 1s\nevery 10s report count(ch{j + 1})");
                files[j] = rig.Store.Packages.Except(before).Single();
            }

            rig.RunTo(15_000);
            string file = files[victim];
            switch (how)
            {
                case "missing":
                    rig.Store.Delete(file);
                    break;
                case "cut":
                    rig.Store.Cut(file, rig.Store.LengthOf(file) - 1);
                    break;
                case "empty":
                    rig.Store.Cut(file, 0);
                    break;
                case "longer":
                    rig.Store.Append(file, [0], 0, 1);
                    break;
                default:
                    rig.Store.Damage(file, 20, 4);
                    break;
            }

            rig.Restart(Rig.BaseMs + 100_000);
            rig.RunTo(15_000);
            Assert.AreEqual(2, rig.Board.Jobs.Count);
            for (int j = 0; j < 3; j++)
            {
                Assert.AreEqual(j == victim ? "0 10" : "0 10 100 110", Seconds(rig.Reports($"j{j}")), $"victim {victim}");
            }

            Assert.AreEqual(PackageStatus.Accepted, rig.Deploy($"job j{victim}\nsample ch{victim + 1} every 1s\nevery 10s report count(ch{victim + 1})"),
                "it can be deployed again");
            Assert.IsFalse(rig.WasUnchanged);
            rig.Restart(Rig.BaseMs + 200_000);
            Assert.AreEqual(3, rig.Board.Jobs.Count);
        }
    }

    [TestMethod]
    public void An_empty_store_is_another_epoch_without_jobs()
    {
        ulong seed = 5;
        var rig = new Rig(configure: c => c.EpochSeed = seed);
        rig.Deploy("job j\nsample ch1 every 1s\nevery 1s report last(ch1)");
        rig.RunTo(5_000);
        foreach (string name in rig.Store.List())
        {
            rig.Store.Delete(name);
        }

        seed = 6;
        rig.Restart(Rig.BaseMs);
        Assert.AreEqual(6UL, rig.Board.Ledger.Epoch);
        Assert.AreEqual(1U, rig.Board.Ledger.Boot);
        Assert.AreEqual(0, rig.Board.Jobs.Count);
        Assert.AreEqual(1U, rig.Board.Ledger.FirstRecord);
        rig.Deploy("job j\nsample ch1 every 1s\nevery 1s report last(ch1)");
        seed = 7;
        rig.Restart(Rig.BaseMs);
        Assert.AreEqual(6UL, rig.Board.Ledger.Epoch, "a seed is for new stores only");
    }

    private static List<string> Contents(int[] stops, int[] readings, int segmentBytes)
    {
        long bootMs = 0;
        var rig = new Rig((_, ms) => readings[(ms + bootMs) / 1000 % readings.Length], configure: c => c.SegmentBytes = segmentBytes);
        rig.Deploy(Watch);
        foreach (int stop in stops)
        {
            rig.RunTo((stop * 1000) - 1 - bootMs);
            if (stop < readings.Length)
            {
                bootMs = stop * 1000;
                rig.Restart(Rig.BaseMs + bootMs);
            }
        }

        return [.. rig.Events.Select(e => e.Content)];
    }

    private static string States(Rig rig)
        => string.Join(',', Enumerable.Range(0, rig.Board.Jobs.Count).Select(j => rig.Board.Jobs.JobAt(j).Package.JobName + " " + rig.Board.Jobs.JobAt(j).State));

    private static string Seconds(IEnumerable<BoardEvent> events) => string.Join(' ', events.Select(e => e.Seconds.ToString(CultureInfo.InvariantCulture)));
}
