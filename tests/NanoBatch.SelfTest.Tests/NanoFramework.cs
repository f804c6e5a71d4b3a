using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.DeviceCheck;

namespace NanoBatch.SelfTest.Tests;

/// <summary>nanoFramework on this machine, where three environment variables say where it is: class libraries, metadata processor, CLR.</summary>
internal sealed class NanoFramework
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromMinutes(3);

    private readonly string _libraries;
    private readonly string _metadataProcessor;
    private readonly string _clr;

    private NanoFramework(string libraries, string metadataProcessor, string clr)
    {
        _libraries = libraries;
        _metadataProcessor = metadataProcessor;
        _clr = clr;
    }

    /// <summary>Ends the test as inconclusive, with the reason, where nanoFramework is not at hand.</summary>
    public static NanoFramework Require() => new(Variable("NANOFRAMEWORK_REFS"), Variable("NANOFRAMEWORK_MDP"), Variable("NANOCLR"));

    /// <summary>Compiles folders of the repository as the device's assemblies, each knowing those before it, and runs a program that calls one method of theirs.</summary>
    /// <param name="workFolder">Takes the assemblies.</param>
    /// <param name="entry">Static method without parameters, by its full name.</param>
    /// <param name="assemblies">Name and folder.</param>
    /// <returns>What the program wrote, and what the CLR wrote beside it; line ends as LF.</returns>
    public async Task<(string Output, string Errors)> RunAsync(string workFolder, string entry, params (string Name, string Folder)[] assemblies)
    {
        List<MetadataReference> references = [.. Directory.EnumerateFiles(_libraries, "*.dll").Select(f => MetadataReference.CreateFromFile(f))];
        var images = new List<string>();
        string start = $"public static class Start {{ public static void Main() {{ {entry}(); }} }}";
        foreach ((string name, string? folder) in assemblies.Append(("Start", null!)))
        {
            DeviceAssembly assembly = folder is null
                ? DeviceAssembly.FromSources(name, [("Start.cs", start)], OutputKind.ConsoleApplication, [.. references])
                : DeviceAssembly.FromFolder(name, folder, OutputKind.DynamicallyLinkedLibrary, [.. references]);
            Assert.IsEmpty(assembly.Errors, string.Join('\n', assembly.Errors));
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

    private static async Task<(string Output, string Errors)> RunToolAsync(string command, IReadOnlyList<string> arguments)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0], [.. words[1..], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_timeLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{words[0]} took longer than {s_timeLimit}");
        }

        Assert.AreEqual(0, process.ExitCode, $"{words[0]}\n{await errors}\n{await output}");
        return ((await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }

    private static string Variable(string name)
    {
        string? value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value))
        {
            Assert.Inconclusive($"{name} is not set: the real nanoCLR is not at hand (see docs/TESTING.md)");
        }

        return value;
    }
}
