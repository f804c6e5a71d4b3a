using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tidy.Tests;

/// <summary>One breach of a rule, in the form that editors jump to.</summary>
/// <param name="Path">From the repository's root, with '/'.</param>
/// <param name="Line">1-based.</param>
/// <param name="Rule">Short name of the rule.</param>
/// <param name="Text">What is there, and what to write instead.</param>
internal sealed record Finding(string Path, int Line, string Rule, string Text)
{
    public override string ToString() => $"{Path}:{Line}: {Rule}: {Text}";

    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void AssertNone(IEnumerable<Finding> findings)
    {
        string[] lines = [.. findings.OrderBy(f => f.Path, System.StringComparer.Ordinal).ThenBy(f => f.Line).Select(f => f.ToString()).Distinct()];
        Assert.IsEmpty(lines, "\n" + string.Join('\n', lines) + "\n");
    }
}
