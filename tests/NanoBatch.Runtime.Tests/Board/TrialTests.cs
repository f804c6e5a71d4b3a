using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>A new version is on trial, a version that faults is set aside, and the good one returns with its memory (DECISIONS 44).</summary>
/// <remarks>Engine faults come from a program that is damaged in memory.</remarks>
[TestClass]
public sealed class TrialTests
{
    private const string Beside = "job beside\nsample ch2 every 10s\nevery 10s report last(ch2)";

    [TestMethod]
    public void Three_runs_without_a_fault_confirm_a_version()
    {
        var rig = new Rig();
        rig.Deploy(Version(1));
        string states = "";
        for (int run = 0; run < 5; run++)
        {
            states += Slot(rig).State + " ";
            rig.RunFor(10);
        }

        Assert.AreEqual("Trial Trial Confirmed Confirmed Confirmed ", states, "runs at 0, 10 and 20 s");
    }

    /// <summary>A board that sleeps between its runs starts anew for each: the trial goes on over restarts.</summary>
    [TestMethod]
    public void A_trial_goes_on_over_restarts()
    {
        var rig = new Rig();
        rig.Deploy(Version(1));
        rig.RunFor(1);
        for (int run = 1; run <= 2; run++)
        {
            Assert.AreEqual(JobChanges.TrialRuns - run, Slot(rig).TrialRunsLeft);
            rig.Restart(Rig.BaseMs + (run * 10_000));
            Assert.AreEqual(JobState.Trial, Slot(rig).State);
            rig.RunFor(1);
        }

        Assert.AreEqual(JobState.Confirmed, Slot(rig).State);
        rig.Restart(Rig.BaseMs + 100_000);
        Assert.AreEqual(JobState.Confirmed, Slot(rig).State);
    }

    /// <summary>The last good version stays at hand until the trial is over, and not longer.</summary>
    [TestMethod]
    public void Packages_are_kept_as_long_as_they_may_be_needed()
    {
        var rig = new Rig();
        rig.Deploy(Version(1));
        rig.RunFor(25);
        Assert.HasCount(1, rig.Store.Packages);
        rig.Deploy(Version(2));
        Assert.HasCount(2, rig.Store.Packages, "version 1 may return");
        rig.Deploy(Version(3));
        Assert.HasCount(2, rig.Store.Packages, "version 2 never was confirmed: version 1 may return");
        rig.RunFor(30);
        Assert.HasCount(1, rig.Store.Packages);
        rig.Deploy(Version(4));
        rig.Board.Remove(0, rig.NowMs);
        Assert.IsEmpty(rig.Store.Packages);
    }

    [TestMethod]
    [DataRow(false, DisplayName = "without a restart")]
    [DataRow(true, DisplayName = "with a restart during the trial")]
    public void The_good_version_returns_with_what_it_remembers(bool restarts)
    {
        var rig = new Rig();
        rig.Deploy(Beside);
        rig.Deploy(Version(1));
        rig.RunFor(35);
        Assert.AreEqual("0 1 2 3", Seqs(rig, 1));
        rig.Deploy(Version(2));
        rig.RunFor(10);
        if (restarts)
        {
            rig.Restart(Rig.BaseMs + 45_000);
        }

        Break(Slot(rig));
        rig.RunFor(20);
        Assert.AreEqual(2, Slot(rig).Package.JobVersion, "two faults may be chance");
        rig.RunFor(10);
        Assert.AreEqual(1, Slot(rig).Package.JobVersion);
        Assert.AreEqual(JobState.Confirmed, Slot(rig).State);
        Reason(Slot(rig).Aside, 2);
        rig.RunFor(20);
        Assert.AreEqual("0 1 2 3 4 5 6", Seqs(rig, 1), "its reports go on counting, from the window on that the bad version failed to answer");
        Assert.HasCount(2, rig.Store.Packages, "the bad one is gone");
        Assert.HasCount(10, rig.Reports("beside"), "its neighbour noticed nothing");

        rig.Restart(Rig.BaseMs + 200_000);
        Assert.AreEqual(1, Slot(rig).Package.JobVersion);
        Reason(Slot(rig).Aside, 2);
        rig.RunFor(1);
        Assert.AreEqual("0 1 2 3 4 5 6 7", Seqs(rig, 1));
        Assert.IsTrue(States(rig).Contains("quarantined 2", StringComparison.Ordinal), "the reason is in the ledger, for whoever collects it");
    }

    /// <summary>Where the heap is full the version goes all the same, and its neighbour notices nothing; the good one returns unless its own rings find no room.</summary>
    [TestMethod]
    public void A_version_is_set_aside_though_the_heap_is_full()
    {
        int points = 0;
        string states = "";
        for (int fullAt = 1; points == 0; fullAt++)
        {
            var heap = new FullHeap(fullAt);
            var rig = new Rig(configure: config => config.TakesMemory = heap.Take);
            rig.Deploy(Beside);
            rig.Deploy(Version(1).Replace("every 10s report", "sample ch3 every 1s\nevery 10s report z = last(ch3),", StringComparison.Ordinal));
            rig.RunFor(35);
            rig.Deploy(Version(2));
            rig.RunFor(10);
            Break(Slot(rig));
            rig.RunFor(20);
            heap.Arm();
            rig.RunFor(10);
            heap.Disarm();
            points = heap.WasFull ? 0 : heap.Taken;
            bool returned = Slot(rig).Package.JobVersion == 1;
            states += returned ? "1" : "-";
            Assert.AreEqual(returned ? JobState.Confirmed : JobState.Quarantined, Slot(rig).State, $"full at point {fullAt}");
            var log = new ByteWriter(new byte[4096]);
            rig.Board.Log.Read(0, log);
            Assert.AreEqual(!returned, Encoding.UTF8.GetString(log.Buffer, 0, log.Position).Contains("no room for its former version", StringComparison.Ordinal));
            rig.RunFor(25);
            Assert.HasCount(11, rig.Reports("beside"));
            rig.Restart(Rig.BaseMs + 200_000);
            Assert.AreEqual(2, rig.Board.Jobs.Count);
        }

        Assert.AreEqual("1-11111", states, "the log, its rings, the record, strangers, engine, ledger; then none");
    }

