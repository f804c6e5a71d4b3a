using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NanoBatch.Tests;

namespace NanoBatch.Tidy.Tests;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the repository's root, with '/'.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] s_generatedFolders = [".git", ".vs", ".vscode", ".idea", "artifacts", "bin", "obj", "packages", "TestResults", "BenchmarkDotNet.Artifacts"];
    private static readonly string[] s_textExtensions =
        [".cs", ".csproj", ".props", ".targets", ".projitems", ".nfproj", ".config", ".json", ".md", ".txt", ".yml", ".yaml", ".toml", ".job", ".csv", ".asm", ".py", ".sh",
         ".editorconfig", ".gitignore", ".gitattributes"];

    private static readonly Lazy<SourceFile[]> s_all = new(() => [.. Walk(Golden.Root).OrderBy(f => f.Path, StringComparer.Ordinal)]);

    /// <summary>Every text file that is no build product.</summary>
    public static IReadOnlyList<SourceFile> All => s_all.Value;

    /// <summary>Lines without their ends.</summary>
    public string[] Lines => Text.Split('\n');

    /// <summary>C# files below folders.</summary>
    public static IEnumerable<SourceFile> CSharpBelow(params string[] folders) =>
        All.Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal) && (folders.Length == 0 || folders.Any(folder => f.Path.StartsWith(folder, StringComparison.Ordinal))));

    private static IEnumerable<SourceFile> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            if (s_textExtensions.Contains(System.IO.Path.GetExtension(file), StringComparer.Ordinal))
            {
                yield return new SourceFile(System.IO.Path.GetRelativePath(Golden.Root, file).Replace('\\', '/'), File.ReadAllText(file));
            }
        }

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (!s_generatedFolders.Contains(System.IO.Path.GetFileName(child), StringComparer.Ordinal))
            {
                foreach (SourceFile file in Walk(child))
                {
                    yield return file;
                }
            }
        }
    }
}
