using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class ReplayTests
{
    [TestMethod]
    public async Task Reports_and_alerts_come_as_json_lines_in_time_order()
    {
        using var folder = new WorkFolder();
        JsonElement[] lines = (await Replay(folder, "--json")).Expect(ExitCode.Done).JsonLines();
        JsonElement[] reports = [.. lines.Where(line => line.GetProperty("type").GetString() == "report")];
        Assert.HasCount(8, reports);

        // The first run is due with the first row: one sample of six.
        Assert.AreEqual("2025-06-01T00:00:00Z", reports[0].GetProperty("time").GetString());
        Assert.AreEqual(1, reports[0].GetProperty("counts").GetProperty("soil1").GetInt32());
        Assert.AreEqual(6, reports[0].GetProperty("expected").GetProperty("soil1").GetInt32());
        Assert.AreEqual("bed", reports[1].GetProperty("job").GetString());
        Assert.AreEqual(1, reports[1].GetProperty("version").GetInt32());
        Assert.AreEqual(1, reports[1].GetProperty("task").GetInt32());
        Assert.AreEqual(1, reports[1].GetProperty("seq").GetInt32());
        Assert.AreEqual(21600, reports[1].GetProperty("windowSeconds").GetInt32());
        Assert.AreEqual(6, reports[1].GetProperty("fields").GetProperty("n").GetInt32());

        // Rows 1 to 6: 30 − 0.35 · 3.5, within the converter's half count of 60/1860 %.
        Assert.AreEqual(28.775, reports[1].GetProperty("fields").GetProperty("mean_soil1").GetDouble(), 0.02);

        JsonElement alert = lines.Single(line => line.GetProperty("type").GetString() == "alert");
        Assert.AreEqual("dry", alert.GetProperty("alert").GetString());
        Assert.AreEqual("raised", alert.GetProperty("state").GetString());
        Assert.AreEqual("bed", alert.GetProperty("job").GetString());
        Assert.AreEqual(1, alert.GetProperty("task").GetInt32());
        Assert.AreEqual("2025-06-02T12:00:00Z", alert.GetProperty("time").GetString());
        string[] times = [.. lines.Select(line => line.GetProperty("time").GetString()!)];
        CollectionAssert.AreEqual(times.Order(StringComparer.Ordinal).ToArray(), times);
    }

    [TestMethod]
    public async Task A_package_gives_what_its_job_gives()
    {
        using var folder = new WorkFolder();
        string ofJob = (await Replay(folder, "--json")).Expect(ExitCode.Done).Out;
        (await CliRun.Of("compile", folder["bed.job"])).Expect(ExitCode.Done);
        CliRun ofPackage = await CliRun.Of("replay", folder["bed.nbj"], "--data", folder["data.csv"], "--board", folder["board.toml"], "--json");
        Assert.AreEqual(ofJob, ofPackage.Expect(ExitCode.Done).Out);
    }

    [TestMethod]
    public async Task People_get_tables()
    {
        using var folder = new WorkFolder();
        CliRun run = (await Replay(folder)).Expect(ExitCode.Done);
        Assert.Contains("mean_soil1", run.Out);
        Assert.Contains("│ 2025-06-02T12:00:00Z │ dry   │ raised │", run.Out);
        Assert.Contains("8 reports, 1 alert change", run.Error);
        Assert.DoesNotContain("\u001b", run.Out + run.Error);
    }

    [TestMethod]
    [DataRow("--from", "2025-06-02", 4, DisplayName = "from a day")]
    [DataRow("--from", "2025-06-02T00:00:00Z", 4, DisplayName = "from an instant")]
    [DataRow("--from", "2025-06-02T02:00:00+02:00", 4, DisplayName = "from an instant with an offset")]
    [DataRow("--from", "1748822400", 4, DisplayName = "from unix seconds")]
    [DataRow("--from", "2001-01-01", 8, DisplayName = "from before the data")]
    [DataRow("--to-time", "2025-06-01T06:00:00Z", 2, DisplayName = "to an instant")]
    public async Task A_period_can_be_cut_out(string option, string time, int reports)
    {
        using var folder = new WorkFolder();
        JsonElement[] lines = (await Replay(folder, "--json", option, time)).Expect(ExitCode.Done).JsonLines();
        Assert.AreEqual(reports, lines.Count(line => line.GetProperty("type").GetString() == "report"));
    }

    [TestMethod]
    [DataRow("--from", "2026-01-01", "2025-06-02T23:00:00Z", DisplayName = "after the data")]
    [DataRow("--from", "yesterday", "'yesterday' is no time for --from", DisplayName = "no time")]
    [DataRow("--to-time", "7d", "'7d' is no time for --to-time", DisplayName = "no duration here")]
    public async Task A_bad_period_is_wrong_usage(string option, string time, string words)
    {
        using var folder = new WorkFolder();
        Assert.Contains(words, (await Replay(folder, option, time)).Expect(ExitCode.Usage).Error);
    }

    [TestMethod]
    public async Task A_diff_shows_what_changes_and_ends_with_0()
    {
        using var folder = new WorkFolder();
        string other = folder.Write("bed2.job", WorkFolder.Job.Replace("n = count(soil1)", "n = count(soil1) + 1").Replace("< 20 %", "< 26 %"));
        JsonElement[] lines = (await Replay(folder, "--diff", other, "--json")).Expect(ExitCode.Done).JsonLines();
        JsonElement report = lines.First(line => line.GetProperty("type").GetString() == "report");
        Assert.AreEqual("changed", report.GetProperty("change").GetString());
        Assert.AreEqual(1, report.GetProperty("fields").EnumerateObject().Count(), "only what differs");
        Assert.AreEqual(1, report.GetProperty("fields").GetProperty("n").GetProperty("before").GetInt32());
        Assert.AreEqual(2, report.GetProperty("fields").GetProperty("n").GetProperty("after").GetInt32());
        JsonElement[] alerts = [.. lines.Where(line => line.GetProperty("type").GetString() == "alert")];
        CollectionAssert.AreEqual(new[] { "added", "removed" }, alerts.Select(alert => alert.GetProperty("change").GetString()).ToArray());

        CliRun table = (await Replay(folder, "--diff", other)).Expect(ExitCode.Done);
        Assert.Contains("bed2.job", table.Out);
        Assert.Contains("alert dry", table.Out);

        CliRun same = (await Replay(folder, "--diff", folder["bed.job"], "--json")).Expect(ExitCode.Done);
        Assert.AreEqual(string.Empty, same.Out);
    }

    [TestMethod]
    [DataRow("", "", DisplayName = "empty")]
    [DataRow("time,soil1[%]\n2025-06-01T00:00:00Z,20\n2025-06-01T00:00:00Z,21\n", ":3:", DisplayName = "time stands still")]
    [DataRow("time,soil1[%]\nnever,20\n", ":2:", DisplayName = "no time")]
    [DataRow("time,soil1[%]\n2025-06-01T00:00:00Z,wet\n", ":2:", DisplayName = "no number")]
    [DataRow("time,soil9\n2025-06-01T00:00:00Z,20\n", "soil9", DisplayName = "unknown channel")]
    [DataRow("time\n2025-06-01T00:00:00Z\n", "soil1", DisplayName = "missing channel")]
    [DataRow("time,soil1[kPa]\n2025-06-01T00:00:00Z,20\n", "kPa", DisplayName = "wrong unit")]
    [DataRow("\u0000\u0001\u0002", "error", DisplayName = "binary")]
    public async Task Bad_data_are_an_error_of_that_file(string text, string words)
    {
        using var folder = new WorkFolder();
        string data = folder.Write("bad.csv", text);
        CliRun run = await CliRun.Of(
            "replay", folder.Write("bed.job", WorkFolder.Job), "--data", data, "--board", folder.Write("board.toml", WorkFolder.Profile), "--json");
        run.Expect(ExitCode.FileErrors);
        Assert.StartsWith(data, run.Error);
        Assert.Contains(words, run.Error);
        Assert.AreEqual(string.Empty, run.Out);
    }

    [TestMethod]
    public async Task A_job_that_the_board_cannot_hold_is_told_with_the_figures()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("big.job", WorkFolder.Job.Replace("every 1h", "every 1h keep 20000 samples"));
        CliRun run = await CliRun.Of("replay", job, "--data", folder.Write("data.csv", WorkFolder.Data), "--board", folder.Write("board.toml", WorkFolder.Profile));
        Assert.Contains("28672", run.Expect(ExitCode.FileErrors).Error);

        // A package was compiled for any board; this board refuses it.
        (await CliRun.Of("compile", job)).Expect(ExitCode.Done);
        run = await CliRun.Of("replay", folder["big.nbj"], "--data", folder["data.csv"], "--board", folder["board.toml"]);
        Assert.Contains("28672", run.Expect(ExitCode.Refused).Error);
    }

    [TestMethod]
    public async Task An_interrupted_replay_ends_with_130()
    {
        using var folder = new WorkFolder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var error = new StringWriter();
        Assert.AreEqual((int)ExitCode.Interrupted, await CliHost.RunAsync(folder.ReplayArguments(), TextWriter.Null, error, cancelled.Token));
        Assert.AreEqual(string.Empty, error.ToString());
    }

    private static Task<CliRun> Replay(WorkFolder folder, params string[] more) => CliRun.Of([.. folder.ReplayArguments(), .. more]);
}