    [TestMethod]
    public void A_version_with_none_before_it_is_set_aside_and_stays_so()
    {
        var rig = new Rig();
        rig.Deploy(Version(1));
        Break(Slot(rig));
        rig.RunFor(25);
        Assert.AreEqual(JobState.Quarantined, Slot(rig).State);
        Reason(Slot(rig).Aside, 1);
        int faults = rig.Board.FaultCount;
        rig.Board.Demand(0, rig.NowMs);
        rig.RunFor(100);
        Assert.AreEqual(faults, rig.Board.FaultCount, "it does not run");
        rig.Restart(Rig.BaseMs + 200_000);
        Assert.AreEqual(JobState.Quarantined, Slot(rig).State);
        rig.RunFor(100);
        Assert.IsEmpty(rig.Reports());

        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Version(1)), "the same package may be tried again");
        Assert.IsFalse(rig.WasUnchanged);
        rig.RunFor(25);
        Assert.AreEqual(JobState.Confirmed, Slot(rig).State);
    }

    [TestMethod]
    public void Going_back_to_the_confirmed_version_needs_no_trial_and_loses_no_number()
    {
        var rig = new Rig();
        rig.Deploy(Version(1));
        rig.RunFor(35);
        rig.Deploy(Version(2));
        rig.RunFor(10);
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(Version(1), force: true));
        Assert.AreEqual(JobState.Confirmed, Slot(rig).State);
        rig.RunFor(10);
        Assert.AreEqual("0 1 2 3 4", Seqs(rig, 1));
        Assert.HasCount(1, rig.Store.Packages);
    }

    /// <summary>A damaged package of a version on trial is no reason to be without the job.</summary>
    [TestMethod]
    public void The_confirmed_version_stands_in_for_a_package_that_is_lost()
    {
        var rig = new Rig();
        rig.Deploy(Version(1));
        rig.RunFor(35);
        string[] before = rig.Store.Packages;
        rig.Deploy(Version(2));
        rig.RunFor(1);
        rig.Store.Damage(rig.Store.Packages.Except(before).Single(), 9, 1);
        rig.Restart(Rig.BaseMs + 100_000);
        Assert.AreEqual(1, rig.Board.LostJobCount);
        Assert.AreEqual(1, Slot(rig).Package.JobVersion);
        rig.RunFor(1);
        Assert.AreEqual("0 1 2 3 4", Seqs(rig, 1));
    }

    [TestMethod]
    public void A_pause_ends_no_trial()
    {
        var rig = new Rig();
        rig.Deploy(Version(1));
        rig.RunFor(5);
        rig.Board.SetPaused(0, true, rig.NowMs);
        rig.Restart(Rig.BaseMs + 50_000);
        rig.RunFor(50);
        Assert.AreEqual(JobState.Paused, Slot(rig).State);
        rig.Board.SetPaused(0, false, rig.NowMs);
        Assert.AreEqual(JobState.Trial, Slot(rig).State);
        rig.RunFor(25);
        Assert.AreEqual(JobState.Confirmed, Slot(rig).State);
    }

    private static string Version(int version)
        => $"job j version {version}\nsample ch1 every 10s\nevery 10s report last(ch1), v = count(ch1) + {version}\nalert high when last(ch1) > 2000";

    private static JobSlot Slot(Rig rig) => rig.Board.Jobs.JobAt(rig.IndexOf("j"));

    /// <summary>Overwrites the program with an opcode that does not exist, which the verifier excludes.</summary>
    private static void Break(JobSlot job) => job.Package.Bytes[job.Tasks[0].Plan.CodeOffset] = 0xFF;

    private static void Reason(VersionAside aside, int version)
    {
        Assert.AreEqual(version, aside.JobVersion);
        Assert.AreEqual((int)RunStatus.Fault, aside.Fault);
        Assert.AreEqual(1, aside.Task);
        Assert.IsGreaterThan(8, aside.Pc);
    }

    /// <summary>Sequence numbers of the reports that a version made, by the constant it adds to its count.</summary>
    private static string Seqs(Rig rig, int version)
        => string.Join(' ', rig.Reports("j").Where(e => e.Value(1) == 1 + version).Select(e => e.Seq.ToString(CultureInfo.InvariantCulture)));

    private static string States(Rig rig)
    {
        IEnumerable<string> states = rig.Records.Where(record => RecordLog.TypeOf(record) == RecordType.JobState).Select(record =>
        {
            ByteReader payload = RecordLog.PayloadOf(record);
            var state = (JobState)payload.U8();
            payload.Skip(Sha256.DigestBytes);
            payload.Name(32);
            payload.U8();
            var aside = new VersionAside();
            aside.Read(payload);
            return state.ToString().ToLowerInvariant() + " " + aside.JobVersion.ToString(CultureInfo.InvariantCulture);
        });
        return string.Join(',', states);
    }
}
