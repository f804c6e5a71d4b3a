using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

/// <summary>The hub's commands where no board is needed: words, exit codes, an empty and a filled store.</summary>
[TestClass]
public sealed class HubTests
{
    [TestMethod]
    [DataRow("hub", ExitCode.Usage, "required command", DisplayName = "no command")]
    [DataRow("hub rum", ExitCode.Usage, "did you mean 'run'?")]
    [DataRow("hub run --listen 0.0.0.0:0", ExitCode.Usage, "nobody has to say who they are")]
    [DataRow("hub run --listen nowhere", ExitCode.Usage, "'nowhere' is no address for --listen")]
    [DataRow("hub run --listen 70000", ExitCode.Usage, "'70000' is no address for --listen")]
    [DataRow("hub run --metrics x --listen 0", ExitCode.Usage, "'x' is no address for --metrics")]
    [DataRow("hub run --broker mqtt://127.0.0.1:1 --users u", ExitCode.Usage, "--broker uses a broker of its own")]
    [DataRow("hub run --broker mqtt://127.0.0.1:1", ExitCode.Unreachable, "mqtt://127.0.0.1:1")]
    [DataRow("hub run --broker http://host", ExitCode.Unreachable, "is no broker address")]
    [DataRow("hub run --users missing --listen 0", ExitCode.FileErrors, "missing: error: the file of users cannot be read")]
    [DataRow("hub run --tls-key k --listen 0", ExitCode.Usage, "mean nothing without a certificate")]
    [DataRow("hub run --tls-cert missing.pem --listen 0", ExitCode.FileErrors, "missing.pem: error")]
    [DataRow("hub run --technician anna --listen 0", ExitCode.Usage, "--technician names users")]
    [DataRow("hub run --prefix a//b --listen 0", ExitCode.Unreachable, "cannot begin a topic")]
    [DataRow("hub run --db mysql:x --listen 0", ExitCode.Usage, "begins with 'sqlite:' or 'postgres:'")]
    [DataRow("hub run --db postgres://u:secret@127.0.0.1:1/d --listen 0", ExitCode.Unreachable, "postgres://u@127.0.0.1:1/d: error the results database cannot be reached")]
    [DataRow("hub deploy bed.job --boards *", ExitCode.Usage, "no board is meant")]
    [DataRow("hub deploy bed.job --boards Field_7", ExitCode.Usage, "'Field_7' is no board id")]
    [DataRow("hub deploy bed.job --boards field-7 --broker mqtt://127.0.0.1:1", ExitCode.Unreachable, "1 board, 1 failed")]
    [DataRow("hub deploy bed.job --boards field-7 --parallel 0", ExitCode.Usage, "--parallel must be 1 to 256")]
    [DataRow("hub user field-7 --users u", ExitCode.Usage, "no password is given")]
    [DataRow("hub user a:b --users u", ExitCode.Usage, "no password is given")]
    [DataRow("hub results --since never", ExitCode.Usage, "'never' is no time for --since")]
    public async Task What_cannot_work_is_one_sentence_with_its_exit_code(string line, ExitCode code, string words)
    {
        using var folder = new WorkFolder();
        folder.Write("bed.job", "job bed\n\nsample soil1 every 1s\n\nevery 1m\n    report mean(soil1)\n");
        string[] arguments = [.. line.Split(' ').Select(part => part == "bed.job" ? folder.PathOf(part) : part)];
        CliRun run = (await CliRun.Of(arguments, Home(folder))).Expect(code);
        Assert.Contains(words, run.Error.ToLowerInvariant().Contains(words.ToLowerInvariant(), System.StringComparison.Ordinal) ? words : run.Error);
        Assert.DoesNotContain("secret", run.Out + run.Error);
    }

    [TestMethod]
    public async Task A_hub_says_where_it_listens_and_ends_when_it_is_told_to()
    {
        using var folder = new WorkFolder();
        using var stop = new CancellationTokenSource();
        using var output = new LineWatcher();
        using var error = new LineWatcher();
        Dictionary<string, string> home = Home(folder);
        var environment = new CliEnvironment { Out = output, Error = error, Variable = name => home.GetValueOrDefault(name), WasTerminated = () => true };
        Task<int> hub = CliHost.RunAsync(["hub", "run", "--listen", "0", "--log", "json"], environment, stop.Token);
        string line = await output.LineAsync("nanobatch hub listening on mqtt://127.0.0.1:");
        Assert.EndsWith(Path.Combine(folder.PathOf("home"), "results.db"), line);
        await stop.CancelAsync();
        Assert.AreEqual(0, await hub);
    }

    [TestMethod]
    public async Task An_empty_store_has_no_boards_and_no_results()
    {
        using var folder = new WorkFolder();
        Assert.AreEqual("[]\n", (await CliRun.Of(["hub", "boards", "--json"], Home(folder))).Expect(ExitCode.Done).Out);
        Assert.AreEqual("", (await CliRun.Of(["hub", "results", "--json"], Home(folder))).Expect(ExitCode.Done).Out);
        Assert.Contains("no board has come yet", (await CliRun.Of(["hub", "boards"], Home(folder))).Expect(ExitCode.Done).Error);
    }

    [TestMethod]
    public async Task A_user_is_written_from_the_environment()
    {
        using var folder = new WorkFolder();
        var home = new Dictionary<string, string>(Home(folder)) { ["NANOBATCH_MQTT_PASSWORD"] = "secret" };
        string users = folder.PathOf("users");
        Assert.Contains("is added", (await CliRun.Of(["hub", "user", "field-7", "--users", users], home)).Expect(ExitCode.Done).Out);
        Assert.Contains("has a new password", (await CliRun.Of(["hub", "user", "field-7", "--users", users], home)).Expect(ExitCode.Done).Out);
        Assert.MatchesRegex(@"^field-7:\$7\$10000\$[^$]+\$[^$]+\n$", File.ReadAllText(users));
    }

    private static Dictionary<string, string> Home(WorkFolder folder) => new() { ["NANOBATCH_HOME"] = folder.PathOf("home") };
}
