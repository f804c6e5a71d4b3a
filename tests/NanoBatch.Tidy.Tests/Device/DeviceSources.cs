using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NanoBatch.Tidy.Tests.Device;

/// <summary>Parses device code as the device's tools do (C# 9, <c>NANOFRAMEWORK_1_0</c>), compiles it against .NET for its types, and walks over it.</summary>
internal static class DeviceSources
{
    /// <summary>Declarations that .NET has as well; those of the other libraries stand in for nanoFramework's where the adapters use them.</summary>
    private static readonly string[] s_sharedSurface = ["mscorlib/", "mscorlib.Application/", "System.Math/", "nanoFramework.System.Text/"];

    /// <summary>A declaration among those that .NET does not have.</summary>
    private const string DeviceOnly = "mscorlib/SpanByte.cs";

    private const string SurfaceFolder = "tests/NanoBatch.DeviceCheck/Surface/";

    public static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.CSharp9, DocumentationMode.Parse, preprocessorSymbols: ["NANOFRAMEWORK_1_0"]);

    private static readonly Lazy<MetadataReference[]> s_platform = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "netstandard.dll" or "mscorlib.dll")
            .Select(p => MetadataReference.CreateFromFile(p))]);

    private static readonly Lazy<SyntaxTree[]> s_surface = new(() =>
        [.. SourceFile.CSharpBelow(SurfaceFolder)
            .Where(f => f.Path == SurfaceFolder + DeviceOnly || !s_sharedSurface.Any(folder => f.Path.StartsWith(SurfaceFolder + folder, StringComparison.Ordinal)))
            .Select(f => CSharpSyntaxTree.ParseText(f.Text, ParseOptions, f.Path))]);

    /// <summary>All findings in some files, which together are one assembly.</summary>
    public static IReadOnlyList<Finding> Check(IEnumerable<SourceFile> files)
    {
        SyntaxTree[] trees = [.. files.Select(f => CSharpSyntaxTree.ParseText(f.Text, ParseOptions, f.Path))];
        CSharpCompilation compilation = Compile(trees);
        var findings = new List<Finding>();
        foreach (SyntaxTree tree in trees)
        {
            new DeviceSyntaxWalker(tree.FilePath, findings).Visit(tree.GetRoot());
            new DeviceApiWalker(tree.FilePath, compilation.GetSemanticModel(tree), findings).Visit(tree.GetRoot());
        }

        return findings;
    }

    /// <summary>Errors of the C# 9 compiler: the walk over types means nothing while there are any.</summary>
    public static IReadOnlyList<Finding> CompileErrors(IEnumerable<SourceFile> files)
    {
        CSharpCompilation compilation = Compile([.. files.Select(f => CSharpSyntaxTree.ParseText(f.Text, ParseOptions, f.Path))]);
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(ToFinding)];
    }

    private static CSharpCompilation Compile(SyntaxTree[] trees) =>
        CSharpCompilation.Create("Device", [.. trees, .. s_surface.Value], s_platform.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static Finding ToFinding(Diagnostic error)
    {
        FileLinePositionSpan place = error.Location.GetLineSpan();
        return new Finding(place.Path, place.StartLinePosition.Line + 1, error.Id, error.GetMessage(CultureInfo.InvariantCulture));
    }
}
