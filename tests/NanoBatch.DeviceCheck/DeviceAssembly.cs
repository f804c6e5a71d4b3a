using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NanoBatch.Tests;

namespace NanoBatch.DeviceCheck;

/// <summary>One assembly of the device, compiled in memory as the device's tools compile it: C# 9, <c>NANOFRAMEWORK_1_0</c>, no references but those given.</summary>
internal sealed class DeviceAssembly
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp9, DocumentationMode.None, preprocessorSymbols: ["NANOFRAMEWORK_1_0"]);

    private DeviceAssembly(CSharpCompilation compilation, byte[] image, string[] errors)
    {
        Compilation = compilation;
        Image = image;
        Errors = errors;
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The assembly's bytes; empty where there were errors.</summary>
    public byte[] Image { get; }

    /// <summary>As the compiler prints them, with paths from the repository's root.</summary>
    public string[] Errors { get; }

    public MetadataReference Reference => MetadataReference.CreateFromImage(Image);

    /// <summary>Compiles the C# files below a folder of the repository.</summary>
    public static DeviceAssembly FromFolder(string name, string folder, OutputKind kind, params MetadataReference[] references) =>
        FromSources(name, SourcesBelow(folder), kind, references);

    /// <summary>Path and text of the C# files below a folder of the repository that are no build products.</summary>
    public static IEnumerable<(string Path, string Text)> SourcesBelow(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Golden.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path.GetRelativePath(Golden.Root, f).Replace('\\', '/'), File.ReadAllText(f)))
            .Where(f => !f.Item1.Contains("/bin/", StringComparison.Ordinal) && !f.Item1.Contains("/obj/", StringComparison.Ordinal))
            .OrderBy(f => f.Item1, StringComparer.Ordinal);

    /// <summary>Compiles sources given by path and text.</summary>
    public static DeviceAssembly FromSources(string name, IEnumerable<(string Path, string Text)> sources, OutputKind kind, params MetadataReference[] references)
    {
        IEnumerable<SyntaxTree> trees = sources.Select(s => CSharpSyntaxTree.ParseText(s.Text, s_options, s.Path));
        var options = new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release, deterministic: true);
        CSharpCompilation compilation = CSharpCompilation.Create(name, trees, references, options);
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image, options: new EmitOptions(runtimeMetadataVersion: "v4.0.30319"));
        string[] errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        return new DeviceAssembly(compilation, result.Success ? image.ToArray() : [], errors);
    }
}
