using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Text;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>Packages from text; each call gives bytes of its own, because a board keeps the array.</summary>
internal static class Jobs
{
    public static byte[] Package(string text) => [.. Compile(text).Package!];

    public static CompileOutcome Compile(string text, int bentChannels = 0)
    {
        SourceText source = SourceText.FromString("test.job", text);
        AnalysisResult analysis = JobCompiler.Analyze(source);
        Assert.IsFalse(analysis.HasErrors, string.Join("\n", analysis.Diagnostics.Select(d => d.Code + " " + d.Message)) + "\n" + text);
        CompileOutcome outcome = PackageBuilder.Build(analysis.Model!, source, false, bentChannels);
        Assert.IsNotNull(outcome.Package, string.Join("\n", outcome.Diagnostics.Select(d => d.Code + " " + d.Message)) + "\n" + text);
        return outcome;
    }

    /// <summary>A job of so many tasks that count samples.</summary>
    public static string OfTasks(string name, int tasks)
    {
        IEnumerable<string> lines = Enumerable.Range(1, tasks).Select(_ => "every 1m report count(ch1)");
        return $"job {name}\nsample ch1 every 1s\n" + string.Join("\n", lines);
    }
}
