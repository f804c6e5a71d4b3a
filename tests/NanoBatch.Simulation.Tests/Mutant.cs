using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Simulation.Tests;

/// <summary>Protocol, runtime, receiver and harnesses as one assembly in memory, with planted bugs; unloaded when disposed.</summary>
internal sealed class Mutant : IDisposable
{
    private const string Simulation = "tests/NanoBatch.Simulation";

    private static readonly string[] s_folders = ["shared-protocol", "firmware/Runtime", "host-tool/NanoBatch.Results/Receiving", Simulation];
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Latest, DocumentationMode.None);
    private static readonly Lazy<Dictionary<string, SyntaxTree>> s_trees = new(() => Sources().ToDictionary(f => f, f => Parse(f, File.ReadAllText(FullPath(f)))));
    private static readonly Lazy<MetadataReference[]> s_framework = new(Framework);

    private readonly AssemblyLoadContext _context = new("mutant", isCollectible: true);
    private readonly Assembly _assembly;

    private Mutant(byte[] image) => _assembly = _context.LoadFromStream(new MemoryStream(image));

    /// <summary>Compiles the sources as they are but for the planted bugs.</summary>
    public static Mutant With(params Planted[] bugs)
    {
        var trees = new Dictionary<string, SyntaxTree>(s_trees.Value);
        foreach (IGrouping<string, Planted> file in bugs.GroupBy(b => b.File))
        {
            trees[file.Key] = Parse(file.Key, file.Aggregate(File.ReadAllText(FullPath(file.Key)), Replace));
        }

        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        CSharpCompilation compilation = CSharpCompilation.Create("Mutant", trees.Values, s_framework.Value, options);
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        string[] errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        Assert.IsEmpty(errors, string.Join('\n', errors));
        return new Mutant(image.ToArray());
    }

    /// <summary>Calls a method of <see cref="Harnesses"/>.</summary>
    public string Run(string harness, params object[] arguments)
    {
        MethodInfo method = _assembly.GetType(typeof(Harnesses).FullName!)!.GetMethod(harness)!;
        return (string)method.Invoke(null, arguments)!;
    }

    public void Dispose() => _context.Unload();

    private static string Replace(string source, Planted bug)
    {
        int count = source.Split(bug.Text).Length - 1;
        Assert.AreEqual(1, count, $"{bug.File} must hold this text once, or the bug cannot be planted:\n{bug.Text}");
        return source.Replace(bug.Text, bug.Bug, StringComparison.Ordinal);
    }

    /// <summary>All sources but the command line's.</summary>
    private static IEnumerable<string> Sources() => s_folders
        .SelectMany(folder => Directory.EnumerateFiles(FullPath(folder), "*.cs", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Golden.Root, path).Replace('\\', '/'))
        .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
        .Where(path => path != Simulation + "/Program.cs" && !path.EndsWith("Command.cs", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, s_parsing, path);

    private static string FullPath(string path) => Path.Combine(Golden.Root, path);

    private static MetadataReference[] Framework()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        bool isNeeded(string path) => Path.GetDirectoryName(path) == folder || Path.GetFileName(path) == "System.IO.Hashing.dll";
        return [.. trusted.Where(isNeeded).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
