using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using NanoBatch.DeviceCheck;

namespace NanoBatch.SelfTest.Tests;

/// <summary>nanoFramework on this machine, where three environment variables say where it is: class libraries, metadata processor, CLR.</summary>
internal sealed partial class NanoFramework
{
    private readonly string _libraries;
    private readonly string _metadataProcessor;
    private readonly string _clr;

    private NanoFramework(string libraries, string metadataProcessor, string clr)
    {
        _libraries = libraries;
        _metadataProcessor = metadataProcessor;
        _clr = clr;
    }

    /// <summary>How long a tool or a program may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Managed heap of the CLR, bytes, where it can be told (<c>NANOCLR_HEAP_BYTES</c>); 0 leaves it as it is.</summary>
    public int HeapBytes { get; set; }

    /// <summary>Where nanoFramework is, or null and the reason.</summary>
    public static NanoFramework? Find(out string reason)
    {
        string[] names = ["NANOFRAMEWORK_REFS", "NANOFRAMEWORK_MDP", "NANOCLR"];
        string[] values = [.. names.Select(n => Environment.GetEnvironmentVariable(n) ?? string.Empty)];
        int missing = Array.FindIndex(values, string.IsNullOrEmpty);
        reason = missing < 0 ? string.Empty : $"{names[missing]} is not set: the real nanoCLR is not at hand (see docs/TESTING.md)";
        return missing < 0 ? new NanoFramework(values[0], values[1], values[2]) : null;
    }

    /// <summary>Compiles folders of the repository as the device's assemblies, each knowing those before it, and runs a program that calls one method of theirs.</summary>
    /// <param name="workFolder">Takes the assemblies.</param>
    /// <param name="entry">Static method without parameters, by its full name.</param>
    /// <param name="assemblies">Name and folder.</param>
    /// <returns>What the program wrote, and what the CLR wrote beside it; line ends as LF.</returns>
    public Task<(string Output, string Errors)> RunAsync(string workFolder, string entry, params (string Name, string Folder)[] assemblies)
        => RunAsync(workFolder, [("Start.cs", $"public static class Start {{ public static void Main() {{ {entry}(); }} }}")], assemblies);

    /// <summary>As above, with the sources of the program that starts, by path and text: they may hold what only a device compiles.</summary>
    public async Task<(string Output, string Errors)> RunAsync(string workFolder, (string Path, string Text)[] program, params (string Name, string Folder)[] assemblies)
    {
        List<MetadataReference> references = [.. Directory.EnumerateFiles(_libraries, "*.dll").Select(f => MetadataReference.CreateFromFile(f))];
        var images = new List<string>();
        foreach ((string name, string? folder) in assemblies.Append(("Start", null!)))
        {
            DeviceAssembly assembly = folder is null
                ? DeviceAssembly.FromSources(name, program, OutputKind.ConsoleApplication, [.. references])
                : DeviceAssembly.FromFolder(name, folder, OutputKind.DynamicallyLinkedLibrary, [.. references]);
            if (assembly.Errors.Length > 0)
            {
                throw new InvalidOperationException(string.Join('\n', assembly.Errors));
            }

            references.Add(assembly.Reference);

            string library = Path.Combine(workFolder, name + ".dll");
            string image = Path.Combine(workFolder, name + ".pe");
            await File.WriteAllBytesAsync(library, assembly.Image);
            await RunToolAsync(_metadataProcessor, [library, image]);
            images.Add(image);
        }

        // The core library first: nothing links without it.
        IEnumerable<string> libraries = Directory.EnumerateFiles(_libraries, "*.pe").OrderBy(f => Path.GetFileName(f) != "mscorlib.pe").ThenBy(f => f, StringComparer.Ordinal);
        return await RunToolAsync(_clr, [.. libraries, .. images]);
    }

    private async Task<(string Output, string Errors)> RunToolAsync(string command, IReadOnlyList<string> arguments)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0], [.. words[1..], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (HeapBytes > 0)
        {
            start.Environment["NANOCLR_HEAP_BYTES"] = HeapBytes.ToString(CultureInfo.InvariantCulture);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{words[0]} took longer than {TimeLimit}");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}\n{await errors}\n{await output}");
        }

        return ((await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }
}
