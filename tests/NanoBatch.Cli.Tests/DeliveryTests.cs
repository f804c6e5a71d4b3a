using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Tests;

/// <summary>What a board does not give, and what the commands say about it.</summary>
[TestClass]
public sealed class DeliveryTests
{
    [TestMethod]
    public async Task A_board_that_answers_to_a_hub_is_collected_and_printed_and_then_refuses_to_be_taken_from()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder);
        string read = (await board.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done).Out;
        using var other = new WorkFolder();
        await using var hubs = new LyingLink(board.Address, LyingLink.NotReceiver);
        CliRun run = (await board.RunAsync(other, "results", "--take", "--json", "--to", hubs.Address)).Expect(ExitCode.Refused);
        Assert.AreEqual(read, run.Out, "collected and printed all the same");
        Assert.Contains("error: this board delivers to its hub; results stay on it until the hub has them", run.Error);
        Assert.Contains("help: ", run.Error);
        await hubs.DisposeAsync();
        Assert.AreEqual(read, (await board.RunAsync(other, "results", "--since", "2025-06-01", "--json")).Expect(ExitCode.Done).Out, "in the local store too");
    }

    [TestMethod]
    public async Task A_version_that_was_set_aside_is_named_with_its_task()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        await using (var link = new LyingLink(board.Address, LyingLink.SetAside))
        {
            CliRun table = (await board.RunAsync(folder, "jobs", "--to", link.Address)).Expect(ExitCode.Done);
            Assert.Contains("quarantined", table.Out);
            Assert.Contains("bed: version 7 was set aside after 3 engine faults in task 2", table.Error);
            Assert.Contains("dry: version 1 was set aside after 3 engine faults in task 1", table.Error);
        }

        await using var again = new LyingLink(board.Address, LyingLink.SetAside);
        JsonElement jobs = (await board.RunAsync(folder, "jobs", "--json", "--to", again.Address)).Expect(ExitCode.Done).Json();
        Assert.AreEqual("""{"version":7,"task":2,"fault":4,"packageByte":81}""", jobs[0].GetProperty("setAside").GetRawText().Replace(" ", "").Replace("\n", ""));
        Assert.AreEqual("quarantined", jobs[1].GetProperty("state").GetString());
    }

    [TestMethod]
    public async Task A_trial_says_how_many_good_runs_are_left()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        string job = folder.Write("bed.job", "job bed\nsample soil1 every 1h\non demand\n    report mean(soil1)\n");
        (await board.RunAsync(folder, "deploy", job)).Expect(ExitCode.Done);
        Assert.Contains("trial, 3 to go", (await board.RunAsync(folder, "jobs")).Expect(ExitCode.Done).Out);
        JsonElement listed = (await board.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Json()[0];
        Assert.AreEqual(("trial", 3), (listed.GetProperty("state").GetString(), listed.GetProperty("trialRunsLeft").GetInt32()));
        Assert.AreEqual(JsonValueKind.Null, listed.GetProperty("setAside").ValueKind);
    }

    [TestMethod]
    public async Task A_cut_off_end_and_damage_are_told_apart_and_the_rest_is_collected()
    {
        using var folder = new WorkFolder();
        string state = folder["state"];
        int ofFirstLife;
        await using (RunningBoard board = await RunToTheEndAsync(folder, "--state", state))
        {
            ofFirstLife = (await board.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done).JsonLines().Length;
        }

        // A power cut tears the last batch: the board itself says so.
        string segment = Directory.GetFiles(state, "nbl-*.seg").Single();
        using (FileStream file = File.OpenWrite(segment))
        {
            file.SetLength(file.Length - 3);
        }

        await using (RunningBoard board = await RunningBoard.StartAsync(folder, "--state", state))
        {
            await board.EndOfDataAsync();
            CliRun run = await RunFreshAsync(board, folder, "first");
            Assert.Contains("note: a power loss or damage cut records ", run.Error);
            Assert.Contains("of field-7 off before they were safe", run.Error);
            Assert.DoesNotContain("damaged in its storage", run.Error);
            Assert.IsGreaterThan(ofFirstLife, run.JsonLines().Length);
        }

        // A bit in an older segment: nobody can know what it was.
        long damaged = FlipABit(segment, RecordType.Report);
        await using RunningBoard last = await RunningBoard.StartAsync(folder, "--state", state);
        await last.EndOfDataAsync();
        CliRun hurt = await RunFreshAsync(last, folder, "second");
        Assert.Contains(FormattableString.Invariant($"note: records {damaged} to "), hurt.Error);
        Assert.Contains(" of field-7 are damaged in its storage", hurt.Error);
        CliRun taken = (await last.RunAsync(folder, "results", "--take")).Expect(ExitCode.Done);
        Assert.DoesNotContain("damaged", taken.Error, "whoever collected it before it was damaged misses nothing");
        JsonElement info = (await last.RunAsync(folder, "info", "--json")).Expect(ExitCode.Done).Json();
        Assert.IsGreaterThanOrEqualTo(info.GetProperty("nextRecord").GetInt64() - 2, info.GetProperty("takenTo").GetInt64(), "damage does not keep the rest on the board");
    }

    private static Task<CliRun> RunFreshAsync(RunningBoard board, WorkFolder folder, string home) => CliRun.Of(
        ["results", "--json"], new Dictionary<string, string> { ["NANOBATCH_TO"] = board.Address, ["NANOBATCH_HOME"] = folder[home] });

    /// <summary>Turns a bit in the first record of a type and returns its number.</summary>
    private static long FlipABit(string segment, RecordType type)
    {
        byte[] bytes = File.ReadAllBytes(segment);
        var header = new RecordHeader();
        for (int at = 0; header.TryRead(bytes, at, bytes.Length - at, new ByteReader()); at += header.TotalLength)
        {
            if (header.Type == type)
            {
                bytes[at + RecordSizes.Header] ^= 4;
                File.WriteAllBytes(segment, bytes);
                return header.Record;
            }
        }

        throw new AssertFailedException($"no {type} in {segment}");
    }

    private static async Task<RunningBoard> RunToTheEndAsync(WorkFolder folder, params string[] more)
    {
        RunningBoard board = await RunningBoard.StartAsync(folder, more);
        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        await board.EndOfDataAsync();
        return board;
    }
}
