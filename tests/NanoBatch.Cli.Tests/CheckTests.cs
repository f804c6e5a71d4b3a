using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class CheckTests
{
    private const string UnknownChannel = "job bed\nsample soil1 every 1h\nevery 6h\n    report mean(soil1), p10(soill)\n";

    [TestMethod]
    public async Task A_clean_job_has_nothing_to_say()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job);
        Assert.AreEqual(string.Empty, (await CliRun.Of("check", job, "--board", folder.Write("b.toml", WorkFolder.Profile))).Expect(ExitCode.Done).Out);
        Assert.AreEqual("[]", (await CliRun.Of("check", job, "--json")).Expect(ExitCode.Done).Out.Trim());
    }

    [TestMethod]
    public async Task A_mistake_is_told_with_its_place_and_carets()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", UnknownChannel);
        CliRun run = (await CliRun.Of("check", job)).Expect(ExitCode.FileErrors);
        Assert.StartsWith($"{job}:4:29: error JOB102: ", run.Out);
        Assert.Contains("^^^^^", run.Out);
        Assert.Contains("1 error", run.Error);
    }

    [TestMethod]
    public async Task Json_has_every_member_of_the_contract()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", UnknownChannel);
        JsonElement found = (await CliRun.Of("check", job, "--json")).Expect(ExitCode.FileErrors).Json();
        Assert.AreEqual(1, found.GetArrayLength());
        Assert.AreEqual(job, found[0].GetProperty("file").GetString());
        Assert.AreEqual(4, found[0].GetProperty("line").GetInt32());
        Assert.AreEqual(29, found[0].GetProperty("column").GetInt32());
        Assert.AreEqual(5, found[0].GetProperty("length").GetInt32());
        Assert.AreEqual("error", found[0].GetProperty("severity").GetString());
        Assert.AreEqual("JOB102", found[0].GetProperty("code").GetString());
        Assert.Contains("soill", found[0].GetProperty("message").GetString()!);
        Assert.Contains("soil1", found[0].GetProperty("hint").GetString()!);
    }

    [TestMethod]
    public async Task Every_file_is_checked_even_after_one_with_errors()
    {
        using var folder = new WorkFolder();
        string first = folder.Write("a.job", UnknownChannel);
        string second = folder.Write("b.job", UnknownChannel);
        CliRun run = (await CliRun.Of("check", folder["missing.job"], first, folder.Write("ok.job", WorkFolder.Job), second)).Expect(ExitCode.FileErrors);
        Assert.Contains(first, run.Out);
        Assert.Contains(second, run.Out);
        Assert.StartsWith($"{folder["missing.job"]}: error there is no such file", run.Error);
        Assert.Contains("2 errors in 4 files", run.Error);
    }

    [TestMethod]
    public async Task A_file_that_cannot_be_read_is_in_the_json_too()
    {
        using var folder = new WorkFolder();
        JsonElement found = (await CliRun.Of("check", "--json", folder["missing.job"], folder.Write("ok.job", WorkFolder.Job))).Expect(ExitCode.FileErrors).Json();
        Assert.AreEqual(1, found.GetArrayLength());
        Assert.AreEqual(folder["missing.job"], found[0].GetProperty("file").GetString());
        Assert.AreEqual("there is no such file", found[0].GetProperty("message").GetString());
    }

    [TestMethod]
    public async Task Units_are_checked_against_the_board()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job.Replace("20 %", "20 kPa"));
        (await CliRun.Of("check", job)).Expect(ExitCode.Done);
        CliRun run = (await CliRun.Of("check", job, "--board", folder.Write("b.toml", WorkFolder.Profile))).Expect(ExitCode.FileErrors);
        Assert.Contains("kPa", run.Out);
    }

    [TestMethod]
    public async Task Memory_is_checked_against_the_board()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job.Replace("every 1h", "every 1h keep 20000 samples"));
        string profile = folder.Write("b.toml", WorkFolder.Profile);
        (await CliRun.Of("check", job)).Expect(ExitCode.Done);
        Assert.Contains("28672", (await CliRun.Of("check", job, "--board", profile)).Expect(ExitCode.FileErrors).Out);
    }

    public static byte[][][] BadBytes { get; } =
    [
        [[]],
        [[0xFF, 0xFE, 0x00, 0x41]],
        [Encoding.Latin1.GetBytes("job bed\n# fine until here \u00C3\nsample")],
        [new byte[512]],
        [Encoding.UTF8.GetBytes(new string('#', 10_000_000))],
    ];

    [TestMethod]
    [DynamicData(nameof(BadBytes))]
    public async Task Bytes_that_are_no_job_are_an_error_of_the_file(byte[] bytes)
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bad.job", bytes);
        CliRun check = (await CliRun.Of("check", job)).Expect(ExitCode.FileErrors);
        Assert.StartsWith(job + ":", check.Out);
        (await CliRun.Of("compile", job)).Expect(ExitCode.FileErrors);
        (await CliRun.Of("format", job)).Expect(ExitCode.FileErrors);
        (await CliRun.Of("explain", job)).Expect(ExitCode.FileErrors);
        Assert.AreEqual("bad.job", folder.List(), "nothing may be written");
        CollectionAssert.AreEqual(bytes, System.IO.File.ReadAllBytes(job));
    }

    [TestMethod]
    [DataRow("\r\n", "", DisplayName = "CR LF")]
    [DataRow("\n", "\uFEFF", DisplayName = "byte order mark")]
    [DataRow("\n\t", "", DisplayName = "tabs")]
    [DataRow("\r", "", DisplayName = "CR")]
    public async Task Line_ends_tabs_and_a_byte_order_mark_do_not_matter(string lineEnd, string prefix)
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", prefix + WorkFolder.Job.Replace("\n", lineEnd));
        (await CliRun.Of("check", job)).Expect(ExitCode.Done);
        CliRun bad = (await CliRun.Of("check", folder.Write("bad.job", prefix + UnknownChannel.Replace("\n", lineEnd)))).Expect(ExitCode.FileErrors);
        Assert.Contains("bad.job:4:", bad.Out);
    }

    [TestMethod]
    public async Task A_folder_and_a_package_are_named_as_what_they_are()
    {
        using var folder = new WorkFolder();
        Assert.Contains(": error this is a folder", (await CliRun.Of("check", folder.Path)).Expect(ExitCode.FileErrors).Error);
        string job = folder.Write("bed.job", WorkFolder.Job);
        (await CliRun.Of("compile", job)).Expect(ExitCode.Done);
        Assert.Contains(": error this is a compiled package", (await CliRun.Of("check", folder["bed.nbj"])).Expect(ExitCode.FileErrors).Error);
    }

    [TestMethod]
    [DataRow("", "empty", DisplayName = "empty")]
    [DataRow("[board]\nid = \"Field 7\"\n", ":2:", DisplayName = "bad id")]
    [DataRow("[board\n", ":1:", DisplayName = "no TOML")]
    public async Task A_bad_profile_is_an_error_of_that_file(string text, string words)
    {
        using var folder = new WorkFolder();
        string profile = folder.Write("bad.toml", text);
        CliRun run = (await CliRun.Of("check", folder.Write("bed.job", WorkFolder.Job), "--board", profile)).Expect(ExitCode.FileErrors);
        Assert.StartsWith(profile, run.Error);
        Assert.Contains("error", run.Error);
        Assert.Contains(words, run.Error);
    }
}
