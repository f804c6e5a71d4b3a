using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Tests;

/// <summary>
/// Goal: <c>provision</c>, <c>selftest</c> and <c>logs</c> end with 3, 4 or 5 as the command line promises, and with a remedy. Method: a link that answers for the board.
/// </summary>
[TestClass]
public sealed class MaintenanceFailureTests
{
    private const string Profile = "[board]\nid = \"field-9\"\n\n[[channel]]\nname = \"soil1\"\nadc = 0\nunit = \"%\"\ncalibration = [[3000, 0], [1240, 60]]\n";
    private const string Provision = "provision --profile PROFILE";
    private const int Hello = MessageType.Hello;
    private const int PollSelfTest = MessageType.PollSelfTest;

    // Of a poll's reply: status, groups, running; then passed, failed and CRC, four bytes each; then the group's name.
    private const int RunningAt = 2;
    private const int FailedAt = 7;
    private const int CrcAt = 11;
    private const int GroupNameAt = 16;

    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1)];

    /// <param name="Name">What the board does.</param>
    /// <param name="Command">Words of the command; PROFILE stands for the profile's path.</param>
    /// <param name="Lie">What becomes of its answers.</param>
    /// <param name="Code">What the command ends with.</param>
    /// <param name="Words">In the error.</param>
    private sealed record Case(string Name, string Command, Func<FrameDecoder, int> Lie, ExitCode Code, string Words)
    {
        /// <summary>How far ahead each of the tool's pauses takes the clock, seconds.</summary>
        public int PauseSeconds { get; init; }
    }

    private static Case[] Cases =>
    [
        new("goes away under the self-test", "selftest", Breaks(PollSelfTest, 3), ExitCode.Unreachable, "closed the connection"),
        new("goes away before the profile is there", Provision, Breaks(MessageType.ProvisionChunk, 0), ExitCode.Unreachable, "closed the connection"),
        new("goes away under the log", "logs --follow", Breaks(MessageType.ReadLog, 2), ExitCode.Unreachable, "closed the connection"),
        new("never ends a group", "selftest", Poll(payload => payload[RunningAt] = 1), ExitCode.Unreachable, "has not finished 'checksums' within 15") { PauseSeconds = 60 },
        new("takes the profile and does not restart", Provision, NeverRestarts, ExitCode.Unreachable, "has not restarted within a minute") { PauseSeconds = 20 },
        new("takes the profile and stays silent", Provision, Breaks(Hello, 1), ExitCode.Unreachable, "does not answer after its restart") { PauseSeconds = 20 },

        new("brings no self-test", "selftest", Answers(PollSelfTest, ReplyStatus.NoSelfTest), ExitCode.Refused, "brings no self-test"),
        new("does not know the self-test", "selftest", Answers(PollSelfTest, ReplyStatus.Unsupported), ExitCode.Refused, "does not know how to run its self-test"),
        new("has no room for a group", "selftest", Answers(MessageType.StartSelfTest, ReplyStatus.SelfTestBusy), ExitCode.Refused, "has no room for its self-test now"),
        new("knows fewer groups than it says", "selftest", Answers(MessageType.StartSelfTest, ReplyStatus.NoSelfTest, 2), ExitCode.Refused, "not this part of it"),
        new("has no profile", "provision --show", frame => frame.PayloadLength, ExitCode.Refused, "no profile was provisioned"),
        new("does not know profiles", "provision --show", Answers(MessageType.ReadProfile, ReplyStatus.Unsupported), ExitCode.Refused, "does not know how to"),
        new("takes no record so long", Provision, Refuses(MessageType.BeginProvision, ProfileStatus.TooLong), ExitCode.Refused, "longer than the 8192 bytes"),
        new("takes no such LED", Provision, Refuses(MessageType.CommitProvision, ProfileStatus.BadLed), ExitCode.Refused, "does not take the profile's LED"),
        new("cannot write", Provision, Answers(MessageType.CommitProvision, ReplyStatus.StorageFailed), ExitCode.Refused, "could not write to its storage"),
        new("loses the upload each time", Provision, Answers(MessageType.CommitProvision, ReplyStatus.NoUpload), ExitCode.Refused, "lost the upload"),
        new("has no log", "logs", Answers(MessageType.ReadLog, ReplyStatus.Unsupported), ExitCode.Refused, "does not know how to tell its log"),
        new("has no log any more", "logs --follow", Answers(MessageType.ReadLog, ReplyStatus.Unsupported, 2), ExitCode.Refused, "does not know how to tell its log"),

        new("answers the poll with half a word", "selftest", LyingLink.Changing(PollSelfTest, 0, _ => 5), ExitCode.Mismatch, "cannot be read"),
        new("keeps another profile", Provision, LyingLink.Changing(MessageType.ReadProfile, 1, OtherByte), ExitCode.Mismatch, "is not the one that was sent"),
        new("keeps none", Provision, Answers(MessageType.ReadProfile, ReplyStatus.NoProfile, 1), ExitCode.Mismatch, "is not the one that was sent"),
        new("gives out a profile that is none", "provision --show", LyingLink.Changing(MessageType.ReadProfile, 0, NoRecord), ExitCode.Mismatch, "cannot be read"),
        new("tells half a line", "logs", LyingLink.Changing(MessageType.ReadLog, 0, _ => 30), ExitCode.Mismatch, "cannot be read"),
        new("tells half a line later on", "logs --follow", LyingLink.Changing(MessageType.ReadLog, 2, _ => 9), ExitCode.Mismatch, "cannot be read"),
    ];

    public static IEnumerable<object[]> Names => Cases.Select(c => new object[] { c.Command.Split(' ')[0] + ": a board that " + c.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Each_failure_has_its_exit_code_and_its_remedy(string name)
    {
        Case one = Cases.Single(c => name.EndsWith("a board that " + c.Name, StringComparison.Ordinal));
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        await using var link = new LyingLink(board.Address, one.Lie);
        var time = new HastyTime(TimeSpan.FromSeconds(one.PauseSeconds), s_pauses);
        CliRun run = await CliRun.Of([.. Words(folder, one.Command), "--to", link.Address], time);
        run.Expect(one.Code);
        Assert.Contains(one.Words, run.Error);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("\nhelp: ", run.Error);
    }

    [TestMethod]
    [DataRow("selftest", DisplayName = "selftest")]
    [DataRow("selftest --json", DisplayName = "selftest as JSON")]
    [DataRow("provision --show", DisplayName = "provision, to see")]
    [DataRow("provision --profile PROFILE --json", DisplayName = "provision")]
    [DataRow("logs", DisplayName = "logs")]
    [DataRow("logs --follow --json", DisplayName = "logs for as long as it takes")]
    public async Task Nobody_there_is_3(string command)
    {
        using var folder = new WorkFolder();
        CliRun run = (await CliRun.Of([.. Words(folder, command), "--to", "tcp://127.0.0.1:1"])).Expect(ExitCode.Unreachable);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("\nhelp: ", run.Error);
        Assert.AreEqual(string.Empty, run.Out);
    }

    [TestMethod]
    public async Task A_profile_that_did_not_come_over_whole_leaves_the_board_as_it_was()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        await using (var link = new LyingLink(board.Address, Breaks(MessageType.ProvisionChunk, 0)))
        {
            (await CliRun.Of([.. Words(folder, Provision), "--to", link.Address])).Expect(ExitCode.Unreachable);
        }

        Assert.Contains("no profile was provisioned", (await board.RunAsync(folder, "provision", "--show")).Expect(ExitCode.Refused).Error);
    }

    [TestMethod]
    [DataRow("BAD  checksums", "1 failed: crc32", 4, DisplayName = "a case that fails")]
    [DataRow("DIFF checksums", "the lines are not those that this machine writes", 5, DisplayName = "other lines")]
    [DataRow("DIFF shecksums", "the lines are not those that this machine writes", 5, DisplayName = "a group that nobody knows here")]
    public async Task A_self_test_that_ran_and_is_not_well_is_told_group_by_group(string line, string words, int code)
    {
        Func<FrameDecoder, int> lie = line switch
        {
            "BAD  checksums" => LyingLink.Changing(PollSelfTest, 1, payload => payload[FailedAt] == 0 && IsFirst(payload) ? Fail(payload) : 0),
            "DIFF checksums" => Poll(payload => payload[CrcAt] ^= (byte)(IsFirst(payload) ? 1 : 0), 1),
            _ => Poll(payload => payload[GroupNameAt] = (byte)(IsFirst(payload) ? (byte)'s' : payload[GroupNameAt]), 1),
        };
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        await using var link = new LyingLink(board.Address, lie);
        CliRun run = await CliRun.Of(["selftest", "--to", link.Address], new HastyTime(TimeSpan.Zero, s_pauses));
        run.Expect((ExitCode)code);
        Assert.Contains(line, run.Out);
        Assert.Contains(words, run.Out);
        Assert.DoesNotContain("every line as on this machine", run.Out);
        Assert.HasCount(15, run.Out.Split('\n').Where(l => l.StartsWith("ok ", StringComparison.Ordinal)).ToArray(), "the other groups ran all the same");
    }

    [TestMethod]
    public async Task A_group_for_which_a_board_has_no_room_is_left_out_and_told()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        await using (var link = new LyingLink(board.Address, Answers(MessageType.StartSelfTest, ReplyStatus.SelfTestBusy, 2)))
        {
            CliRun run = (await CliRun.Of(["selftest", "--to", link.Address], new HastyTime(TimeSpan.Zero, s_pauses))).Expect(ExitCode.Done);
            string[] lines = run.Out.Split('\n');
            Assert.HasCount(2, lines.Where(line => line.StartsWith("ok ", StringComparison.Ordinal)).ToArray());
            string[] left = [.. lines.Where(line => line.StartsWith("-- ", StringComparison.Ordinal))];
            Assert.HasCount(14, left);
            Assert.IsTrue(left.All(line => line.EndsWith("left out: no room for it", StringComparison.Ordinal)), run.Out);
            Assert.Contains("codecs", run.Out);
            Assert.Contains("note: 14 groups left out", run.Error);
        }

        await using var other = new LyingLink(board.Address, Answers(MessageType.StartSelfTest, ReplyStatus.SelfTestBusy, 2));
        CliRun told = await CliRun.Of(["selftest", "--json", "--to", other.Address], new HastyTime(TimeSpan.Zero, s_pauses));
        JsonElement[] groups = [.. told.Expect(ExitCode.Done).Json().EnumerateArray()];
        CollectionAssert.AreEqual(Enumerable.Range(0, 16).Select(i => i < 2).ToArray(), groups.Select(group => group.GetProperty("ran").GetBoolean()).ToArray());
    }

    [TestMethod]
    public async Task A_log_is_followed_over_new_lines_and_a_new_start_until_it_is_interrupted()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(
            ["--profile", folder.Write("board.toml", WorkFolder.Profile), "--clock", "real", "--listen", "tcp://127.0.0.1:0", "--listen", "tcp://127.0.0.1:0"]);
        int restarts = 0;
        await using var link = new LyingLink(board.FirstAddress, LyingLink.Changing(MessageType.ReadLog, 0, payload =>
        {
            payload[5] += (byte)Volatile.Read(ref restarts);        // the boot's lowest byte
            return 0;
        }));
        using var stop = new CancellationTokenSource();
        await using var output = new LineWatcher();
        var environment = new CliEnvironment
        {
            Out = output,
            Error = output,
            Variable = _ => null,
            Time = new HastyTime(TimeSpan.Zero, s_pauses),
        };
        Task<int> follow = CliHost.RunAsync(["logs", "--follow", "--json", "--to", link.Address], environment, stop.Token);
        await output.LineWith("start 1, jobs: 0");
        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        await output.LineWith("job deployed: bed");
        Volatile.Write(ref restarts, 1);
        await output.LineWith("\"boot\":2,\"line\":1,");
        await stop.CancelAsync();
        Assert.AreEqual(ExitCode.Interrupted, (ExitCode)await follow);
        JsonElement[] lines = [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        int[] ofFirst = [.. lines.Where(l => l.GetProperty("boot").GetInt32() == 1).Select(l => l.GetProperty("line").GetInt32())];
        CollectionAssert.AreEqual(Enumerable.Range(1, ofFirst.Length).ToArray(), ofFirst, "each line once, in its order");
    }

    private static string[] Words(WorkFolder folder, string command)
        => [.. command.Split(' ').Select(word => word == "PROFILE" ? folder.Write("new.toml", Profile) : word)];

    private static Func<FrameDecoder, int> Answers(int type, ReplyStatus status, int after = 0) => LyingLink.Answering(type, (int)status, after);

    private static Func<FrameDecoder, int> Refuses(int type, ProfileStatus status) => LyingLink.Answering(type, (int)status);

    private static Func<FrameDecoder, int> Breaks(int type, int after) => LyingLink.Changing(type, after, _ => LyingLink.Break);

    private static Func<FrameDecoder, int> Poll(Action<byte[]> change, int after = 0) => LyingLink.Changing(PollSelfTest, after, payload =>
    {
        change(payload);
        return 0;
    });

    private static bool IsFirst(byte[] payload) => Encoding.ASCII.GetString(payload, GroupNameAt + 1, 8) == "hecksums";

    /// <summary>A case failed: its line, in which the board differs, is in the answer.</summary>
    private static int Fail(byte[] payload)
    {
        (payload[FailedAt], payload[CrcAt]) = (1, (byte)~payload[CrcAt]);
        int at = GroupNameAt + payload[GroupNameAt - 1];
        byte[] line = Encoding.ASCII.GetBytes("crc32");
        payload[at] = (byte)line.Length;
        line.CopyTo(payload, at + 1);
        return at + 1 + line.Length;
    }

    /// <summary>The record's last byte but those of its CRC.</summary>
    private static int OtherByte(byte[] payload)
    {
        payload[3 + 8] ^= 1;
        return 0;
    }

    private static int NoRecord(byte[] payload)
    {
        byte[] record = [0, 4, 0, 1, 2, 3, 4];
        record.CopyTo(payload, 0);
        return record.Length;
    }

    /// <summary>Every Hello tells the first start, and the board has run for ever.</summary>
    private static int NeverRestarts(FrameDecoder frame)
    {
        if (frame.Type == (Hello | MessageType.ReplyBit))
        {
            // Status, versions, sizes; label; hardware address, epoch; boot.
            int at = 9;
            at += 1 + frame.Payload[at] + 6 + 8;
            BitConverter.TryWriteBytes(frame.Payload.AsSpan(at), 1U);
        }
        else if (frame.Type == (MessageType.Info | MessageType.ReplyBit))
        {
            BitConverter.TryWriteBytes(frame.Payload.AsSpan(1), 1U << 30);
        }

        return frame.PayloadLength;
    }
}
