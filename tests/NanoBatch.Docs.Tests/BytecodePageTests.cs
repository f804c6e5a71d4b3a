using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.Docs;

/// <summary>The worked package of <c>docs/BYTECODE.md</c> is what the compiler makes of the job above it, and a board takes it.</summary>
[TestClass]
public sealed class BytecodePageTests
{
    private static readonly DocPage s_page = DocPage.Read("docs/BYTECODE.md");

    private static byte[] Worked => Convert.FromHexString(string.Concat(s_page.Single("package").Text.Where(c => !char.IsWhiteSpace(c))));

    [TestMethod]
    public void The_worked_package_is_the_compiled_job()
    {
        CompileOutcome outcome = JobBuild.Build(SourceText.FromString("hourly.job", s_page.Single("job").Text), strip: true);
        Assert.IsNotNull(outcome.Package);
        Assert.AreEqual(Convert.ToHexString(outcome.Package), Convert.ToHexString(Worked));
    }

    [TestMethod]
    public void The_worked_package_reads_and_verifies()
    {
        byte[] bytes = Worked;
        var package = new JobPackage();
        Assert.AreEqual(PackageStatus.Accepted, new PackageReader().Read(bytes, bytes.Length, package));
        Assert.AreEqual(PackageStatus.Accepted, new PackageVerifier().Check(package, 0));
        Assert.AreEqual("hourly", package.JobName);
        Assert.AreEqual(4096, package.Channels[0].KeepSlots);
        Assert.AreEqual(5, package.Tasks[0].FieldCount);
        Assert.Contains(line => line.Contains($"without names, {bytes.Length} bytes", StringComparison.Ordinal), s_page.Prose);
    }
}
