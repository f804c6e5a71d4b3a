using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Cli.Tests;

/// <summary>A board replays its own past: <c>replay --from-board</c>.</summary>
[TestClass]
public sealed class BoardHistoryTests
{
    // Three ways of sampling, bursts among them; a window that reaches back before the first sample, and a task that is due before there is any.
    private const string Job = """
        job bed version 2
        sample soil1 every 30s burst 5 median keep 12h valid 1..59 %
        sample soil2 every 1m burst 4 mean
        sample soil3 every 2h
        every 15m over 6h needs 50 %
            report mean(soil1), p10(soil2), slope(soil1), hist(soil2, 0, 60, 8), n = count(soil3)
            alert dry when mean(soil1) < mean(soil2) for 2 runs
        after 90 samples over 90 samples
            report last(soil1), gaps(soil1)
        daily at 06:00 over 1d
            report min(soil3), max(soil3) on change by 0.1 %
        """;

    private const string Profile = """
        [board]
        id = "field-7"

        [[channel]]
        name = "soil1"
        adc = 0
        unit = "%"
        calibration = [[3100, 0], [2400, 12], [1240, 60]]

        [[channel]]
        name = "soil2"
        adc = 3
        unit = "%"
        calibration = [[3100, 0], [1240, 60]]

        [[channel]]
        name = "soil3"
        adc = 5
        unit = "%"
        calibration = [[200, 0], [3900, 60]]
        """;

    [TestMethod]
    public async Task The_running_version_over_the_boards_own_past_gives_the_reports_that_the_board_sent()
    {
        int seed = TestSeed.Draw(20250601);
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder, Rows(seed));
        string[] sent = [.. (await board.RunAsync(folder, "results", "--json")).Expect(ExitCode.Done).JsonLines().Select(Essence)];
        CliRun replay = (await board.RunAsync(folder, "replay", folder["bed.job"], "--from-board", "--json")).Expect(ExitCode.Done);
        string[] replayed = [.. replay.JsonLines().Select(Essence)];
        Assert.IsGreaterThan(600, sent.Length, $"seed {seed}");
        CollectionAssert.AreEqual(sent, replayed, $"seed {seed}: of {sent.Length} and {replayed.Length} the first difference is {FirstDifference(sent, replayed)}");
        Assert.Contains("field-7's own readings from 2025-06-01T00:00:00Z", replay.Error);

