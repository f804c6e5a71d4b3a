using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Simulation.Tests;

/// <summary>The harnesses are worth something: each bug that is planted in the product is found, and named for what it breaks.</summary>
[TestClass]
public sealed class PlantedBugTests
{
    private const string Storage = "firmware/Runtime/Storage/";

    private const ulong CutSeed = 4;    // one of its scripts lets a board write history alone
    private const long CutStates = 5_000;
    private const ulong WorldSeed = 1;
    private const int Worlds = 60;
    private const int WorldDays = 3;
    private const ulong ImageSeed = 1;
    private const int ImageStep = 211;

    private static readonly Dictionary<string, (string Harness, string[] Findings, Planted[] Bugs)> s_bugs = new()
    {
        ["acknowledge before store"] = ("World", ["was acknowledged before it was stored"],
            [new("host-tool/NanoBatch.Results/Receiving/DeliveryReceiver.cs", "        int added = store.Store(batches);\n",
                "        int added = 0;\n        try { added = store.Store(batches); } catch (Exception) { }\n")]),
        ["no check for duplicates"] = ("World", ["is stored twice"],
            [new("tests/NanoBatch.Simulation/World/MemoryDeliveryStore.cs", "out byte[]? stored))", "out byte[]? stored) && stored.Length == 0)")]),
        ["an outbox that trims before the acknowledgement"] = ("World", ["are lost", "was acknowledged before it was stored"],
            [new("firmware/Runtime/Links/Outbox.cs", "            SentCount++;\n", "            SentCount++;\n            _ledger.Acknowledge(last);\n")]),
        ["a sequence number used again after a new segment"] = ("World", ["has sequence"],
            [new("firmware/Runtime/BoardRecovery.cs", "task.Sequence = payload.U32();", "task.Sequence = payload.U32() * 0;")]),
        ["an alert forgotten by a restart"] = ("World", [" again by record"],
            [new("firmware/Runtime/BoardRecovery.cs", "task.IsRaised[a] = (coded & 1) != 0;", "task.IsRaised[a] = coded < 0;")]),
        ["a record passed over that cannot be read now"] = ("World", ["was acknowledged before it was stored", "are lost"],
            [new(Storage + "RecordCursor.cs", "private const int ReadsMax = 8;", "private const int ReadsMax = 1;")]),
        ["growing on behind an empty segment"] = ("World", ["job ", "are lost", "without a wipe", "was acknowledged before it was stored"],
            [new(Storage + "LedgerRecovery.cs", "IsClean = tailBytes == 0 && newest == _segments.Count - 1;", "IsClean = tailBytes == 0;")]),
        ["letting go of the segment that holds the state"] = ("World", ["job ", "without a wipe", "are lost"],
            [new(Storage + "SegmentFiles.cs", "if (_lastRecords[i] >= _firstRecords[i])", "if (i > 0)")]),
        ["no close before commit"] = ("Cuts", ["Lost:"],
            [new("tests/NanoBatch.Simulation/Flash/FlashModel.cs", "        file.Close();\n", "")]),
        ["a record number used again after an unclean tail"] = ("Cuts", ["NumberReused:"],
            [new(Storage + "Ledger.cs", "NextRecord = found.LastRecord + found.SkippedCount + 1;", "NextRecord = found.LastRecord + 1;")]),
        ["a boot id used again"] = ("Cuts", ["BootReused:"],
            [new(Storage + "Ledger.cs", "Boot = found.LastBoot + found.SkippedCount + 1;", "Boot = found.LastBoot;")]),
        ["a boot id used again after a start that wrote history alone"] = ("Cuts", ["BootReused:"],
            [new("firmware/Runtime/Board.cs", "if (Ledger.Boot <= reload.LastBoot)", "if (Ledger.Boot == 0)")]),
        ["a sequence number used again"] = ("Cuts", ["SequenceReused:"],
            [new("firmware/Runtime/BoardRecovery.cs", "task.Sequence = (uint)sequence + 1;", "task.Sequence = (uint)sequence;")]),
        ["trusting a length field"] = ("Images", ["Unbootable:"],
            [new("shared-protocol/Messages/RecordHeader.cs", "return PayloadLength <= RecordSizes.PayloadMax && TotalLength <= available;", "return true;")]),
        ["no record CRC at recovery"] = ("Cuts", ["Mixture:", "PartialBatch:", "Invented:", "Lost:"],
            [new(Storage + "SegmentScan.cs", "if (checksCrc && !IsSound())", "if (checksCrc && _buffer == null)")]),
        ["no record CRC at reading"] = ("Images", ["WrongValue:"],
            [new("shared-protocol/Messages/RecordHeader.cs", "if (reader.U32() != Crc32.Of(bytes, offset, RecordSizes.Header + PayloadLength))", "if (PayloadLength < 0)")]),
        ["no CRC of frames"] = ("Frames", ["FrameAccepted:"],
            [new("shared-protocol/Framing/FrameDecoder.cs", "if (Crc32.Of(content, ContentAt, at - ContentAt) != crc)", "if (at < 0 && crc == 0)")]),
        ["no digest of packages"] = ("Cuts", ["Mixture:"],
            [new(Storage + "PackageFiles.cs", " && IsSame(Sha256.Of(bytes, 0, length), digest, Sha256.DigestBytes)", "")]),
        ["ignoring the mark of a batch's end"] = ("Cuts", ["PartialBatch:"],
            [new(Storage + "LedgerRecovery.cs", "if (_scan.Header.EndsBatch)", "if (_scan.Header.EndsBatch || end >= 0)")]),
        ["dropping a segment that is not acknowledged"] = ("Cuts", ["Lost:"],
            [new(Storage + "SegmentFiles.cs", "return _lastRecords[0] <= acknowledgedTo && Remove(0);", "return Remove(0);")]),
        ["activating a package before it is stored"] = ("Cuts", ["Mixture:"],
        [
            new("firmware/Runtime/JobChanges.cs", "if (!_files.Save(job.Digest, job.Package.Bytes, job.Package.Length))", "if (job == null)"),
            new("firmware/Runtime/JobChanges.cs", "            _jobs.Change(job, replaced, _clock.BoardTime(nowMs));\n            _files.DeleteStrangers(_jobs);\n",
                "            _files.Save(job.Digest, job.Package.Bytes, job.Package.Length);\n            _jobs.Change(job, replaced, _clock.BoardTime(nowMs));\n"
                + "            _files.DeleteStrangers(_jobs);\n"),
        ]),
        ["appending behind an unclean tail"] = ("Cuts", ["Lost:"],
            [new(Storage + "Ledger.cs", "_opensNext = found.Epoch == 0 || !found.IsClean;", "_opensNext = found.Epoch == 0;")]),
        ["a start that checks no more than the end of the history's last batch"] = ("Cuts", ["Lost: the history"],
            [new(Storage + "HistoryReload.cs", "IsLastBatchSound(segments.NameOf(segment));", "_scan.IsSound();")]),
        ["not naming what a cut took"] = ("Cuts", ["Unexplained:"],
            [new(Storage + "Ledger.cs", "NoteDropped(found.LastRecord + 1, DropReason.CutOff);", "_droppedReason = DropReason.CutOff;")]),
    };

    public static IEnumerable<object[]> Bugs() => s_bugs.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Bugs))]
    public void A_planted_bug_is_found(string name)
    {
        (string harness, string[] findings, Planted[] bugs) = s_bugs[name];
        using Mutant mutant = Mutant.With(bugs);
        string finding = Run(mutant, harness);
        Console.WriteLine(finding);
        Assert.IsTrue(findings.Any(f => finding.Contains(f, StringComparison.Ordinal)), $"{name}: {harness} found '{finding}', none of {string.Join(", ", findings)}");
    }

    [TestMethod]
    [DataRow("World")]
    [DataRow("Cuts")]
    [DataRow("Images")]
    [DataRow("Frames")]
    public void Without_a_bug_nothing_is_found(string harness)
    {
        using Mutant mutant = Mutant.With();
        Assert.AreEqual("", Run(mutant, harness));
    }

    private static string Run(Mutant mutant, string harness) => harness switch
    {
        "Cuts" => mutant.Run(harness, CutSeed, CutStates),
        "World" => mutant.Run(harness, WorldSeed, Worlds, WorldDays),
        "Images" => mutant.Run(harness, ImageSeed, ImageStep),
        _ => mutant.Run(harness, 3UL, 1),
    };
}
