using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NanoBatch.Tests;

/// <summary>A folder with a program named nanoff that plays recorded output, to put on a search path.</summary>
internal sealed class FakeTool : IDisposable
{
    public FakeTool()
    {
        Folder = Directory.CreateTempSubdirectory("nanobatch-nanoff-").FullName;
        foreach (string file in (string[])["nanoff.dll", "nanoff.runtimeconfig.json", "nanoff.exe"])
        {
            string from = Path.Combine(AppContext.BaseDirectory, file);
            if (File.Exists(from))
            {
                File.Copy(from, Path.Combine(Folder, file));
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            // The launcher that .NET makes looks for the runtime in places where a test machine need not have it.
            string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
            WriteProgram($"#!/bin/sh\nexec '{host}' '{Folder}/nanoff.dll' \"$@\"\n");
        }
    }

    /// <summary>Where the program is.</summary>
    public string Folder { get; }

    /// <summary>The program.</summary>
    public string ProgramPath => Path.Combine(Folder, OperatingSystem.IsWindows() ? "nanoff.exe" : "nanoff");

    /// <summary>The arguments of each run so far.</summary>
    public string[][] Calls => File.Exists(Path.Combine(Folder, "calls.txt"))
        ? [.. File.ReadAllLines(Path.Combine(Folder, "calls.txt")).Select(line => JsonSerializer.Deserialize<string[]>(line)!)]
        : [];

    /// <summary>What the runs of a kind play, one after the other; the last one goes on.</summary>
    /// <param name="kind">update, deploy or details.</param>
    /// <param name="plays">Exit code or <c>hang</c> in the first line, output behind it.</param>
    public FakeTool Plays(string kind, params IReadOnlyList<string> plays)
    {
        for (int i = 0; i < plays.Count; i++)
        {
            File.WriteAllText(Path.Combine(Folder, $"{kind}.{i + 1}.txt"), plays[i]);
        }

        return this;
    }

    /// <summary>Puts a script in the program's place, on systems that have a shell.</summary>
    public void WriteProgram(string text)
    {
        File.WriteAllText(ProgramPath, text);
        File.SetUnixFileMode(ProgramPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
