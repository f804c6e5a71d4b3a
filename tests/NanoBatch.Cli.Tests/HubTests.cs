using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Results;

namespace NanoBatch.Cli.Tests;

/// <summary>The hub's commands where no board is needed: words, exit codes, an empty and a filled store.</summary>
[TestClass]
public sealed class HubTests
{
    [TestMethod]
    [DataRow("hub", 2, "a command is missing", DisplayName = "no command")]
    [DataRow("hub rum", 2, "did you mean 'run'?")]
    [DataRow("hub run --listen 0.0.0.0:0", 2, "nobody has to say who they are")]
    [DataRow("hub run --listen nowhere", 2, "'nowhere' is no address for --listen")]
    [DataRow("hub run --listen 70000", 2, "'70000' is no address for --listen")]
    [DataRow("hub run --metrics x --listen 0", 2, "'x' is no address for --metrics")]
    [DataRow("hub run --broker mqtt://127.0.0.1:1 --users u", 2, "--broker uses a broker of its own")]
    [DataRow("hub run --broker mqtt://127.0.0.1:1", 3, "mqtt://127.0.0.1:1")]
    [DataRow("hub run --broker http://host", 3, "is no broker address")]
    [DataRow("hub run --users missing --listen 0", 1, "missing: error: the file of users cannot be read")]
    [DataRow("hub run --tls-key k --listen 0", 2, "mean nothing without a certificate")]
    [DataRow("hub run --tls-cert missing.pem --listen 0", 3, "missing.pem: error")]
    [DataRow("hub run --technician anna --listen 0", 2, "--technician names users")]
    [DataRow("hub run --prefix a//b --listen 0", 3, "cannot begin a topic")]
    [DataRow("hub run --db mysql:x --listen 0", 2, "begins with 'sqlite:' or 'postgres:'")]
    [DataRow("hub run --db postgres://u:secret@127.0.0.1:1/d --listen 0", 3, "postgres://u@127.0.0.1:1/d: error the results database cannot be reached")]
    [DataRow("hub deploy bed.job --boards *", 2, "no board is meant")]
    [DataRow("hub deploy bed.job --boards Field_7", 2, "'Field_7' is no board id")]
    [DataRow("hub deploy bed.job --boards field-7 --broker mqtt://127.0.0.1:1", 3, "1 board, 1 failed")]
    [DataRow("hub deploy bed.job --boards field-7 --parallel 0", 2, "--parallel must be 1 to 256")]
    [DataRow("hub user field-7 --users u", 2, "no password is given")]
    [DataRow("hub user a:b --users u", 2, "no password is given")]
    [DataRow("hub results --since never", 2, "'never' is no time for --since")]
    public async Task What_cannot_work_is_one_sentence_with_its_exit_code(string line, int code, string words)
    {
        using var folder = new WorkFolder();
        folder.Write("bed.job", "job bed\n\nsample soil1 every 1s\n\nevery 1m\n    report mean(soil1)\n");
        string[] arguments = [.. line.Split(' ').Select(part => part == "bed.job" ? folder[part] : part)];
        CliRun run = (await CliRun.Of(arguments, Home(folder))).Expect((ExitCode)code);
        Assert.Contains(words, run.Error, System.StringComparison.OrdinalIgnoreCase);
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
        string line = await output.LineWith("nanobatch hub listening on mqtt://127.0.0.1:");
        Assert.EndsWith(Path.Combine(folder["home"], "results.db"), line);
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
    [DataRow("--board field-7 --job bed --since 2025-01-05T06:00 --until 2025-01-05T06:00", "1 report, 0 alert changes\n")]
    [DataRow("--board field-8", "no board 'field-8' has delivered here; 'nanobatch hub boards' lists 1 board\n")]
    [DataRow("--board field-7 --since 2026-01-01", "nothing in that time; the newest that could be meant is of 2025-01-05T06:00:00Z\n")]
    [DataRow("--job other", "no such result has come yet; 'nanobatch hub run' collects them\n")]
    public async Task Where_no_result_is_found_it_says_why(string options, string words)
    {
        using var folder = new WorkFolder();
        using (ResultStore store = ResultStore.Open(Path.Combine(folder["home"], "results.db")))
        {
            var report = new ReportResult
            {
                Job = "bed",
                Task = 1,
                TimeMs = 1_736_056_800_000,
                Board = "field-7",
                Epoch = 1,
                Record = 1,
                Seq = 0,
                WindowSeconds = 60,
                Expected = new(("soil1", 60)),
                Counts = new(("soil1", 60)),
                Fields = new(("n", FieldValue.Of(1L))),
            };
            store.Add(new ResultBatch { Results = [report], Board = new BoardEntry(1, "field-7", null, null, 5) });
        }

        CliRun run = (await CliRun.Of([.. "hub results".Split(' '), .. options.Split(' ')], Home(folder))).Expect(ExitCode.Done);
        Assert.EndsWith(words, run.Error);
        Assert.AreEqual("", (await CliRun.Of([.. "hub results --format csv --job other".Split(' ')], Home(folder))).Expect(ExitCode.Done).Out);
    }

    [TestMethod]
    public async Task A_user_is_written_from_the_environment()
    {
        using var folder = new WorkFolder();
        var home = new Dictionary<string, string>(Home(folder)) { ["NANOBATCH_MQTT_PASSWORD"] = "secret" };
        string users = folder["users"];
        Assert.Contains("is added", (await CliRun.Of(["hub", "user", "field-7", "--users", users], home)).Expect(ExitCode.Done).Out);
        Assert.Contains("has a new password", (await CliRun.Of(["hub", "user", "field-7", "--users", users], home)).Expect(ExitCode.Done).Out);
        Assert.MatchesRegex(@"^field-7:\$7\$10000\$[^$]+\$[^$]+\n$", File.ReadAllText(users));
    }

    private static Dictionary<string, string> Home(WorkFolder folder) => new() { ["NANOBATCH_HOME"] = folder["home"] };
}
