using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests.CodeGen;

/// <summary>When block summaries pay (DECISIONS 23).</summary>
[TestClass]
public sealed class SummariesRuleTests
{
    [TestMethod]
    [DataRow("every 1h report mean(a)", true, DisplayName = "each sample is seen once, in a long window")]
    [DataRow("every 1h over 2m report mean(a)", false, DisplayName = "under two blocks")]
    [DataRow("every 1m over 127 samples report mean(a)", false, DisplayName = "one slot under two blocks")]
    [DataRow("every 1m over 128 samples report mean(a)", true, DisplayName = "two blocks, often")]
    [DataRow("every 5m report mean(a)", true, DisplayName = "300 slots, each once")]
    [DataRow("every 2m over 140s report mean(a)", false, DisplayName = "140 slots, each little more than once")]
    [DataRow("every 1h report median(a), p10(a), quantile(a, 0.3)", false, DisplayName = "quantiles")]
    [DataRow("every 1h report ewma(a, 0.1), hist(a, 0, 5, 3), rate(a), integral(a), crossings(a, 5)", false, DisplayName = "each slot is read anyway")]
    [DataRow("every 1h report slope(a)", true, DisplayName = "slope")]
    [DataRow("every 1h report above(a, 5)", true, DisplayName = "above")]
    [DataRow("every 1h report x = median(a * 2)", true, DisplayName = "the report's bare count")]
    [DataRow("every 1h alert x when median(a * 2) > 1", false, DisplayName = "an alert counts nothing")]
    [DataRow("on demand report mean(a)", false, DisplayName = "on demand")]
    [DataRow("weekly on mon at 06:00 over 1h report mean(a)", false, DisplayName = "seldom")]
    [DataRow("weekly on mon at 06:00 over 1h report mean(a)\nevery 15m over 1h report mean(a)", true, DisplayName = "another task pays")]
    public void Summaries_are_kept_where_they_pay(string task, bool pays)
        => Assert.AreEqual(pays, Compiled.Package("job j\nsample a every 1s\n" + task).Channels[0].WantsSummaries);
}
