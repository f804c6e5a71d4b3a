using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests.Flashing;

[TestClass]
public sealed class BoardFlasherTests
{
    private const string Port = "/dev/ttyUSB0";
    private const string ImagePath = "/images/nano batch.bin";
    private static readonly string s_right = NanoffRecording.Details(ImageSketch.Assemblies);
    private static readonly string s_old = NanoffRecording.Details("mscorlib 1.17.11.0", "NanoBatch.Runtime 0.1.4711.815", "NanoBatch.Esp32 0.1.3000.1");
    private static readonly string s_empty = NanoffRecording.Details();

    [TestMethod]
    public async Task Firmware_application_proof()
    {
        using FakeTool tool = Tool();
        var progress = new Log();
        FlashProof proof = await FlashAsync(tool, progress: progress);
        Assert.IsTrue(proof.IsProved);
        Assert.IsEmpty(proof.Extra);
        Assert.AreEqual(
            "--update --target ESP32_REV3 --serialport /dev/ttyUSB0 --verbosity minimal --suppressnanoffversioncheck\n"
            + "--nanodevice --serialport /dev/ttyUSB0 --deploy --image /images/nano batch.bin --verbosity normal --suppressnanoffversioncheck\n"
            + "--nanodevice --devicedetails --serialport /dev/ttyUSB0 --verbosity normal --suppressnanoffversioncheck",
            string.Join('\n', tool.Calls.Select(call => string.Join(' ', call))));
        Assert.Contains(ImagePath, tool.Calls[1], "a path with a blank is one argument");
        Assert.IsFalse(tool.Calls.Any(call => call.Contains("--platform") || call.Contains("--address")), "the address comes from the board");
        CollectionAssert.AreEqual(new[] { "Firmware 1", "Application 1", "Proof 1" }, progress.Stages);
        Assert.Contains("Deploying managed application...OK", progress.Lines);
    }

    [TestMethod]
    public async Task A_board_that_has_its_firmware_gets_the_application_alone()
    {
        using FakeTool tool = Tool();
        Assert.IsTrue((await FlashAsync(tool, target: null)).IsProved);
        Assert.HasCount(2, tool.Calls);
        Assert.IsFalse(tool.Calls.Any(call => call.Contains("--update")));
    }

    public static IEnumerable<object[]> Failures =>
    [
        ["update", NanoffRecording.ChipSilent, NanoffFault.NoBootLoader, FlashStage.Firmware, 3, "BOOT button"],
        ["update", NanoffRecording.PortBusy, NanoffFault.PortBusy, FlashStage.Firmware, 3, "another program has /dev/ttyUSB0 open"],
        ["update", NanoffRecording.PortDenied, NanoffFault.PortDenied, FlashStage.Firmware, 3, "not allowed"],
        ["update", NanoffRecording.PortMissing, NanoffFault.PortMissing, FlashStage.Firmware, 3, "nanobatch ports"],
        ["update", NanoffRecording.NoSuchTarget, NanoffFault.UnknownTarget, FlashStage.Firmware, 2, "ESP32_REV3, ESP32_REV0"],
        ["update", NanoffRecording.NoDownload, NanoffFault.NoDownload, FlashStage.Firmware, 3, "--skip-firmware"],
        ["update", NanoffRecording.OptionUnknown, NanoffFault.TooOld, FlashStage.Firmware, 3, "dotnet tool update -g nanoff"],
        ["update", NanoffRecording.NoRuntime, NanoffFault.NoRuntime, FlashStage.Firmware, 3, ".NET 8 runtime"],
        ["update", "7\nsomething new\n", NanoffFault.Other, FlashStage.Firmware, 3, "(exit code 7)"],
        ["deploy", NanoffRecording.DeployFailed, NanoffFault.WriteFailed, FlashStage.Application, 4, "E2002"],
        ["deploy", NanoffRecording.DeployFailedWithZero, NanoffFault.WriteFailed, FlashStage.Application, 4, "did not take what was sent"],
        ["deploy", NanoffRecording.PortTaken, NanoffFault.PortBusy, FlashStage.Application, 3, "serial monitors"],
        ["deploy", NanoffRecording.BoardSilent, NanoffFault.NoClr, FlashStage.Application, 3, "EN (RST) button"],
        ["details", NanoffRecording.BoardSilent, NanoffFault.NoClr, FlashStage.Proof, 3, "ESP32_REV3 is not the firmware for its chip"],
    ];

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public async Task A_failure_ends_in_its_stage_with_its_remedy(string kind, string recording, NanoffFault fault, FlashStage stage, int exitCode, string words)
    {
        using FakeTool tool = Tool().Plays(kind, recording);
        var time = new ImpatientTime();
        var flasher = new BoardFlasher(tool.ProgramPath, time);
        FlashFailedException e = await Assert.ThrowsExactlyAsync<FlashFailedException>(() => flasher.FlashAsync(Plan(), new Log(), CancellationToken.None));
        Assert.AreEqual((fault, exitCode, stage), (e.Fault, e.ExitCode, flasher.Stage));
        Assert.Contains(words, e.Message + "\n" + e.Help);
        Assert.IsNotEmpty(e.Lines);
        int attempts = fault == NanoffFault.NoClr ? BoardFlasher.AttemptsMax : 1;
        Assert.AreEqual(attempts, tool.Calls.Count(call => call.Contains(kind switch { "update" => "--update", "deploy" => "--deploy", _ => "--devicedetails" })));
        Assert.AreEqual(attempts - 1, time.Pauses);
    }

