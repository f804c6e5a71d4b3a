using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

/// <summary>A board's configuration, self-test and log from the command line.</summary>
[TestClass]
public sealed class ProvisionTests
{
    private const string Profile = "[board]\nid = \"field-9\"\n\n[[channel]]\nname = \"soil1\"\nadc = 0\nunit = \"%\"\ncalibration = [[3000, 0], [1240, 60]]\n\n"
        + "[wifi]\nssid = \"field\"\npassword = \"dry and wet\"\n";

    [TestMethod]
    public async Task A_board_takes_a_profile_restarts_and_keeps_its_secrets()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        string profile = folder.Write("new.toml", Profile);
        CliRun none = (await board.RunAsync(folder, "provision", "--show")).Expect(ExitCode.Refused);
        Assert.Contains("no profile was provisioned", none.Error);

        CliRun first = (await board.RunAsync(folder, "provision", "--profile", profile)).Expect(ExitCode.Done);
        Assert.Contains("field-9 is provisioned", first.Out);
        Assert.Contains("wifi.password: set", first.Out);
        Assert.Contains("new.toml:12: the password of [wifi] stands in clear", first.Error);
        Assert.Contains("nothing changed", (await board.RunAsync(folder, "provision", "--profile", profile)).Expect(ExitCode.Done).Out);

        JsonElement info = (await board.RunAsync(folder, "info", "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual("field-9", info.GetProperty("board").GetString());
        Assert.AreEqual(2, info.GetProperty("calibration").GetInt32(), "another calibration is another revision");
        Assert.AreEqual("software", info.GetProperty("resetCause").GetString());

        string changed = folder.Write("changed.toml", Profile.Replace("\"field\"", "\"meadow\""));
        JsonElement outcome = (await board.RunAsync(folder, "provision", "--profile", changed, "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual("provisioned", outcome.GetProperty("outcome").GetString());
        JsonElement change = outcome.GetProperty("changes").EnumerateArray().Single();
        Assert.AreEqual("wifi.ssid field meadow", $"{change.GetProperty("key")} {change.GetProperty("before")} {change.GetProperty("after")}");

        CliRun shown = (await board.RunAsync(folder, "provision", "--show", "--json")).Expect(ExitCode.Done);
        Assert.AreEqual("set", shown.Json().GetProperty("wifi.password").GetString());
        Assert.DoesNotContain("dry and wet", shown.Out + first.Out + first.Error);
    }

    [TestMethod]
    public async Task A_secret_that_changed_is_sent_though_nobody_sees_it()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        (await board.RunAsync(folder, "provision", "--profile", folder.Write("a.toml", Profile))).Expect(ExitCode.Done);
        string other = folder.Write("b.toml", Profile.Replace("dry and wet", "wet and dry"));
        CliRun run = (await board.RunAsync(folder, "provision", "--profile", other)).Expect(ExitCode.Done);
        Assert.Contains("wifi.password: sent again", run.Out);
        Assert.Contains("is provisioned", run.Out);
    }

    [TestMethod]
    public async Task A_stored_profile_outlives_the_program_and_says_so()
    {
        using var folder = new WorkFolder();
        string[] state = ["--state", folder["state"]];
        await using (RunningBoard board = await RunningBoard.StartAsync(folder, state))
        {
            (await board.RunAsync(folder, "provision", "--profile", folder.Write("new.toml", Profile))).Expect(ExitCode.Done);
        }

        await using RunningBoard again = await RunningBoard.StartAsync(folder, state);
        Assert.StartsWith("nanobatch board field-9 listening on ", again.Out);
        Assert.AreEqual("field-9", (await again.RunAsync(folder, "provision", "--show", "--json")).Expect(ExitCode.Done).Json().GetProperty("board.id").GetString());
    }

    [TestMethod]
    [DataRow("provision with which profile?", DisplayName = "neither")]
    [DataRow("--show and --profile contradict each other", "--show", "--profile", "x.toml", DisplayName = "both")]
    public async Task Provision_wants_one_of_two(string message, params string[] more)
        => Assert.Contains(message, (await CliRun.Of(["provision", .. more])).Expect(ExitCode.Usage).Error);

    [TestMethod]
    public async Task Mistakes_and_missing_secrets_end_with_1_and_the_board_keeps_what_it_has()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        string bad = folder.Write("bad.toml", Profile + "[mqtt]\nport = 0\n");
        Assert.Contains("bad.toml:14:1: error 'port' must be a TCP port", (await board.RunAsync(folder, "provision", "--profile", bad)).Expect(ExitCode.FileErrors).Error);
        string secret = folder.Write("secret.toml", Profile.Replace("password =", "password_env ="));
        Assert.Contains("secret.toml:12:1: error the environment variable dry and wet is not set",
            (await board.RunAsync(folder, "provision", "--profile", secret)).Expect(ExitCode.FileErrors).Error);
        (await board.RunAsync(folder, "provision", "--show")).Expect(ExitCode.Refused);
    }

    [TestMethod]
    public async Task A_profile_that_sleeps_is_refused_with_4_while_a_job_is_too_frequent_for_it()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", WorkFolder.Job.Replace("every 1h", "every 90s")))).Expect(ExitCode.Done);
        string sleeping = folder.Write("sleeping.toml", Profile + "\n[sleep]\nenabled = true\n");
        CliRun run = (await board.RunAsync(folder, "provision", "--profile", sleeping)).Expect(ExitCode.Refused);
        Assert.Contains("error: job 'bed' samples or runs every 90 s, and a board that sleeps, as this profile lets it, takes nothing under 900 s", run.Error);
        Assert.Contains("\nhelp: Deploy the job with longer periods or remove it", run.Error);
        Assert.AreEqual(1, (await board.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Json().GetArrayLength());
        (await board.RunAsync(folder, "provision", "--show")).Expect(ExitCode.Refused);

        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        (await board.RunAsync(folder, "provision", "--profile", sleeping)).Expect(ExitCode.Done);
        Assert.AreEqual(1, (await board.RunAsync(folder, "jobs", "--json")).Expect(ExitCode.Done).Json().GetArrayLength());
    }

    [TestMethod]
    public async Task The_self_test_passes_and_is_the_same_on_both_ends()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        JsonElement[] groups = [.. (await board.RunAsync(folder, "selftest", "--json")).Expect(ExitCode.Done).Json().EnumerateArray()];
        Assert.HasCount(16, groups);
        Assert.IsTrue(groups.All(group => group.GetProperty("matches").GetBoolean() && group.GetProperty("failed").GetInt32() == 0));
        Assert.IsGreaterThan(1100, groups.Sum(group => group.GetProperty("passed").GetInt32()));
        string text = (await board.RunAsync(folder, "selftest")).Expect(ExitCode.Done).Out;
        Assert.Contains("ok   checksums", text);
        Assert.Contains("0 failed, every line as on this machine", text);
    }

    [TestMethod]
    public async Task The_log_tells_what_happened_since_the_start()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        (await board.RunAsync(folder, "deploy", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        JsonElement[] lines = (await board.RunAsync(folder, "logs", "--json")).Expect(ExitCode.Done).JsonLines();
        CollectionAssert.AreEqual(
            new[] { "start 1, jobs: 0", "clock set", "job deployed: bed" }, lines.Select(line => line.GetProperty("text").GetString()).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, lines.Select(line => line.GetProperty("line").GetInt32()).ToArray());
        Assert.Contains("note     job deployed: bed", (await board.RunAsync(folder, "logs")).Expect(ExitCode.Done).Out);
    }
}
