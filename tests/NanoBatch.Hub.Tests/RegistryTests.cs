using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Hub.Tests;

[TestClass]
public sealed class RegistryTests
{
    [TestMethod]
    [DataRow("*", "barn-1 field-1 field-2", "")]
    [DataRow("field-*", "field-1 field-2", "")]
    [DataRow("field-?,barn-1", "barn-1 field-1 field-2", "")]
    [DataRow("field-2,field-2, field-*", "field-1 field-2", "")]
    [DataRow("unknown", "unknown", "")]
    [DataRow("Field-*", "", "Field-*")]
    [DataRow("x*,field-1", "field-1", "x*")]
    [DataRow("", "", "")]
    [DataRow(",,", "", "")]
    public void Patterns_mean_boards(string patterns, string expected, string barren)
    {
        IReadOnlyList<string> labels = BoardRegistry.Match([patterns], ["field-1", "field-2", "barn-1"], out IReadOnlyList<string> none);
        Assert.AreEqual((expected, barren), (string.Join(' ', labels), string.Join(' ', none)));
    }
}