    [TestMethod]
    public async Task The_tool_says_ok_but_the_board_runs_the_old_image()
    {
        using FakeTool tool = Tool().Plays("details", s_old);
        FlashProof proof = await FlashAsync(tool);
        Assert.IsFalse(proof.IsProved);
        Assert.AreEqual("NanoBatch.Esp32 0.1.4711.816", string.Join(',', proof.Missing));
        Assert.AreEqual("0.1.3000.1", proof.OnBoard("NanoBatch.Esp32"));
    }

    [TestMethod]
    public async Task A_board_that_is_still_starting_is_asked_again()
    {
        using FakeTool tool = Tool().Plays("deploy", NanoffRecording.BoardSilent, NanoffRecording.BoardNameless, NanoffRecording.Deployed)
            .Plays("details", NanoffRecording.BoardSilent, s_empty, s_right);
        var progress = new Log();
        Assert.IsTrue((await FlashAsync(tool, progress: progress)).IsProved);
        CollectionAssert.AreEqual(new[] { "Firmware 1", "Application 1", "Application 2", "Application 3", "Proof 1", "Proof 2", "Proof 1" }, progress.Stages);
    }

    [TestMethod]
    public async Task A_board_without_an_application_is_asked_often_enough()
    {
        using FakeTool tool = Tool().Plays("details", s_empty);
        FlashProof proof = await FlashAsync(tool);
        Assert.IsFalse(proof.IsProved);
        Assert.HasCount(3, proof.Missing);
        Assert.HasCount(2 + BoardFlasher.AttemptsMax, tool.Calls);
    }

    [TestMethod]
    public async Task What_only_the_board_has_is_told_and_does_not_disturb()
    {
        using FakeTool tool = Tool().Plays("details", NanoffRecording.Details([.. ImageSketch.Assemblies, "Blinky 1.0.0.0"]));
        FlashProof proof = await FlashAsync(tool);
        Assert.IsTrue(proof.IsProved);
        Assert.AreEqual("Blinky 1.0.0.0", string.Join(',', proof.Extra));
    }

    [TestMethod]
    [DataRow("update", FlashStage.Firmware)]
    [DataRow("deploy", FlashStage.Application)]
    [DataRow("details", FlashStage.Proof)]
    public async Task A_tool_that_hangs_is_ended_at_its_limit(string kind, FlashStage stage)
    {
        using FakeTool tool = Tool().Plays(kind, "hang\nConnecting...\n");
        var time = new ImpatientTime();
        var flasher = new BoardFlasher(tool.ProgramPath, time);
        var progress = new Log { OnLine = line => line == "Connecting...", Then = time.ReachLimits };
        FlashFailedException e = await Assert.ThrowsExactlyAsync<FlashFailedException>(() => flasher.FlashAsync(Plan(), progress, CancellationToken.None));
        Assert.AreEqual((NanoffFault.OutOfTime, 3, stage), (e.Fault, e.ExitCode, flasher.Stage));
    }

    [TestMethod]
    [DataRow("update", FlashStage.Firmware)]
    [DataRow("deploy", FlashStage.Application)]
    public async Task An_interruption_ends_the_tool_and_leaves_word_of_the_stage(string kind, FlashStage stage)
    {
        using FakeTool tool = Tool().Plays(kind, "hang\nConnecting...\n");
        using var cancel = new CancellationTokenSource();
        var flasher = new BoardFlasher(tool.ProgramPath, new ImpatientTime());
        var progress = new Log { OnLine = line => line == "Connecting...", Then = cancel.Cancel };
        await Assert.ThrowsAsync<OperationCanceledException>(() => flasher.FlashAsync(Plan(), progress, cancel.Token));
        Assert.AreEqual(stage, flasher.Stage);
    }

