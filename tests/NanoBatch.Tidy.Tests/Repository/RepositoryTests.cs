using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Tidy.Tests.Repository;

/// <summary>The rules held against the whole repository.</summary>
[TestClass]
public sealed class RepositoryTests
{
    private const string DeclarationsOnly = "tests/NanoBatch.DeviceCheck/Surface/";

    private static IEnumerable<SourceFile> Tests => SourceFile.CSharpBelow("tests/").Where(f => !f.Path.StartsWith("tests/NanoBatch.Tidy.Tests/", StringComparison.Ordinal));

    [TestMethod]
    public void Layers_know_only_those_below_them() => Finding.AssertNone(LayerRules.Check(SourceFile.All));

    [TestMethod]
    public void Files_and_lines_are_short() => Finding.AssertNone(FileRules.Sizes(SourceFile.CSharpBelow()));

    [TestMethod]
    public void A_file_has_one_public_type_and_its_name() =>
        Finding.AssertNone(FileRules.Types(SourceFile.CSharpBelow().Where(f => !f.Path.StartsWith(DeclarationsOnly, StringComparison.Ordinal))));

    [TestMethod]
    public void No_open_promises_and_no_paths_of_one_machine() =>
        Finding.AssertNone(FileRules.Words(SourceFile.All.Where(f => f.Path != "tests/NanoBatch.Tidy.Tests/Repository/RepositoryRuleTests.cs")));

    [TestMethod]
    public void Text_files_end_their_lines_with_LF() => Finding.AssertNone(FileRules.LineEnds(SourceFile.All));

    [TestMethod]
    public void Every_approved_file_has_its_test() => Finding.AssertNone(FileRules.DeadGoldenFiles(GoldenFiles(), Tests));

    private static IEnumerable<string> GoldenFiles()
    {
        string folder = Path.Combine(Golden.Root, "tests", "Golden");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Golden.Root, f).Replace('\\', '/'))
            : [];
    }
}
