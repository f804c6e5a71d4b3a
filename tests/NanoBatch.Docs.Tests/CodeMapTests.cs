using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests.Docs;

/// <summary>The code map of <c>docs/ARCHITECTURE.md</c> and the list of test projects show the tree as it is.</summary>
[TestClass]
public sealed class CodeMapTests
{
    private static readonly string[] s_roots = ["shared-protocol", "firmware", "host-tool", "tests"];

    private static IEnumerable<string> ProjectFolders => s_roots
        .SelectMany(root => Directory.EnumerateFiles(Path.Combine(Golden.Root, root), "*.*proj", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Golden.Root, Path.GetDirectoryName(path)!).Replace('\\', '/'))
        .Distinct();

    [TestMethod]
    public void Every_folder_of_the_code_map_exists()
    {
        string[] gone = [.. Named("docs/ARCHITECTURE.md").Where(folder => !Directory.Exists(Path.Combine(Golden.Root, folder)))];
        Assert.IsEmpty(gone, string.Join('\n', gone));
    }

    [TestMethod]
    public void Every_project_is_on_the_code_map()
    {
        string[] named = Named("docs/ARCHITECTURE.md");
        string[] missing = [.. ProjectFolders.Where(folder => !named.Any(name => IsWithin(name, folder) || IsWithin(folder, name)))];
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }

    [TestMethod]
    public void Every_test_project_says_what_it_shows()
    {
        string[] named = Named("docs/TESTING.md");
        string[] missing = [.. ProjectFolders.Where(folder => folder.StartsWith("tests/", StringComparison.Ordinal)).Select(Path.GetFileName).Except(named)!];
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }

    private static bool IsWithin(string inner, string outer) => inner == outer || inner.StartsWith(outer + "/", StringComparison.Ordinal);

    /// <summary>What stands in backticks as a table row's first cell.</summary>
    private static string[] Named(string page)
        => [.. DocPage.Read(page).TableRows.Where(row => row[0].StartsWith('`') && row[0].EndsWith('`')).Select(row => row[0].Trim('`'))];
}