    [TestMethod]
    public async Task Nothing_is_started_after_an_interruption()
    {
        using FakeTool tool = Tool();
        var flasher = new BoardFlasher(tool.ProgramPath, new ImpatientTime());
        await Assert.ThrowsAsync<OperationCanceledException>(() => flasher.FlashAsync(Plan(), new Log(), new CancellationToken(canceled: true)));
        Assert.AreEqual(FlashStage.Start, flasher.Stage);
        Assert.IsEmpty(tool.Calls);
    }

    [TestMethod]
    public async Task A_flood_of_output_is_kept_within_its_limits()
    {
        string flood = string.Concat(Enumerable.Range(0, 3000).Select(i => $"\rWriting at 0x{i:X8} [===>   ]\u0007")) + "\n\n" + new string('x', 5000) + "\nE4003\n";
        using FakeTool tool = Tool().Plays("update", "163\n" + flood);
        FlashFailedException e = await Assert.ThrowsExactlyAsync<FlashFailedException>(() => FlashAsync(tool));
        Assert.AreEqual(NanoffFault.WriteFailed, e.Fault);
        Assert.HasCount(ToolRun.LinesMax, e.Lines);
        Assert.AreEqual(("E4003", 1000), (e.Lines[^1], e.Lines[^2].Length));
        Assert.IsFalse(e.Lines.Any(line => line.Any(char.IsControl)));
    }

    [TestMethod]
    public async Task A_file_that_cannot_be_run_is_told()
    {
        using FakeTool tool = Tool();
        var flasher = new BoardFlasher(Path.Combine(tool.Folder, "nothing"), new ImpatientTime());
        FlashFailedException e = await Assert.ThrowsExactlyAsync<FlashFailedException>(() => flasher.FlashAsync(Plan(), new Log(), CancellationToken.None));
        Assert.AreEqual(3, e.ExitCode);
        Assert.Contains("cannot be run", e.Message);
    }

    [TestMethod]
    public void The_tool_is_found_on_the_path_and_in_the_users_tools()
    {
        using FakeTool tool = Tool();
        string home = Path.Combine(tool.Folder, "home");
        string tools = Path.Combine(home, ".dotnet", "tools");
        Directory.CreateDirectory(tools);
        string nowhere = Path.Combine(tool.Folder, "nowhere");
        Assert.AreEqual(tool.ProgramPath, NanoffTool.Find(string.Join(Path.PathSeparator, nowhere, tool.Folder), home));
        Assert.IsNull(NanoffTool.Find(nowhere, home));
        Assert.IsNull(NanoffTool.Find(null, null));
        File.Copy(tool.ProgramPath, Path.Combine(tools, Path.GetFileName(tool.ProgramPath)));
        Assert.AreEqual(Path.Combine(tools, Path.GetFileName(tool.ProgramPath)), NanoffTool.Find(nowhere, home), "global tools need not be on the path");
        Assert.IsNull(NanoffTool.Find(".", null), "a working directory slips no program in");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool.ProgramPath, UnixFileMode.UserRead);
            Assert.IsNull(NanoffTool.Find(tool.Folder, null), "a file that is no program");
        }
    }

    [TestMethod]
    [DataRow("ESP32_REV3", true)]
    [DataRow("ESP32_ETHERNET_KIT_1.2", true)]
    [DataRow("", false)]
    [DataRow("--masserase", false, DisplayName = "an option")]
    [DataRow("ESP32 REV3", false)]
    [DataRow("3SP", false)]
    public void Names_of_targets_are_names(string text, bool isName) => Assert.AreEqual(isName, FlashTargets.IsName(text));

    private static FakeTool Tool() => new FakeTool().Plays("update", NanoffRecording.Updated).Plays("deploy", NanoffRecording.Deployed).Plays("details", s_right);

    private static FlashPlan Plan(string? target = "ESP32_REV3") => new(Port, target, ImagePath, DeploymentImage.Read(ImageSketch.Image()).Image!);

    private static Task<FlashProof> FlashAsync(FakeTool tool, string? target = "ESP32_REV3", Log? progress = null)
        => new BoardFlasher(tool.ProgramPath, new ImpatientTime()).FlashAsync(Plan(target), progress ?? new Log(), CancellationToken.None);

    /// <summary>What was reported, and something to do when a line comes.</summary>
    private sealed class Log : IProgress<FlashProgress>
    {
        public List<string> Stages { get; } = [];

        public List<string> Lines { get; } = [];

        public Func<string, bool> OnLine { get; init; } = _ => false;

        public Action Then { get; init; } = () => { };

        public void Report(FlashProgress value)
        {
            if (value.Line is null)
            {
                Stages.Add(FormattableString.Invariant($"{value.Stage} {value.Attempt}"));
                return;
            }

            Lines.Add(value.Line);
            if (OnLine(value.Line))
            {
                Then();
            }
        }
    }
}
