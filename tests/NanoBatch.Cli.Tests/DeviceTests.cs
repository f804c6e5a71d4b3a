using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class DeviceTests
{
    [TestMethod]
    [DataRow("tcp", DisplayName = "TCP")]
    [DataRow("pty", DisplayName = "pseudo-terminal")]
    public async Task A_job_goes_its_way_over_a_link(string link)
    {
        if (link == "pty")
        {
            BoardTests.SkipWithoutPty();
        }

        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job);
        await using RunningBoard board = await RunningBoard.StartAsync(folder, link == "pty" ? ["--pty"] : []);
        Assert.AreEqual("[]", (await board.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Out.Trim());

        JsonElement deployed = (await board.RunAsync(folder, "deploy", job, "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual("bed", deployed.GetProperty("job").GetString());
        Assert.AreEqual("activated", deployed.GetProperty("outcome").GetString());
        Assert.AreEqual("field-7", deployed.GetProperty("board").GetString());
        Assert.Contains("is there already", (await board.RunAsync(folder, "deploy", job)).Expect(ExitCode.Done).Out);

        await board.EndOfDataAsync();
        Assert.AreEqual("active", await StateAsync(board, folder), "eight good runs are enough");
        (await board.RunAsync(folder, "pause", "bed")).Expect(ExitCode.Done);
        Assert.AreEqual("paused", await StateAsync(board, folder));
        (await board.RunAsync(folder, "resume", "bed")).Expect(ExitCode.Done);
        Assert.AreEqual("active", await StateAsync(board, folder));
        Assert.Contains("bed", (await board.RunAsync(folder, "jobs")).Expect(ExitCode.Done).Out);

        JsonElement info = (await board.RunAsync(folder, "info", "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual("field-7", info.GetProperty("board").GetString());
        Assert.AreEqual("bed", info.GetProperty("jobs")[0].GetProperty("job").GetString());
        Assert.AreEqual("%", info.GetProperty("channels")[0].GetProperty("unit").GetString());
        Assert.Contains("field-7", (await board.RunAsync(folder, "info")).Expect(ExitCode.Done).Out);

        Assert.AreEqual("run", (await board.RunAsync(folder, "run", "bed", "--json")).Expect(ExitCode.Done).Json().GetProperty("done").GetString());
        Assert.Contains("is removed", (await board.RunAsync(folder, "remove", "bed")).Expect(ExitCode.Done).Out);
        Assert.AreEqual("[]", (await board.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Out.Trim());
    }

    [TestMethod]
    public async Task A_board_that_refuses_ends_the_command_with_4_and_the_remedy()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        string newer = folder.Write("newer.job", WorkFolder.Job.Replace("job bed", "job bed version 3"));
        (await board.RunAsync(folder, "deploy", newer)).Expect(ExitCode.Done);

        await ExpectRefusal("no channel 'soil9'", "deploy", folder.Write("other.job", WorkFolder.Job.Replace("soil1", "soil9")));
        await ExpectRefusal("'kPa'", "deploy", folder.Write("unit.job", WorkFolder.Job.Replace("job bed", "job kpa").Replace("20 %", "20 kPa")));
        await ExpectRefusal("28672", "deploy", folder.Write("big.job", WorkFolder.Job.Replace("job bed", "job big").Replace("every 1h", "every 1h keep 20000 samples")));
        await ExpectRefusal("newer version", "deploy", folder.Write("older.job", WorkFolder.Job.Replace("job bed", "job bed version 2")));
        await ExpectRefusal("no job 'nothing'", "pause", "nothing");
        await ExpectRefusal("no job 'nothing'", "remove", "nothing");
        await ExpectRefusal("no job 'no thing'", "run", "no thing");

        JsonElement jobs = (await board.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual(1, jobs.GetArrayLength(), "nothing may be lost or added");
        Assert.AreEqual(3, jobs[0].GetProperty("version").GetInt32());

        (await board.RunAsync(folder, "deploy", folder["older.job"], "--force")).Expect(ExitCode.Done);
        Assert.AreEqual(2, (await board.RunAsync(folder, "jobs", "--json")).Json()[0].GetProperty("version").GetInt32());

        async Task ExpectRefusal(string words, params string[] arguments)
        {
            CliRun run = (await board.RunAsync(folder, arguments)).Expect(ExitCode.Refused);
            Assert.Contains(words, run.Error);
            Assert.Contains("\nhelp: ", run.Error);
            Assert.AreEqual(string.Empty, run.Out);
        }
    }

    [TestMethod]
    public async Task Files_with_errors_never_reach_the_board()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        (await CliRun.Of("compile", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        byte[] package = File.ReadAllBytes(folder["bed.nbj"]);
        package[8] ^= 1;
        Assert.Contains("BadCrc", (await board.RunAsync(folder, "deploy", folder.Write("flip.nbj", package))).Expect(ExitCode.FileErrors).Error);
        Assert.Contains("JOB", (await board.RunAsync(folder, "deploy", folder.Write("bad.job", "job bed\nsample soil1\n"))).Expect(ExitCode.FileErrors).Error);
        Assert.Contains("no such file", (await board.RunAsync(folder, "deploy", folder["missing.job"])).Expect(ExitCode.FileErrors).Error);
        Assert.AreEqual("[]", (await board.RunAsync(folder, "jobs", "--json")).Out.Trim());
    }

    public static IEnumerable<object[]> DeviceCommands =>
    [
        [new[] { "jobs" }], [new[] { "info" }], [new[] { "clock" }], [new[] { "results" }],
        [new[] { "run", "bed" }], [new[] { "pause", "bed" }], [new[] { "resume", "bed" }], [new[] { "remove", "bed" }],
    ];

    [TestMethod]
    [DynamicData(nameof(DeviceCommands))]
    public async Task Without_an_address_both_remedies_are_named(string[] arguments)
    {
        using var folder = new WorkFolder();
        CliRun run = (await CliRun.Of(arguments, new Dictionary<string, string> { ["NANOBATCH_HOME"] = folder.Path })).Expect(ExitCode.Usage);
        Assert.Contains("--to", run.Error);
        Assert.Contains("NANOBATCH_TO", run.Error);
    }

    [TestMethod]
    [DataRow("usb3", DisplayName = "no scheme")]
    [DataRow("tcp://localhost", DisplayName = "no port")]
    [DataRow("tcp://localhost:70000", DisplayName = "bad port")]
    [DataRow("serial:", DisplayName = "no serial port")]
    [DataRow("serial:COM5?baud=fast", DisplayName = "bad rate")]
    [DataRow("http://localhost:80", DisplayName = "another scheme")]
    public async Task A_bad_address_is_wrong_usage(string to)
    {
        CliRun run = (await CliRun.Of("jobs", "--to", to)).Expect(ExitCode.Usage);
        Assert.Contains("\nhelp: ", run.Error);
        Assert.DoesNotContain("secret", run.Error);
    }

    [TestMethod]
    [DataRow("tcp://127.0.0.1:1", DisplayName = "nobody listens")]
    [DataRow("serial:/dev/nanobatch-no-such-port", DisplayName = "no such port")]
    [DataRow("tcp://no-such-host.invalid:7000", DisplayName = "no such host")]
    [DataRow("mqtt://user:secret@127.0.0.1:1/field-7", DisplayName = "no broker")]
    [DataRow("mqtts://user:secret@no-such-host.invalid/field-7", DisplayName = "no such host of a broker")]
    [DataRow("mqtt://user:secret@127.0.0.1", DisplayName = "a broker and no board")]
    public async Task A_missing_board_ends_the_command_with_3(string to)
    {
        CliRun run = (await CliRun.Of("jobs", "--to", to, "--json")).Expect(ExitCode.Unreachable);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("\nhelp: ", run.Error);
        Assert.AreEqual(string.Empty, run.Out);
        Assert.DoesNotContain("secret", run.Error);
    }

    private static async Task<string?> StateAsync(RunningBoard board, WorkFolder folder)
        => (await board.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Json()[0].GetProperty("state").GetString();
}
