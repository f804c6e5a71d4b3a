using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class BoardTests
{
    [TestMethod]
    public async Task The_first_line_says_where_it_listens()
    {
        await using RunningBoard board = await RunningBoard.StartAsync([]);
        Assert.MatchesRegex(@"^nanobatch board field-7 listening on tcp://127\.0\.0\.1:\d+\n$", board.Out);
    }

    [TestMethod]
    public async Task There_is_a_line_for_each_link()
    {
        SkipWithoutPty();
        await using RunningBoard board = await RunningBoard.StartAsync(["--listen", "tcp://127.0.0.1:0", "--listen", "tcp://localhost:0", "--pty"]);
        string[] lines = board.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(3, lines);
        Assert.IsTrue(lines.All(line => line.StartsWith("nanobatch board field-7 listening on ", StringComparison.Ordinal)), board.Out);
        Assert.Contains("serial:/dev/", lines[2]);
    }

    [TestMethod]
    public async Task Only_a_pty_means_no_tcp()
    {
        SkipWithoutPty();
        await using RunningBoard board = await RunningBoard.StartAsync(["--pty"]);
        Assert.MatchesRegex(@"^nanobatch board field-7 listening on serial:\S+\n$", board.Out);
    }

    [TestMethod]
    [DataRow(false, 130, DisplayName = "Ctrl-C")]
    [DataRow(true, 0, DisplayName = "SIGTERM")]
    public async Task A_stop_is_a_clean_end(bool wasTerminated, int code)
    {
        await using RunningBoard board = await RunningBoard.StartAsync([], wasTerminated);
        Assert.AreEqual(code, await board.StopAsync());
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_wrong_usage()
    {
        await using RunningBoard board = await RunningBoard.StartAsync([]);
        CliRun run = (await CliRun.Of("board", "--listen", board.Address)).Expect(ExitCode.Usage);
        Assert.Contains(board.Address, run.Error);
    }

    [TestMethod]
    public async Task Bad_files_are_errors_before_anything_listens()
    {
        using var folder = new WorkFolder();
        string profile = folder.Write("bad.toml", "[board]\n");
        Assert.StartsWith(profile, (await CliRun.Of("board", "--profile", profile)).Expect(ExitCode.FileErrors).Error);
        string data = folder.Write("bad.csv", "time,soil1\nx\n");
        Assert.StartsWith(data, (await CliRun.Of("board", "--data", data)).Expect(ExitCode.FileErrors).Error);
        CliRun state = (await CliRun.Of("board", "--state", profile)).Expect(ExitCode.FileErrors);
        Assert.StartsWith(profile, state.Error);
        Assert.AreEqual(string.Empty, state.Out);
    }

    [TestMethod]
    public async Task State_survives_a_restart()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job);
        await using (RunningBoard first = await RunningBoard.StartAsync(folder, "--state", folder["state"]))
        {
            (await first.RunAsync(folder, "deploy", job)).Expect(ExitCode.Done);
        }

        await using RunningBoard second = await RunningBoard.StartAsync(folder, "--state", folder["state"]);
        Assert.AreEqual("bed", (await second.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Json()[0].GetProperty("job").GetString());
        Assert.AreEqual(2, (await second.RunAsync(folder, "info", "--json")).Expect(ExitCode.Done).Json().GetProperty("boot").GetInt32());
    }

    internal static void SkipWithoutPty()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no pseudo-terminals");
        }
    }
}
