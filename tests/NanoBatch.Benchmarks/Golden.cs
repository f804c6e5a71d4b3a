using System;
using System.IO;

namespace NanoBatch.Tests;

/// <summary>The repository's root for the sources that this program shares with tests; the tests' own class of this name needs their framework.</summary>
internal static class Golden
{
    public static string Root { get; } = FindRoot();

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
