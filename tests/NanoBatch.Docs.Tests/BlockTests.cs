using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Tests.Docs;

/// <summary>A reader may copy any job and any profile out of the documentation: all of them are accepted.</summary>
[TestClass]
public sealed class BlockTests
{
    private static IEnumerable<Fence> Fences => DocPage.All.SelectMany(page => page.Fences);

    [TestMethod]
    public void Every_job_compiles_without_a_message()
    {
        Fence[] jobs = [.. Fences.Where(fence => fence.Language == "job")];
        Assert.IsGreaterThan(5, jobs.Length, "the handbook's jobs were not found");
        foreach (Fence job in jobs)
        {
            SourceText source = SourceText.FromString(job.ToString(), job.Text);
            CompileOutcome outcome = JobBuild.Build(source);
            Assert.IsNotNull(outcome.Package, DiagnosticPrinter.Print(source, outcome.Diagnostics));
            Assert.IsEmpty(outcome.Diagnostics, DiagnosticPrinter.Print(source, outcome.Diagnostics));
        }
    }

    [TestMethod]
    public void Every_board_profile_is_read()
    {
        Fence[] profiles = [.. Fences.Where(fence => fence.Language == "toml")];
        Assert.IsNotEmpty(profiles, "the handbook's profile was not found");
        foreach (Fence profile in profiles)
        {
            ProfileReading reading = ProfileReader.Parse(profile.ToString(), profile.Text);
            Assert.IsNotNull(reading.Profile, string.Join('\n', reading.Errors));
        }
    }

    [TestMethod]
    public void Blocks_that_stand_for_a_file_of_the_repository_equal_it()
    {
        Fence[] copies = [.. Fences.Where(fence => fence.FileName.Contains('/', StringComparison.Ordinal))];
        Assert.IsNotEmpty(copies, "the sample job was not found");
        foreach (Fence copy in copies)
        {
            Assert.AreEqual(File.ReadAllText(Path.Combine(Golden.Root, copy.FileName)).ReplaceLineEndings("\n"), copy.Text, copy.ToString());
        }
    }

    [TestMethod]
    public void Every_block_has_its_end()
    {
        foreach (DocPage page in DocPage.All)
        {
            int marks = page.Lines.Count(line => line.StartsWith("```", StringComparison.Ordinal));
            Assert.AreEqual(2 * page.Fences.Count(), marks, $"{page.Path} has a block without its end");
        }
    }
}
