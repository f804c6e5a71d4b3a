using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class FormatTests
{
    private const string Ugly = "job   bed # why\nsample soil1   every 1h\nevery 6h report mean( soil1 )\n";

    [TestMethod]
    public async Task Only_files_that_change_are_written_and_named()
    {
        using var folder = new WorkFolder();
        string ugly = folder.Write("ugly.job", Ugly);
        (await CliRun.Of("format", ugly)).Expect(ExitCode.Done);
        string pretty = File.ReadAllText(ugly);
        Assert.Contains("# why", pretty);
        Assert.AreNotEqual(Ugly, pretty);

        DateTime before = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(ugly, before);
        CliRun again = (await CliRun.Of("format", ugly)).Expect(ExitCode.Done);
        Assert.AreEqual(string.Empty, again.Out);
        Assert.AreEqual(before, File.GetLastWriteTimeUtc(ugly));
        Assert.AreEqual("ugly.job", folder.List());
    }

    [TestMethod]
    public async Task Check_names_the_files_and_changes_none()
    {
        using var folder = new WorkFolder();
        string ugly = folder.Write("ugly.job", Ugly);
        string crlf = folder.Write("crlf.job", WorkFolder.Job.Replace("\n", "\r\n"));
        string clean = folder.Write("clean.job", WorkFolder.Job);
        (await CliRun.Of("format", clean)).Expect(ExitCode.Done);
        CliRun run = (await CliRun.Of("format", "--check", ugly, crlf, clean)).Expect(ExitCode.FileErrors);
        Assert.AreEqual($"{ugly}\n{crlf}\n", run.Out);
        Assert.AreEqual(Ugly, File.ReadAllText(ugly));
        (await CliRun.Of("format", "--check", clean)).Expect(ExitCode.Done);
    }

    [TestMethod]
    public async Task A_file_with_errors_stays_and_the_others_are_done()
    {
        using var folder = new WorkFolder();
        string bad = folder.Write("bad.job", "job   bed\nsample soil1 every\n");
        string ugly = folder.Write("ugly.job", Ugly);
        CliRun run = (await CliRun.Of("format", bad, ugly)).Expect(ExitCode.FileErrors);
        Assert.Contains($"{bad}:2:", run.Error);
        Assert.AreEqual("job   bed\nsample soil1 every\n", File.ReadAllText(bad));
        Assert.AreEqual($"{ugly}\n", run.Out);
    }

    [TestMethod]
    public async Task A_link_stays_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("links need rights on Windows");
        }

        using var folder = new WorkFolder();
        string ugly = folder.Write("ugly.job", Ugly);
        File.CreateSymbolicLink(folder["link.job"], ugly);
        (await CliRun.Of("format", folder["link.job"])).Expect(ExitCode.Done);
        Assert.IsNotNull(new FileInfo(folder["link.job"]).LinkTarget);
        Assert.AreNotEqual(Ugly, File.ReadAllText(ugly));
    }
}
