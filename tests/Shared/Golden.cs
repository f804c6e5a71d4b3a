using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests;

/// <summary>Compares text with an approved file of the repository; <c>UPDATE_GOLDEN=1</c> rewrites it, and <c>git diff</c> is the review.</summary>
internal static class Golden
{
    private static readonly Lazy<string> s_root = new(FindRoot);

    /// <summary>The repository's root folder, found by walking up to <c>global.json</c>: paths in a build may be mapped away.</summary>
    public static string Root => s_root.Value;

    /// <summary>Fails unless the approved file holds exactly this text, line ends apart.</summary>
    /// <param name="relativePath">Path from the repository's root, with '/'.</param>
    /// <param name="actual">The text that the code under test wrote.</param>
    public static void Check(string relativePath, string actual)
    {
        string path = Path.Combine(Root, relativePath);
        string text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        Assert.AreEqual(expected, text, $"{relativePath} differs; UPDATE_GOLDEN=1 rewrites it");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "global.json")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no global.json above {AppContext.BaseDirectory}");
    }
}
