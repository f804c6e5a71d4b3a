using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.DeviceCheck;

/// <summary><c>dotnet build firmware/Esp32</c>: the deployment image where the libraries are at hand, and one sentence where they are not.</summary>
[TestClass]
public sealed class ImageBuildTests
{
    // Header of an assembly: mark 8 bytes, checksums and flags 5 x 4, version 4 x 2, name and string table version 2 x 2, then where each table begins.
    private const int VersionAt = 28;
    private const int TablesAt = 40;
    private const int StringsTable = 11;
    private const int ByteCodeTable = 13;
    private const int EndTable = 15;

    /// <summary>Longest string table and longest code of one assembly: offsets are 16 bits.</summary>
    private const int TableBytesMax = 65535;

    private string _folder = string.Empty;

    private static string? Refs => Environment.GetEnvironmentVariable("NANOFRAMEWORK_REFS");

    private static string? Mdp => Environment.GetEnvironmentVariable("NANOFRAMEWORK_MDP");

    [TestInitialize]
    public void Initialize() => _folder = Directory.CreateTempSubdirectory("nanobatch-image-").FullName;

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task The_image_has_every_assembly_aligned_and_says_which()
    {
        if (string.IsNullOrEmpty(Refs) || string.IsNullOrEmpty(Mdp))
        {
            Assert.Inconclusive("NANOFRAMEWORK_REFS and NANOFRAMEWORK_MDP do not name nanoFramework's libraries and metadata processor");
        }

        if (!File.Exists(Path.Combine(Refs, "System.Device.Wifi.dll")))
        {
            Assert.Inconclusive("NANOFRAMEWORK_REFS has not every library of the image");
        }

        (int exitCode, string output) = await BuildAsync(Refs, Mdp);
        Assert.AreEqual(0, exitCode, output);
        string path = Directory.EnumerateFiles(_folder, "nanobatch-esp32.bin", SearchOption.AllDirectories).Single();
        Assert.Contains(path, output, "its path is printed");
        byte[] image = await File.ReadAllBytesAsync(path);
        using JsonDocument list = JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(path, "json")));

        (string Name, string Version)[] named = [.. list.RootElement.GetProperty("assemblies").EnumerateArray()
            .Select(a => (a.GetProperty("name").GetString()!, a.GetProperty("version").GetString()!))];
        string[] found = [.. Versions(image)];
        CollectionAssert.AreEqual(named.Select(a => a.Version).ToArray(), found, "the versions in the image are those of its list");
        Assert.AreEqual("mscorlib", named[0].Name);
        CollectionAssert.AreEqual(
            (string[])["NanoBatch.Protocol", "NanoBatch.Runtime", "NanoBatch.SelfTest", "NanoBatch.Application", "NanoBatch.Esp32"], named[^5..].Select(a => a.Name).ToArray());
        Assert.HasCount(1, named[^5..].Select(a => a.Version).Distinct().ToArray(), "ours have one version");
        Assert.MatchesRegex("^([0-9a-f]{12}|none)\\+[0-9a-f]{12}$", list.RootElement.GetProperty("build").GetString());
    }

    [TestMethod]
    [DataRow(false, false, "could not be restored", DisplayName = "neither packages nor variables")]
    [DataRow(true, false, "Only one of NANOFRAMEWORK_REFS and NANOFRAMEWORK_MDP is set", DisplayName = "one variable of two")]
    [DataRow(true, true, "NANOFRAMEWORK_REFS lacks mscorlib.dll", DisplayName = "a folder without libraries")]
    public async Task Without_the_libraries_one_sentence_says_what_to_do(bool hasRefs, bool hasMdp, string sentence)
    {
        (int exitCode, string output) = await BuildAsync(hasRefs ? _folder : null, hasMdp ? "true" : null);
        Assert.AreNotEqual(0, exitCode);
        string[] errors = [.. output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Select(l => l.Trim()).Distinct()];
        Assert.HasCount(1, errors, output);
        Assert.Contains(sentence, errors[0]);
    }

    /// <summary>Builds into a folder of the test, from a package source and a package folder that are empty.</summary>
    private async Task<(int ExitCode, string Output)> BuildAsync(string? refs, string? mdp)
    {
        string source = Path.Combine(_folder, "source");
        string config = Path.Combine(_folder, "nuget.config");
        Directory.CreateDirectory(source);
        await File.WriteAllTextAsync(config, $"<configuration><packageSources><clear /><add key=\"empty\" value=\"{source}\" /></packageSources></configuration>");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Golden.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "build", "firmware/Esp32", "-c", "Release", "-nodeReuse:false", "-p:ArtifactsPath=" + Path.Combine(_folder, "artifacts"), "-p:RestoreConfigFile=" + config,
            },
            Environment =
            {
                ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
                ["RestoreConfigFile"] = config,
                ["NANOFRAMEWORK_REFS"] = refs,
                ["NANOFRAMEWORK_MDP"] = mdp,
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Walks over an image as the CLR does, from mark to mark, and checks the limits of each assembly.</summary>
    private static IEnumerable<string> Versions(byte[] image)
    {
        int at = 0;
        while (at < image.Length)
        {
            Assert.AreEqual("NFMRK1", Encoding.ASCII.GetString(image, at, 6), $"an assembly begins at {at}");
            int TableStart(int table) => BitConverter.ToInt32(image, at + TablesAt + (4 * table));
            Assert.IsLessThanOrEqualTo(TableBytesMax, TableStart(StringsTable + 1) - TableStart(StringsTable), $"strings of the assembly at {at}");
            Assert.IsLessThanOrEqualTo(TableBytesMax, TableStart(ByteCodeTable + 1) - TableStart(ByteCodeTable), $"code of the assembly at {at}");
            yield return string.Join('.', Enumerable.Range(0, 4).Select(i => BitConverter.ToUInt16(image, at + VersionAt + (2 * i))));
            at += (TableStart(EndTable) + 3) / 4 * 4;
        }
    }
}
