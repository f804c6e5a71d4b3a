using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class CompileTests
{
    [TestMethod]
    public async Task The_package_lies_next_to_the_job()
    {
        using var folder = new WorkFolder();
        CliRun run = (await CliRun.Of("compile", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        Assert.AreEqual("bed.job bed.nbj", folder.List());
        Assert.StartsWith(folder["bed.nbj"], run.Out);
        Assert.AreEqual(string.Empty, run.Error);
    }

    [TestMethod]
    public async Task Json_has_the_contract_s_shape_and_fits_the_file()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job);
        JsonElement compiled = (await CliRun.Of("compile", job, "--json", "-o", folder["out.bin"])).Expect(ExitCode.Done).Json();
        Assert.AreEqual("bed.job out.bin", folder.List());
        Assert.AreEqual("bed", compiled.GetProperty("job").GetString());
        Assert.AreEqual(1, compiled.GetProperty("version").GetInt32());
        Assert.AreEqual(new FileInfo(folder["out.bin"]).Length, compiled.GetProperty("bytes").GetInt64());
        Assert.IsGreaterThan(0, compiled.GetProperty("programBytes").GetInt32());
        Assert.IsGreaterThan(0, compiled.GetProperty("ramBytes").GetInt32());
        byte[] digest = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder["out.bin"]));
        Assert.AreEqual(Convert.ToHexStringLower(digest), compiled.GetProperty("sha256").GetString());
        JsonElement channel = compiled.GetProperty("channels")[0];
        Assert.AreEqual(("soil1", "%", 6), (channel.GetProperty("name").GetString(), channel.GetProperty("unit").GetString(), channel.GetProperty("samples").GetInt32()));
        JsonElement task = compiled.GetProperty("tasks")[0];
        Assert.AreEqual(1, task.GetProperty("task").GetInt32());
        Assert.AreEqual("every 6h", task.GetProperty("schedule").GetString());
        Assert.AreEqual(21600, task.GetProperty("windowSeconds").GetInt32());
        Assert.AreEqual("mean_soil1", task.GetProperty("fields")[0].GetString());
        Assert.AreEqual("n", task.GetProperty("fields")[1].GetString());
        Assert.IsGreaterThan(0, task.GetProperty("worstCaseSteps").GetInt32());
        Assert.IsGreaterThan(0, task.GetProperty("reportBytes").GetInt32());
        Assert.AreEqual(4, task.GetProperty("reportsPerDay").GetInt32());

        // From source and from package, the certificate is the same.
        string explained = (await CliRun.Of("explain", folder.Write("copy.nbj", File.ReadAllBytes(folder["out.bin"])), "--json")).Expect(ExitCode.Done).Out;
        Assert.AreEqual(explained, (await CliRun.Of("explain", job, "--json")).Expect(ExitCode.Done).Out);
    }

    [TestMethod]
    public async Task Strip_leaves_names_out()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job);
        int whole = (await CliRun.Of("compile", job, "--json")).Json().GetProperty("bytes").GetInt32();
        JsonElement stripped = (await CliRun.Of("compile", job, "--json", "--strip")).Json();
        Assert.IsLessThan(whole, stripped.GetProperty("bytes").GetInt32());
        Assert.AreEqual("mean_soil1", stripped.GetProperty("tasks")[0].GetProperty("fields")[0].GetString());
    }

    [TestMethod]
    public async Task A_job_with_errors_writes_nothing_and_leaves_the_old_package()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job.Replace("mean(soil1),", "mean(soil9),"));
        string old = folder.Write("bed.nbj", "old");
        CliRun run = (await CliRun.Of("compile", job, "--json")).Expect(ExitCode.FileErrors);
        Assert.AreEqual(string.Empty, run.Out);
        Assert.Contains("JOB102", run.Error);
        Assert.AreEqual("old", File.ReadAllText(old));
        Assert.AreEqual("bed.job bed.nbj", folder.List());
    }

    [TestMethod]
    public async Task A_package_that_cannot_be_written_is_an_error_of_that_file()
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bed.job", WorkFolder.Job);
        string nowhere = Path.Combine(folder.Path, "no", "such", "folder.nbj");
        Assert.StartsWith(nowhere + ": error", (await CliRun.Of("compile", job, "-o", nowhere)).Expect(ExitCode.FileErrors).Error);
        Assert.StartsWith(folder.Path + ": error this is a folder", (await CliRun.Of("compile", job, "-o", folder.Path)).Expect(ExitCode.FileErrors).Error);
        (await CliRun.Of("compile", job, "-o", job)).Expect(ExitCode.Usage);
        Assert.AreEqual(WorkFolder.Job, File.ReadAllText(job));
        Assert.AreEqual("bed.job", folder.List());
    }

    [TestMethod]
    public async Task A_damaged_package_is_refused_by_name_whatever_is_wrong()
    {
        using var folder = new WorkFolder();
        (await CliRun.Of("compile", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        byte[] package = File.ReadAllBytes(folder["bed.nbj"]);
        for (int length = 0; length < package.Length; length++)
        {
            await ExpectRefused(folder.Write("cut.nbj", package[..length]));
        }

        for (int bit = 0; bit < package.Length * 8; bit += 5)
        {
            byte[] flipped = [.. package];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await ExpectRefused(folder.Write("flip.nbj", flipped));
        }

        await ExpectRefused(folder.Write("nonsense.nbj", "job bed\n"));
        await ExpectRefused(folder.Write("long.nbj", new byte[2000]));

        static async Task ExpectRefused(string path)
        {
            CliRun run = (await CliRun.Of("explain", path)).Expect(ExitCode.FileErrors);
            Assert.StartsWith(path + ": error this package is refused (", run.Error);
            Assert.AreEqual(string.Empty, run.Out);
        }
    }

    [TestMethod]
    public async Task Explain_shows_certificate_and_disassembly()
    {
        using var folder = new WorkFolder();
        string text = (await CliRun.Of("explain", folder.Write("bed.job", WorkFolder.Job), "--board", folder.Write("b.toml", WorkFolder.Profile))).Expect(ExitCode.Done).Out;
        Assert.Contains("sha256", text);
        Assert.Contains("every 6h over 6h", text);
        Assert.Contains("scan soil1: ", text);
    }

    [TestMethod]
    public async Task A_package_for_another_board_says_what_is_missing()
    {
        using var folder = new WorkFolder();
        (await CliRun.Of("compile", folder.Write("bed.job", WorkFolder.Job))).Expect(ExitCode.Done);
        string other = folder.Write("other.toml", WorkFolder.Profile.Replace("soil1", "soil2"));
        Assert.Contains("no channel 'soil1'", (await CliRun.Of("explain", folder["bed.nbj"], "--board", other)).Expect(ExitCode.FileErrors).Error);
        string kpa = folder.Write("kpa.toml", WorkFolder.Profile.Replace("\"%\"", "\"kPa\""));
        Assert.Contains("'kPa'", (await CliRun.Of("explain", folder["bed.nbj"], "--board", kpa)).Expect(ExitCode.FileErrors).Error);
    }
}
