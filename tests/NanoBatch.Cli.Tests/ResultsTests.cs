using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class ResultsTests
{
    [TestMethod]
    [DataRow("tcp", DisplayName = "TCP")]
    [DataRow("pty", DisplayName = "pseudo-terminal")]
    public async Task What_a_board_collected_is_what_a_replay_computes(string link)
    {
        if (link == "pty")
        {
            BoardTests.SkipWithoutPty();
        }

        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder, link == "pty" ? ["--pty"] : []);
        string[] collected = [.. (await board.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done).JsonLines().Select(Essence)];
        CliRun replay = await CliRun.Of("replay", folder["bed.job"], "--data", folder["data.csv"], "--board", folder["board.toml"], "--json");
        string[] replayed = [.. replay.Expect(ExitCode.Done).JsonLines().Select(Essence)];
        Assert.HasCount(9, replayed);
        CollectionAssert.AreEqual(replayed, collected);
    }

    [TestMethod]
    public async Task Collecting_twice_gives_the_same_and_taking_empties_the_board()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder);
        string first = (await board.RunAsync(folder, "results", "--format", "json")).Expect(ExitCode.Done).Out;
        Assert.AreEqual(first, (await board.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done).Out);
        Assert.AreEqual(0, await TakenAsync(board, folder), "reading must not hide results from another collector");

        Assert.AreEqual(first, (await board.RunAsync(folder, "results", "--take", "--json")).Expect(ExitCode.Done).Out);
        Assert.IsGreaterThan(8, await TakenAsync(board, folder));
        Assert.AreEqual(string.Empty, (await board.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done).Out);

        // What was taken stays in the local store.
        Assert.AreEqual(first, (await board.RunAsync(folder, "results", "--since", "2025-06-01", "--json")).Expect(ExitCode.Done).Out);
        Assert.HasCount(5, (await board.RunAsync(folder, "results", "--since", "2025-06-02", "--json")).Expect(ExitCode.Done).JsonLines());
        Assert.AreEqual("results.db", Path.GetFileName(Directory.GetFiles(folder["home"])[0]));
    }

    [TestMethod]
    public async Task What_comes_after_a_restart_is_read_with_what_came_before()
    {
        using var folder = new WorkFolder();
        await using (RunningBoard first = await RunToTheEndAsync(folder, "--state", folder["state"]))
        {
            (await first.RunAsync(folder, "results", "--take")).Expect(ExitCode.Done);
        }

        await using RunningBoard second = await RunningBoard.StartAsync(folder, "--state", folder["state"]);
        await second.EndOfDataAsync();
        CliRun run = (await second.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done);
        JsonElement[] fresh = [.. run.JsonLines().Where(line => line.GetProperty("type").GetString() == "report")];
        Assert.HasCount(8, fresh);
        Assert.IsTrue(fresh.All(line => line.GetProperty("job").GetString() == "bed" && line.GetProperty("fields").TryGetProperty("mean_soil1", out _)));
        Assert.AreEqual("2025-06-01T00:00:00Z", fresh[0].GetProperty("time").GetString());
        Assert.AreEqual(8, fresh[0].GetProperty("seq").GetInt32(), "sequence numbers go on");
    }

    [TestMethod]
    public async Task Every_format_prints_data_alone()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder);
        string[] csv = (await board.RunAsync(folder, "results", "--format", "csv")).Expect(ExitCode.Done).Out.Split("\r\n");
        Assert.StartsWith("type,board,job,version,task,time,", csv[0]);
        Assert.IsGreaterThan(8, (await board.RunAsync(folder, "results", "--format", "senml")).Expect(ExitCode.Done).Json().GetArrayLength());
        string[] influx = (await board.RunAsync(folder, "results", "--format", "influx")).Expect(ExitCode.Done).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(9, influx);
        Assert.StartsWith("bed,", influx[0]);
        CliRun table = (await board.RunAsync(folder, "results", "--format", "table")).Expect(ExitCode.Done);
        Assert.Contains("mean_soil1", table.Out);
        Assert.Contains("8 reports, 1 alert change", table.Error);
    }

    [TestMethod]
    public async Task A_board_without_results_is_no_error()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        Assert.AreEqual(string.Empty, (await board.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done).Out);
        Assert.AreEqual(0, (await board.RunAsync(folder, "results", "--format", "senml")).Expect(ExitCode.Done).Json().GetArrayLength());
        Assert.Contains("nothing to draw", (await board.RunAsync(folder, "results", "--plot", folder["none.png"])).Expect(ExitCode.Done).Error);
        Assert.IsFalse(File.Exists(folder["none.png"]));
    }

    [TestMethod]
    public async Task A_plot_is_a_png()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder);
        (await board.RunAsync(folder, "results", "--plot", folder["season.png"])).Expect(ExitCode.Done);
        CollectionAssert.AreEqual(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, File.ReadAllBytes(folder["season.png"])[..4]);
        string inTheWay = Path.Combine(folder["board.toml"], "x.png");
        Assert.Contains(inTheWay + ": error", (await board.RunAsync(folder, "results", "--plot", inTheWay)).Expect(ExitCode.FileErrors).Error);
    }

    [TestMethod]
    [DataRow("--format csv --json", "contradict", DisplayName = "two formats")]
    [DataRow("--format xml", "xml", DisplayName = "unknown format")]
    [DataRow("--since soon", "7d", DisplayName = "bad time")]
    public async Task Wrong_options_are_wrong_usage(string options, string words)
    {
        CliRun run = (await CliRun.Of(["results", "--to", "tcp://127.0.0.1:1", .. options.Split(' ')])).Expect(ExitCode.Usage);
        Assert.Contains(words, run.Error);
    }

    [TestMethod]
    public async Task A_damaged_store_is_named_with_its_remedy()
    {
        using var folder = new WorkFolder();
        Directory.CreateDirectory(folder["home"]);
        folder.Write(Path.Combine("home", "results.db"), "this is no database, and long enough to be taken for one by nobody at all");
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        CliRun run = (await board.RunAsync(folder, "results")).Expect(ExitCode.FileErrors);
        Assert.StartsWith(Path.Combine(folder["home"], "results.db"), run.Error);
    }

    [TestMethod]
    public async Task Follow_prints_what_comes_and_ends_with_130()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder, "--listen", "tcp://127.0.0.1:0", "--listen", "tcp://127.0.0.1:0");
        using var stop = new CancellationTokenSource();
        using var output = new LineWatcher();
        using var error = new LineWatcher();
        var environment = new CliEnvironment { Out = output, Error = error, Variable = name => name == "NANOBATCH_HOME" ? folder["home"] : null };
        Task<int> follow = CliHost.RunAsync(["results", "--to", board.FirstAddress, "--follow"], environment, stop.Token);
        await error.LineWith("waiting for more");

        // A link has one client at a time: the job comes over the other one.
        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        Assert.AreEqual("2025-06-02T12:00:00Z  bed 1  dry raised", await output.LineWith("raised"));
        await output.LineWith("2025-06-02T18:00:00Z  bed 1  mean_soil1 ");
        await stop.CancelAsync();
        Assert.AreEqual((int)ExitCode.Interrupted, await follow, error.ToString());
    }

    private static async Task<RunningBoard> RunToTheEndAsync(WorkFolder folder, params string[] more)
    {
        RunningBoard board = await RunningBoard.StartAsync(folder, more);
        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        await board.EndOfDataAsync();
        return board;
    }

    private static async Task<int> TakenAsync(RunningBoard board, WorkFolder folder)
        => (await board.RunAsync(folder, "info", "--json")).Expect(ExitCode.Done).Json().GetProperty("takenTo").GetInt32();

    /// <summary>What the contract names; where a result came from differs between a board and a replay.</summary>
    private static string Essence(JsonElement result)
    {
        string[] members = ["type", "job", "version", "task", "seq", "time", "windowSeconds", "expected", "counts", "fields", "alert", "state"];
        return string.Join(' ', result.EnumerateObject().Where(member => members.Contains(member.Name)).Select(member => member.ToString()));
    }
}
