using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Cli.Flashing;
using NanoBatch.Tests;

namespace NanoBatch.Cli.Tests;

/// <summary><c>flash</c> against a program that plays what nanoff prints.</summary>
[TestClass]
public sealed class FlashTests
{
    private const string Port = "/dev/nanobatch-no-such-port";
    private static readonly string s_right = NanoffRecording.Details(ImageSketch.Assemblies);
    private static readonly string s_old = NanoffRecording.Details("mscorlib 1.17.11.0", "NanoBatch.Runtime 0.1.4711.815", "NanoBatch.Esp32 0.1.3000.1");

    [TestMethod]
    public async Task A_board_is_written_and_proved()
    {
        using var folder = new WorkFolder();
        using FakeTool tool = Tool();
        string image = folder.Write("app.bin", ImageSketch.Image());
        folder.Write("app.json", SideFile("1a2b3c4+5d6e7f80"));
        CliRun run = (await RunAsync(tool, "flash", "--port", Port, "--target", "ESP32_REV3", "--image", image)).Expect(ExitCode.Done);
        Assert.AreEqual($"{Port}: firmware ESP32_REV3 1.17.0.215; 3 assemblies of build 1a2b3c4+5d6e7f80 written, and proved by the board\n", run.Out);
        Assert.Contains("writing the firmware ESP32_REV3\n", run.Error);
        Assert.Contains("  nanoff: Deploying managed application...OK\n", run.Error, "a file gets plain lines");
        Assert.DoesNotContain("\r", run.Error);
        Assert.HasCount(2, run.Error.Split("Firmware Flasher v2.5.162"), "the tool's own head once");
        Assert.DoesNotContain("OEM Product codes", run.Error);
        Assert.HasCount(3, tool.Calls);
        CollectionAssert.Contains(tool.Calls[1], image);

        JsonElement json = (await RunAsync(tool, "flash", "--port", "serial:" + Port, "--skip-firmware", "--image", image, "--json")).Expect(ExitCode.Done).Json();
        Assert.AreEqual((Port, true, false), (json.GetProperty("port").GetString(), json.GetProperty("proved").GetBoolean(), json.GetProperty("firmwareWritten").GetBoolean()));
        Assert.AreEqual("1.17.0.215", json.GetProperty("firmware").GetString());
        Assert.AreEqual("0.1.4711.816", json.GetProperty("assemblies")[2].GetProperty("version").GetString());
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("board").ValueKind);
    }

    public static IEnumerable<object[]> Failures =>
    [
        ["update", NanoffRecording.PortBusy, 3, "another program has"],
        ["update", NanoffRecording.ChipSilent, 3, "BOOT button"],
        ["update", NanoffRecording.NoSuchTarget, 2, "no firmware named ESP32_REV3"],
        ["update", NanoffRecording.OptionUnknown, 3, "dotnet tool update -g nanoff"],
        ["deploy", NanoffRecording.DeployFailed, 4, "did not take what was sent"],
        ["details", s_old, 5, "the tool said OK, but the board on /dev/nanobatch-no-such-port still runs the old image"],
        ["details", s_old, 5, "NanoBatch.Esp32 is 0.1.3000.1 on the board, 0.1.4711.816 in the image"],
    ];

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public async Task A_failure_ends_with_its_code_and_remedy(string kind, string recording, int code, string words)
    {
        using var folder = new WorkFolder();
        using FakeTool tool = Tool().Plays(kind, recording);
        string image = folder.Write("app.bin", ImageSketch.Image());
        CliRun run = (await RunAsync(tool, "flash", "--port", Port, "--target", "ESP32_REV3", "--image", image, "--json")).Expect((ExitCode)code);
        Assert.Contains(words, run.Error);
        Assert.Contains("\nhelp: ", run.Error);
        Assert.AreEqual(string.Empty, run.Out);
    }

    [TestMethod]
    public async Task A_missing_tool_is_told_with_the_command_that_installs_it()
    {
        using var folder = new WorkFolder();
        string[] arguments = ["flash", "--port", Port, "--target", "ESP32_REV3", "--image", folder.Write("app.bin", ImageSketch.Image())];
        CliRun run = (await CliRun.Of(arguments, new Dictionary<string, string> { ["PATH"] = folder.Path, ["HOME"] = folder.Path })).Expect(ExitCode.Unreachable);
        Assert.Contains("\nhelp: Install it: dotnet tool install -g nanoff", run.Error);
    }

    [TestMethod]
    [DataRow("flash --port x", "ESP32_PSRAM_REV3", DisplayName = "no target: the common ones are listed")]
    [DataRow("flash --target ESP32_REV3", "--port", DisplayName = "no port")]
    [DataRow("flash --port=-x --target ESP32_REV3", "no serial port", DisplayName = "a port that would be an option")]
    [DataRow("flash --port serial: --target ESP32_REV3", "no serial port", DisplayName = "a port without a name")]
    [DataRow("flash --port x --target=--masserase", "no firmware's name", DisplayName = "a target that would be an option")]
    [DataRow("flash --port x --target ESP32_REV3 --skip-firmware", "exclude each other")]
    [DataRow("flash --port x --target ESP32_REV3 --to nowhere", "nowhere", DisplayName = "an address that is none")]
    public async Task Wrong_usage_is_told_before_anything_is_written(string line, string words)
    {
        using FakeTool tool = Tool();
        CliRun run = (await RunAsync(tool, line.Split(' '))).Expect(ExitCode.Usage);
        Assert.Contains(words, run.Error);
        Assert.IsEmpty(tool.Calls);
    }

    [TestMethod]
    public async Task The_target_comes_from_the_profile()
    {
        using var folder = new WorkFolder();
        using FakeTool tool = Tool();
        string image = folder.Write("app.bin", ImageSketch.Image());
        string profile = folder.Write("board.toml", WorkFolder.Profile.Replace("[board]\n", "[board]\ntarget = \"ESP32_PSRAM_REV3\"\n"));
        (await RunAsync(tool, "flash", "--port", Port, "--profile", profile, "--image", image)).Expect(ExitCode.Done);
        Assert.AreEqual("ESP32_PSRAM_REV3", tool.Calls[0][2]);
        CollectionAssert.DoesNotContain(tool.Calls[1], "ESP32_PSRAM_REV3", "the tool refuses a target beside --nanodevice");
        string without = folder.Write("without.toml", WorkFolder.Profile);
        Assert.Contains("does not say", (await RunAsync(tool, "flash", "--port", Port, "--profile", without, "--image", image)).Expect(ExitCode.Usage).Error);
        (await RunAsync(tool, "flash", "--port", Port, "--profile", without, "--image", image, "--target", "ESP32_C3")).Expect(ExitCode.Done);
    }

    [TestMethod]
    public async Task A_wrong_image_never_reaches_the_tool()
    {
        using var folder = new WorkFolder();
        using FakeTool tool = Tool();
        byte[] damaged = ImageSketch.Image();
        damaged[130] ^= 1;
        await Expect("does not begin with an assembly", folder.Write("job.bin", "job bed\n"));
        await Expect("firmware for the chip", folder.Write("esp.bin", [0xe9, 1, 2, 3]));
        await Expect("damaged at byte ", folder.Write("damaged.bin", damaged));
        await Expect("another application's image: mscorlib, Blinky", folder.Write("blinky.bin", ImageSketch.Image("mscorlib 1.17.11.0", "Blinky 1.0.0.0")));
        await Expect("no such file", folder["missing.bin"]);
        folder.Write("app.json", SideFile("x").Replace("4711.816", "4711.817"));
        await Expect("are of two builds", folder.Write("app.bin", ImageSketch.Image()));
        folder.Write("app.json", "[]");
        await Expect("app.json: error this is not what the build writes", folder["app.bin"]);
        Assert.IsEmpty(tool.Calls);

        async Task Expect(string words, string image)
        {
            CliRun run = (await RunAsync(tool, "flash", "--port", Port, "--target", "ESP32_REV3", "--image", image)).Expect(ExitCode.FileErrors);
            Assert.Contains(words, run.Error);
            Assert.Contains("hint: ", run.Error);
        }
    }

    [TestMethod]
    public void An_image_that_nobody_names_is_looked_for()
    {
        using var folder = new WorkFolder();
        string here = Directory.CreateDirectory(folder["here"]).FullName;
        string checkout = Directory.CreateDirectory(folder["checkout"]).FullName;
        string inside = Directory.CreateDirectory(Path.Combine(checkout, "samples", "deep")).FullName;
        File.WriteAllText(Path.Combine(checkout, "nanoFirmware.sln"), "");
        CliFailure none = Assert.ThrowsExactly<CliFailure>(() => ImageFile.Find([here, inside]));
        Assert.AreEqual(ExitCode.Usage, none.Code);
        Assert.Contains("dotnet build firmware/Esp32 -c Release", none.Message);

        string older = Built("debug", 1);
        string newer = Built("release", 2);
        Assert.AreEqual(newer, ImageFile.Find([here, inside]));
        File.SetLastWriteTimeUtc(older, DateTime.UnixEpoch.AddDays(3));
        Assert.AreEqual(older, ImageFile.Find([here, inside]), "the newest");
        File.WriteAllText(Path.Combine(here, ImageFile.Name), "");
        Assert.AreEqual(Path.Combine(here, ImageFile.Name), ImageFile.Find([here, inside]), "what lies here comes first");

        string Built(string configuration, int day)
        {
            string path = Path.Combine(Directory.CreateDirectory(Path.Combine(checkout, "artifacts", "bin", "Esp32", configuration)).FullName, ImageFile.Name);
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(day));
            return path;
        }
    }

    [TestMethod]
    public async Task The_application_is_asked_too_where_its_port_is_named()
    {
        using var folder = new WorkFolder();
        await using RunningBoard board = await RunningBoard.StartAsync(folder);
        string build = (await board.RunAsync(folder, "info", "--json")).Expect(ExitCode.Done).Json().GetProperty("build").GetString()!;
        using FakeTool tool = Tool();
        string image = folder.Write("app.bin", ImageSketch.Image());
        string[] arguments = ["flash", "--port", Port, "--target", "ESP32_REV3", "--image", image, "--to", board.Address];

        Assert.Contains($"field-7 answers with build {build}\n", (await RunAsync(tool, arguments)).Expect(ExitCode.Done).Out, "without a side file nobody knows the build");
        folder.Write("app.json", SideFile(build));
        JsonElement json = (await RunAsync(tool, [.. arguments, "--json"])).Expect(ExitCode.Done).Json();
        Assert.AreEqual(("field-7", build), (json.GetProperty("board").GetString(), json.GetProperty("boardBuild").GetString()));
        folder.Write("app.json", SideFile("another"));
        Assert.Contains("and the image is build another", (await RunAsync(tool, arguments)).Expect(ExitCode.Mismatch).Error);
    }

    [TestMethod]
    public async Task A_terminal_sees_one_line_and_after_a_failure_the_tools_last_words()
    {
        using var folder = new WorkFolder();
        using FakeTool tool = Tool().Plays("update", NanoffRecording.ChipSilent);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment { Out = output, Error = error, IsErrorTerminal = true, TerminalWidth = 60, Variable = name => name == "PATH" ? tool.Folder : null };
        string[] arguments = ["flash", "--port", Port, "--target", "ESP32_REV3", "--image", folder.Write("app.bin", ImageSketch.Image())];
        Assert.AreEqual(3, await CliHost.RunAsync(arguments, environment, default), error.ToString());
        string text = error.ToString();
        Assert.Contains("\rwriting the firmware ESP32_REV3", text);
        Assert.Contains("nanoff: Can't connect to ESP32 bootloader", text);
        Assert.IsTrue(text.Split('\n')[1].Split('\r').All(line => line.TrimEnd().Length < 60), "the moving line never wraps");
    }

    [TestMethod]
    [DataRow("update", "nanoff: Connecting...", "the board may not start until it is flashed again")]
    [DataRow("deploy", "nanoff: Connecting...", "the firmware is whole")]
    [DataRow("details", "asking the board", "nobody has asked the board")]
    public async Task An_interruption_says_in_which_state_the_board_may_be(string kind, string line, string words)
    {
        using var folder = new WorkFolder();
        using FakeTool tool = Tool().Plays(kind, "hang\nConnecting...\n");
        using var output = new StringWriter();
        await using var error = new LineWatcher();
        using var cancel = new CancellationTokenSource();
        var environment = new CliEnvironment { Out = output, Error = error, Variable = name => name == "PATH" ? tool.Folder : null };
        string[] arguments = ["flash", "--port", Port, "--target", "ESP32_REV3", "--image", folder.Write("app.bin", ImageSketch.Image())];
        Task<int> run = CliHost.RunAsync(arguments, environment, cancel.Token);
        await Task.WhenAny(error.LineWith(line), run);
        await cancel.CancelAsync();
        Assert.AreEqual(130, await run, error.ToString());
        Assert.Contains(words, error.ToString());
        Assert.AreEqual(string.Empty, output.ToString());
    }

    private static FakeTool Tool() => new FakeTool().Plays("update", NanoffRecording.Updated).Plays("deploy", NanoffRecording.Deployed).Plays("details", s_right);

    private static Task<CliRun> RunAsync(FakeTool tool, params string[] arguments)
        => CliRun.Of(arguments, new Dictionary<string, string> { ["PATH"] = tool.Folder });

    private static string SideFile(string build) => JsonSerializer.Serialize(new
    {
        build,
        assemblies = ImageSketch.Assemblies.Select(assembly => assembly.Split(' ')).Select(parts => new { name = parts[0], version = parts[1] }),
    });
}
