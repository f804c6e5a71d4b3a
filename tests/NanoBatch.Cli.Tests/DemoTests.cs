using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class DemoTests
{
    [TestMethod]
    public async Task The_demonstration_goes_from_nothing_to_a_table_and_a_picture()
    {
        using var folder = new WorkFolder();
        CliRun run = (await CliRun.Of("demo", "--out", folder["season"])).Expect(ExitCode.Done);
        Assert.Contains(OperatingSystem.IsWindows() ? "tcp://" : "serial:/dev/", run.Out);
        Assert.Contains("mean_soil1", run.Out);
        Assert.Contains("│ dry   │ raised", run.Out);
        Assert.Contains("▀▀▀▀", run.Out);
        Assert.Contains(folder["season"], run.Out);
        foreach (string name in (string[])["irrigation.job", "irrigation.board.toml", "irrigation.nbj", "readings.csv", "results.jsonl", "results.csv", "results.png"])
        {
            Assert.IsGreaterThan(50, new FileInfo(Path.Combine(folder["season"], name)).Length, name);
        }

        string[] lines = File.ReadAllLines(Path.Combine(folder["season"], "results.jsonl"));
        Assert.IsGreaterThan(8000, lines.Length);
        Assert.AreEqual("irrigation", JsonDocument.Parse(lines[^1]).RootElement.GetProperty("job").GetString());

        // The files are good for the next steps.
        (await CliRun.Of("check", Path.Combine(folder["season"], "irrigation.job"), "--board", Path.Combine(folder["season"], "irrigation.board.toml"))).Expect(ExitCode.Done);
        CliRun replay = await CliRun.Of(
            "replay", Path.Combine(folder["season"], "irrigation.nbj"), "--data", Path.Combine(folder["season"], "readings.csv"),
            "--board", Path.Combine(folder["season"], "irrigation.board.toml"), "--json", "--to-time", "2025-06-03");
        Assert.IsGreaterThan(100, replay.Expect(ExitCode.Done).JsonLines().Length);
    }

    [TestMethod]
    public async Task A_folder_that_cannot_be_is_an_error_of_that_path()
    {
        using var folder = new WorkFolder();
        string inTheWay = folder.Write("file", "x");
        Assert.StartsWith(inTheWay, (await CliRun.Of("demo", "--out", inTheWay)).Expect(ExitCode.FileErrors).Error);
    }
}