        // The package that the board holds, and not what the job file says by now.
        (await CliRun.Of("compile", folder["bed.job"])).Expect(ExitCode.Done);
        CliRun ofPackage = (await board.RunAsync(folder, "replay", folder["bed.nbj"], "--from-board", "--json")).Expect(ExitCode.Done);
        Assert.AreEqual(replay.Out, ofPackage.Out);
    }

    [TestMethod]
    public async Task Another_version_is_compared_over_the_last_day()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder, Rows(1));
        string other = folder.Write("other.job", Job.Replace("for 2 runs", "for 3 runs", StringComparison.Ordinal).Replace("p10(soil2)", "p20(soil2)", StringComparison.Ordinal));
        JsonElement[] changes = (await board.RunAsync(folder, "replay", folder["bed.job"], "--from-board", "--last", "24h", "--diff", other, "--json"))
            .Expect(ExitCode.Done).JsonLines();
        Assert.IsGreaterThan(80, changes.Length);
        Assert.IsTrue(changes.All(change => string.CompareOrdinal(change.GetProperty("time").GetString(), "2025-06-07T00:00:00Z") >= 0));
        CliRun same = (await board.RunAsync(folder, "replay", folder["bed.job"], "--from-board", "--last", "1d", "--diff", folder["bed.job"])).Expect(ExitCode.Done);
        Assert.Contains("0 differences between", same.Error);
        JsonElement[] part = (await board.RunAsync(
            folder, "replay", folder["bed.job"], "--from-board", "--from", "2025-06-03", "--to-time", "2025-06-03T12:00:00Z", "--json")).Expect(ExitCode.Done).JsonLines();
        Assert.AreEqual("2025-06-03T00:00:00Z", part[0].GetProperty("time").GetString());
        Assert.AreEqual("2025-06-03T12:00:00Z", part[^1].GetProperty("time").GetString());
    }

    [TestMethod]
    public async Task What_the_history_does_not_hold_is_said_with_a_remedy()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunToTheEndAsync(folder, Rows(2));
        string faster = folder.Write("faster.job", Job.Replace("every 1m burst 4", "every 1m burst 8", StringComparison.Ordinal));
        CliRun run = (await board.RunAsync(folder, "replay", faster, "--from-board")).Expect(ExitCode.FileErrors);
        Assert.StartsWith($"{faster}: error the job samples soil2 every 1m burst 8 mean, and the history of field-7 has every 1m burst 4 mean", run.Error);
        Assert.Contains("hint: replay a recording instead", run.Error);
        run = (await board.RunAsync(folder, "replay", folder["bed.job"], "--from-board", "--from", "2026-01-01")).Expect(ExitCode.Usage);
        Assert.Contains("the history of field-7 goes from 2025-06-01T00:00:00Z to ", run.Error);
        run = (await board.RunAsync(folder, "replay", folder["none.job"], "--from-board")).Expect(ExitCode.FileErrors);
        Assert.StartsWith(folder["none.job"], run.Error);
    }

    [TestMethod]
    public async Task A_board_without_history_is_said_with_a_remedy()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        CliRun run = (await board.RunAsync(folder, "replay", folder.Write("bed.job", WorkFolder.Job), "--from-board")).Expect(ExitCode.FileErrors);
        Assert.StartsWith("error: field-7 has no history of raw readings", run.Error);
        Assert.Contains("help: a board keeps one while a job samples", run.Error);
    }

    [TestMethod]
    [DataRow("bed.job", "replay of which readings?", DisplayName = "neither")]
    [DataRow("bed.job --data data.csv", "name its profile with --board", DisplayName = "data without a board")]
    [DataRow("bed.job --data data.csv --board b.toml --from-board", "--from-board and --data contradict", DisplayName = "both")]
    [DataRow("bed.job --board b.toml --from-board", "--from-board and --board contradict", DisplayName = "a profile and a board")]
    [DataRow("bed.job --data data.csv --board b.toml --last 7d", "--last goes with --from-board only", DisplayName = "last of a recording")]
    [DataRow("bed.job --data data.csv --board b.toml --to tcp://127.0.0.1:1", "--to goes with --from-board only", DisplayName = "a board for a recording")]
    [DataRow("bed.job --from-board --last 7d --from 2025-06-01", "--last and --from", DisplayName = "two beginnings")]
    [DataRow("bed.job --from-board --last week", "write 30m, 12h or 7d", DisplayName = "no length of time")]
    public async Task A_replay_has_one_source(string arguments, string words)
    {
        CliRun run = (await CliRun.Of(["replay", .. arguments.Split(' ')])).Expect(ExitCode.Usage);
        Assert.Contains(words, run.Error);
        Assert.Contains("help: ", run.Error);
    }

    private static async Task<RunningBoard> RunToTheEndAsync(WorkFolder folder, string rows)
    {
        RunningBoard board = await RunningBoard.StartAsync(
            ["--profile", folder.Write("board.toml", Profile), "--data", folder.Write("data.csv", rows), "--clock", "max", "--listen", "tcp://127.0.0.1:0"]);
        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", Job))).Expect(ExitCode.Done);
        await board.EndOfDataAsync();
        return board;
    }

    /// <summary>A week of three probes, a row every 5 minutes; gaps, rails, a probe that is dead in its last two days.</summary>
    private static string Rows(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("time,soil1,soil2,soil3\n");
        double level = 1800;
        for (int row = 0; row <= 7 * 288; row++)
        {
            level = level > 2700 && random.Next(3) == 0 ? 1700 : level + (random.NextDouble() * 8);
            text.Append((1_748_736_000 + (row * 300L)).ToString(CultureInfo.InvariantCulture));
            for (int channel = 0; channel < 3; channel++)
            {
                bool isDead = channel == 1 && row > 5 * 288;
                string cell = isDead || random.Next(40) == 0 ? "" : random.Next(60) == 0 ? "4095" : ((int)level + random.Next(-9, 10)).ToString(CultureInfo.InvariantCulture);
                text.Append(',').Append(cell);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Everything but what a replay cannot have: record numbers, board, epoch.</summary>
    private static string Essence(JsonElement result)
        => string.Join(' ', result.EnumerateObject().Where(member => member.Name is not "record" and not "board" and not "epoch").Select(member => member.ToString()));

    private static string FirstDifference(string[] sent, string[] replayed)
    {
        int at = Enumerable.Range(0, Math.Min(sent.Length, replayed.Length)).FirstOrDefault(i => sent[i] != replayed[i], Math.Min(sent.Length, replayed.Length));
        return $"{sent.ElementAtOrDefault(at)} | {replayed.ElementAtOrDefault(at)}";
    }
}
