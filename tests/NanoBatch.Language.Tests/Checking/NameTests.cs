using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.Checking;

/// <summary>Names: who may have which, and what they stand for.</summary>
[TestClass]
public sealed class NameTests
{
    private const string Head = "job x\nsample soil1..soil4 every 10s\n";

    [TestMethod]
    [DataRow("JOB102", "every 1m report mean([soill])", DisplayName = "unknown channel")]
    [DataRow("JOB102 JOB102 JOB102", "every 1m report p10([soill]), p90([Soil1]), mean([soill1])", DisplayName = "each typing slip is a mistake of its own")]
    [DataRow("JOB102", "every 1m report mean([rain]), max(rain), min(rain)", DisplayName = "a channel that is missing is one mistake")]
    [DataRow("JOB102", "every 1m report mean([soil1..soil9])", DisplayName = "range beyond the channels")]
    [DataRow("JOB125", "let dry = mean(soil1) < 5\nevery 1m alert l when dry or [drry]", DisplayName = "unknown name")]
    [DataRow("JOB126", "every 1m alert l when [soil1] < 5", DisplayName = "channel without an aggregate")]
    [DataRow("JOB127", "every 1m alert l when [dry]\nlet dry = mean(soil1) < 5", DisplayName = "let used before")]
    [DataRow("JOB127", "let b = [c] + 1\nlet c = mean(soil1)\nevery 1m report y = b + c", DisplayName = "let of a later let")]
    [DataRow("JOB127", "let b = [b] + 1\nevery 1m report y = b, mean(soil1)", DisplayName = "let of itself")]
    [DataRow("JOB128", "let [soil1] = 5\nevery 1m report mean(soil1)", DisplayName = "let named as a channel")]
    [DataRow("JOB128", "let b = 5\nlet [b] = 6\nevery 1m report y = b, mean(soil1)", DisplayName = "two lets of one name")]
    [DataRow("JOB129", "sample [soil4] every 1m\nevery 1m report mean(soil1)", DisplayName = "sampled twice")]
    [DataRow("JOB130", "every 1m report mean(soil1), [mean(soil1 in 0..5)]", DisplayName = "implied names meet")]
    [DataRow("JOB130", "every 1m report mean(soil1..soil2), [mean_soil2] = max(soil1)", DisplayName = "a given name meets an implied one")]
    [DataRow("JOB131", "every 1m alert a when mean(soil1) < 1 alert [a] when mean(soil1) < 2", DisplayName = "two alerts of one name")]
    [DataRow("", "every 1m alert a when mean(soil1) < 1\nevery 2m alert a when mean(soil1) < 2", DisplayName = "alert names are a task's own")]
    [DataRow("JOB117", "let [every] = 5\nevery 1m report mean(soil1)", DisplayName = "keyword as a let")]
    [DataRow("JOB117", "every 1m report [min] = min(soil1)", DisplayName = "aggregate as a field")]
    [DataRow("JOB117", "every 1m alert [mon] when mean(soil1) < 5", DisplayName = "day as an alert")]
    [DataRow("JOB117 JOB117", "sample [p50], [raw] every 10s\nevery 1m report mean(soil1)", DisplayName = "percentile and raw as channels")]
    [DataRow("JOB117", "let [abs] = 5\nevery 1m report mean(soil1)", DisplayName = "abs as a let")]
    [DataRow("JOB190 JOB191", "let p0 = 1 let p100 = p0 let [p05] = p100\nsample [pressure] every 10s\nevery 1m report mean(soil1)", DisplayName = "not percentiles, so names")]
    [DataRow("JOB133", "sample [b4..b1] every 10s\nevery 1m report mean(soil1)", DisplayName = "falling range")]
    [DataRow("JOB133", "sample [b1..c4] every 10s\nevery 1m report mean(soil1)", DisplayName = "two stems")]
    [DataRow("JOB133", "sample [b1..b1] every 10s\nevery 1m report mean(soil1)", DisplayName = "range of one")]
    [DataRow("JOB133", "sample [b..c] every 10s\nevery 1m report mean(soil1)", DisplayName = "range without numbers")]
    [DataRow("JOB133", "every 1m report mean([soil4..soil1])", DisplayName = "falling range in a field")]
    [DataRow("JOB134", "every 1m alert l when mean([soil1..soil4]) < 5", DisplayName = "range in a condition")]
    [DataRow("JOB134", "every 1m report y = mean([soil1..soil4]) + 1", DisplayName = "range in a part of a field")]
    [DataRow("JOB134", "let m = mean([soil1..soil4])\nevery 1m report y = m, mean(soil1)", DisplayName = "range in a let")]
    [DataRow("JOB134", "every 1m report y = mean([soil1..soil4] - 1)", DisplayName = "range in a part of a series")]
    [DataRow("JOB134", "every 1m report y = corr([soil1..soil3], soil4)", DisplayName = "range in a correlation")]
    [DataRow("JOB135", "every 1m report [y] = mean(soil1..soil4)", DisplayName = "one name for four fields")]
    [DataRow("JOB136", "every 1m report [mean(soil1) + 1]", DisplayName = "expression without a name")]
    [DataRow("JOB136", "every 1m report [mean(soil1 - soil2)]", DisplayName = "series of two channels without a name")]
    [DataRow("JOB136", "every 1m report [corr(soil1, soil2)]", DisplayName = "correlation without a name")]
    [DataRow("JOB136", "every 1m report [-mean(soil1)]", DisplayName = "signed aggregate without a name")]
    [DataRow("JOB137", "let half = 0.5\nevery 1m report y = mean(soil1 * [half])", DisplayName = "let in a series")]
    [DataRow("JOB186", "zone utc\n[zone +01:00]\nevery 1m report mean(soil1)", DisplayName = "two zones")]
    [DataRow("JOB190", "let [b] = 5\nevery 1m report mean(soil1)", DisplayName = "unused let")]
    [DataRow("JOB191", "sample [b] every 10s\nevery 1m report mean(soil1)", DisplayName = "unused channel")]
    public void A_name_has_one_meaning(string codes, string body) => Marked.Check(codes, Mark(body));

    [TestMethod]
    [DataRow("irrigation", "")]
    [DataRow("field-7-soil", "")]
    [DataRow("every-day", "")]
    [DataRow("[median]", "JOB117")]
    [DataRow("[7up]", "JOB105")]
    public void A_job_name_may_be_hyphenated(string name, string codes)
        => Marked.Check(codes, $"job {name}\nsample a every 10s\nevery 1m report mean(a)");

    [TestMethod]
    public void A_channel_that_the_board_lacks_is_an_error()
        => Marked.Check("JOB160", "job x\nsample soil1, [soil9] every 10s\nevery 1m report mean(soil1), mean(soil9)", Marked.Board);

    /// <summary>All four probes are used, so that none is reported as idle.</summary>
    private static string Mark(string body) => Head + body + "\nevery 1m report last(soil1..soil4)";
}
