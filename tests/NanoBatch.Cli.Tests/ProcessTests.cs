using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

/// <summary>The tool as a process of its own: what only a process can show.</summary>
[TestClass]
public sealed class ProcessTests
{
    [TestMethod]
    public async Task New_writes_a_job_and_a_profile_that_check_is_happy_with()
    {
        foreach (string template in (string[])["moisture", "irrigation", "traffic", "vitals"])
        {
            using var folder = new WorkFolder();
            (await RunAsync(folder, "new", "bed", "--template", template)).Expect(ExitCode.Done);
            Assert.AreEqual("bed.board.toml bed.job", folder.List());
            Assert.Contains("job bed\n", File.ReadAllText(folder["bed.job"]));
            (await CliRun.Of("check", folder["bed.job"], "--board", folder["bed.board.toml"])).Expect(ExitCode.Done);
            (await CliRun.Of("format", "--check", folder["bed.job"])).Expect(ExitCode.Done);
        }
    }

    [TestMethod]
    public async Task New_overwrites_nothing()
    {
        using var folder = new WorkFolder();
        folder.Write("bed.board.toml", "mine");
        CliRun run = (await RunAsync(folder, "new", "bed")).Expect(ExitCode.FileErrors);
        Assert.StartsWith("bed.board.toml: error the file is there already", run.Error);
        Assert.AreEqual("bed.board.toml", folder.List());
        Assert.AreEqual("mine", File.ReadAllText(folder["bed.board.toml"]));
    }

    [TestMethod]
    public async Task Streams_and_exit_codes_reach_the_shell()
    {
        using var folder = new WorkFolder();
        folder.Write("bed.job", WorkFolder.Job);
        CliRun compiled = (await RunAsync(folder, "compile", "bed.job", "--json")).Expect(ExitCode.Done);
        Assert.AreEqual("bed", compiled.Json().GetProperty("job").GetString());
        Assert.AreEqual(string.Empty, compiled.Error);
        (await RunAsync(folder, "compile", "nothing.job")).Expect(ExitCode.FileErrors);
        (await RunAsync(folder, "compil")).Expect(ExitCode.Usage);
        (await RunAsync(folder, "jobs", "--to", "tcp://127.0.0.1:1")).Expect(ExitCode.Unreachable);
    }

    [TestMethod]
    [DataRow("INT", 130, DisplayName = "Ctrl-C")]
    [DataRow("TERM", 0, DisplayName = "SIGTERM")]
    public async Task A_signal_ends_a_board_cleanly(string signal, int code)
    {
        BoardTests.SkipWithoutPty();
        using var folder = new WorkFolder();
        using Process board = Start(folder, "board", "--pty");
        string? line = await board.StandardOutput.ReadLineAsync();
        Assert.StartsWith("nanobatch board field-7 listening on serial:", line);
        using (Process kill = Process.Start("kill", [$"-{signal}", board.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await board.WaitForExitAsync();
        Assert.AreEqual(code, board.ExitCode, await board.StandardError.ReadToEndAsync());
    }

    private static async Task<CliRun> RunAsync(WorkFolder folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CliRun(process.ExitCode, await output, await error);
    }

    private static Process Start(WorkFolder folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (IEnumerable<string>)[Path.Combine(AppContext.BaseDirectory, "nanobatch.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
