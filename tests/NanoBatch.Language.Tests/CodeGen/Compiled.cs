using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.CodeGen;

/// <summary>One touch point between these tests and the compiler.</summary>
internal static class Compiled
{
    /// <summary>A job that must check.</summary>
    public static AnalysisResult Analyze(string text)
    {
        AnalysisResult result = JobCompiler.Analyze(SourceText.FromString("test.job", text));
        Assert.IsNotNull(result.Model, string.Join("\n", result.Diagnostics.Select(d => $"{d.Code} {d.Message}")) + "\n" + text);
        return result;
    }

    /// <summary>The outcome for a job that must check, whatever the generator says of it.</summary>
    public static CompileOutcome Outcome(string text, bool strip)
        => PackageBuilder.Build(Analyze(text).Model!, SourceText.FromString("test.job", text), strip);

    /// <summary>The package of a job that must compile.</summary>
    public static JobPackage Package(string text, bool strip = true)
    {
        CompileOutcome outcome = Outcome(text, strip);
        Assert.IsNotNull(outcome.Parsed, string.Join("\n", outcome.Diagnostics.Select(d => $"{d.Code} {d.Message}")) + "\n" + text);
        return outcome.Parsed;
    }

    /// <summary>Program of the first task, hexadecimal.</summary>
    public static string Program(JobPackage package, int task = 0)
        => Convert.ToHexString(package.Bytes, package.Tasks[task].CodeOffset, package.Tasks[task].CodeLength);
}
