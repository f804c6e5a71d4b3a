using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NanoBatch.Cli.Boards;
using NanoBatch.Cli.Collecting;
using NanoBatch.Cli.Jobs;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Demonstration;

/// <summary>The folder that a demonstration leaves behind: everything that one needs to try on.</summary>
internal sealed class DemoFolder
{
    private const long ReadingsStepMs = 600_000;

    private readonly string _path;

    private DemoFolder(string path)
    {
        _path = path;
    }

    public string Path => _path;

    public string JobPath => this["irrigation.job"];

    public string ProfilePath => this["irrigation.board.toml"];

    public string PackagePath => this["irrigation.nbj"];

    public string ReadingsPath => this["readings.csv"];

    public string StorePath => this["results.db"];

    /// <summary>What was written, in order.</summary>
    public List<string> Files { get; } = [];

    private string this[string name] => System.IO.Path.Combine(_path, name);

    /// <summary>Makes the folder with job and profile in it.</summary>
    /// <param name="path">Where, or null for a new one in the temp folder.</param>
    /// <exception cref="CliFailure">Exit code 1: there can be no such folder.</exception>
    public static DemoFolder Create(string? path)
    {
        try
        {
            string full = path is null ? Directory.CreateTempSubdirectory("nanobatch-demo-").FullName : Directory.CreateDirectory(path).FullName;
            var folder = new DemoFolder(full);
            folder.Write(folder.JobPath, Encoding.UTF8.GetBytes(SampleBoard.JobText));
            folder.Write(folder.ProfilePath, Encoding.UTF8.GetBytes(SampleBoard.ProfileText));
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliFailure.OfFile(path ?? System.IO.Path.GetTempPath(), $"the folder cannot be made: {e.Message.TrimEnd('.')}", "name another one with --out");
        }
    }

    /// <summary>Writes the compiled job.</summary>
    public void WritePackage(byte[] package) => Write(PackagePath, package);

    /// <summary>Writes the season as replay data.</summary>
    public void WriteReadings(BoardProfile profile, ISignal signal, long firstMs, long lastMs)
    {
        using var text = new StringWriter();
        ReplayWriter.Write(text, profile, signal, firstMs, lastMs, ReadingsStepMs);
        Write(ReadingsPath, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Writes the results as JSON Lines, CSV and a picture.</summary>
    public void WriteResults(IReadOnlyCollection<Result> results)
    {
        using (var text = new StringWriter())
        using (var json = new JsonLinesWriter(text))
        {
            results.ToList().ForEach(json.Write);
            Write(this["results.jsonl"], Encoding.UTF8.GetBytes(text.ToString()));
        }

        using (var text = new StringWriter())
        {
            using (var csv = new CsvSectionWriter(text))
            {
                results.ToList().ForEach(csv.Write);
            }

            Write(this["results.csv"], Encoding.UTF8.GetBytes(text.ToString()));
        }

        string picture = this["results.png"];
        if (ResultPicture.Save(picture, results))
        {
            Files.Add(picture);
        }
    }

    private void Write(string path, byte[] bytes)
    {
        OutputFile.Write(path, bytes);
        Files.Add(path);
    }
}
