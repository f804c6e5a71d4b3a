using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class ClockTests
{
    [TestMethod]
    public async Task A_boards_clock_is_shown_and_set()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(["--profile", folder.Write("board.toml", WorkFolder.Profile), "--clock", "real"]);
        JsonElement set = (await board.RunAsync(folder, "clock", "--set", "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual(("field-7", "manual"), (set.GetProperty("board").GetString(), set.GetProperty("clock").GetString()));
        Assert.EndsWith("Z", set.GetProperty("time").GetString());

        CliRun shown = (await board.RunAsync(folder, "clock")).Expect(ExitCode.Done);
        Assert.MatchesRegex(@"^field-7: \d{4}-\d\d-\d\dT[0-9:.]+Z, set by hand, (as|[0-9.]+s (ahead of|behind)) this machine's clock\n$", shown.Out);
    }

    [TestMethod]
    public async Task A_clock_that_is_far_off_is_told()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);     // lives in June 2025
        CliRun run = (await board.RunAsync(folder, "clock")).Expect(ExitCode.Done);
        Assert.Contains("field-7: 2025-0", run.Out);
        Assert.Contains(" behind this machine's clock\n", run.Out);
        JsonElement json = (await board.RunAsync(folder, "clock", "--json")).Expect(ExitCode.Done).Json();
        Assert.IsLessThan(-86400m, json.GetProperty("aheadSeconds").GetDecimal());
    }
}
