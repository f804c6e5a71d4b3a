using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class FaultTests
{
    [TestMethod]
    public async Task A_defect_of_the_tool_is_one_sentence_and_a_report_file()
    {
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Out = output,
            Error = error,
            Variable = _ => throw new InvalidOperationException("made for this test"),
        };
        Assert.AreEqual((int)ExitCode.Fault, await CliHost.RunAsync(["jobs"], environment, default));
        Assert.AreEqual(string.Empty, output.ToString());
        string sentence = error.ToString().Trim();
        Assert.DoesNotContain("\n", sentence);
        string path = sentence[sentence.IndexOf(Path.GetTempPath(), StringComparison.Ordinal)..];
        Assert.StartsWith("nanobatch-fault-", Path.GetFileName(path));
        string report = File.ReadAllText(path);
        File.Delete(path);
        Assert.Contains("made for this test", report);
        Assert.Contains("arguments: jobs", report);
        Assert.Contains("   at NanoBatch.Cli.", report);
    }

    [TestMethod]
    public async Task A_board_without_working_memory_for_a_job_ends_the_command_with_4_and_the_remedy()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        await using var full = new LyingLink(board.Address, LyingLink.Changing(MessageType.Activate, 0, payload =>
        {
            byte[] refusal = [(byte)PackageStatus.HeapFull, 0, 0, 0, 0, 0, 0, 0, 0];
            refusal.CopyTo(payload, 0);
            return refusal.Length;
        }));
        CliRun run = (await CliRun.Of("deploy", folder.Write("bed.job", WorkFolder.Job), "--to", full.Address)).Expect(ExitCode.Refused);
        Assert.StartsWith("error: the board's working memory has no room for job 'bed' now; nothing has changed\nhelp: Remove a job", run.Error);
    }

    [TestMethod]
    public async Task A_package_that_comes_back_changed_ends_the_command_with_5()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        await using var liar = new LyingLink(board.Address, LyingLink.OtherPackage);
        CliRun run = await CliRun.Of("deploy", folder.Write("bed.job", WorkFolder.Job), "--to", liar.Address);
        run.Expect(ExitCode.Mismatch);
        Assert.Contains("is not the one that was sent", run.Error);
        Assert.Contains("\nhelp: ", run.Error);
    }
}
