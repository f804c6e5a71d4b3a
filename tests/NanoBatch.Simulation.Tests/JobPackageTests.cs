using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Text;
using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.World;
using NanoBatch.Tests;

namespace NanoBatch.Simulation.Tests;

/// <summary>The packages that the harnesses carry as bytes are what the compiler makes of the jobs beside them.</summary>
[TestClass]
public sealed class JobPackageTests
{
    [TestMethod]
    public void The_table_is_what_the_compiler_writes()
    {
        for (int package = 1; package < JobPackages.Count; package++)
        {
            Check(JobPackages.FileOf(package), JobPackages.BytesOf(package));
        }
    }

    [TestMethod]
    public void The_worlds_packages_are_what_the_compiler_writes()
    {
        foreach (SimulatedJob job in PackageTable.Jobs)
        {
            for (int v = 0; v < job.Versions.Count; v++)
            {
                Check($"{job.Name}-{v + 1}", job.Versions[v].Bytes);
            }
        }
    }

    private static void Check(string file, byte[] package)
    {
        string path = $"tests/NanoBatch.Simulation/Jobs/{file}.job";
        SourceText source = SourceText.FromString(path, File.ReadAllText(Path.Combine(Golden.Root, path)));
        AnalysisResult analysis = JobCompiler.Analyze(source);
        Assert.IsFalse(analysis.HasErrors, string.Join("\n", analysis.Diagnostics.Select(d => d.Message)));
        CompileOutcome outcome = PackageBuilder.Build(analysis.Model!, source, false, 0);
        CollectionAssert.AreEqual(outcome.Package!.ToArray(), package, path);
    }
}
