using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.Checking;

/// <summary>Every limit of JOB-LANGUAGE.md section 9 and of its grammar: at the limit silent, one past it its own code.</summary>
[TestClass]
public sealed class LimitTests
{
    private const string Head = "job x\nsample a every 10s\n";
    private const string Tail = "\nevery 1h report mean(a)";

    [TestMethod]
    [DataRow("", "job x\nsample a every 100ms keep 5m" + Tail, DisplayName = "period 100 ms")]
    [DataRow("JOB164", "job x\nsample a every [99ms]" + Tail, DisplayName = "period 99 ms")]
    [DataRow("JOB164", "job x\nsample a every [0s]" + Tail, DisplayName = "period 0")]
    [DataRow("JOB165", "job x\nsample a every [150ms]" + Tail, DisplayName = "period 150 ms")]
    [DataRow("JOB165", "job x\nsample a every [101ms]" + Tail, DisplayName = "period 101 ms")]
    [DataRow("", "job x\nsample a every 1d\nevery 1d report mean(a)", DisplayName = "period 1 d")]
    [DataRow("JOB164", "job x\nsample a every [1d100ms]" + Tail, DisplayName = "period 1 d and 100 ms")]
    [DataRow("", "job x\nsample a every 10s burst 1 mean" + Tail, DisplayName = "burst 1")]
    [DataRow("", "job x\nsample a every 10s burst 64 median" + Tail, DisplayName = "burst 64")]
    [DataRow("JOB166", "job x\nsample a every 10s burst [0] mean" + Tail, DisplayName = "burst 0")]
    [DataRow("JOB166", "job x\nsample a every 10s burst [65] median" + Tail, DisplayName = "burst 65")]
    [DataRow("", "job x\nsample a every 10s keep 65535 samples" + Tail, DisplayName = "keep 65535")]
    [DataRow("JOB167", "job x\nsample a every 10s keep [65536] samples" + Tail, DisplayName = "keep 65536")]
    [DataRow("", "job x\nsample a every 1s keep 65535s\nevery 1m report mean(a)", DisplayName = "keep 65535 s")]
    [DataRow("JOB167", "job x\nsample a every 1s keep [65535s1ms]\nevery 1m report mean(a)", DisplayName = "keep rounds up to 65536")]
    [DataRow("JOB187", "job x\nsample a every 1s keep [0s]\nevery 1m report mean(a)", DisplayName = "keep nothing")]
    [DataRow("", "job x\nsample a every 1s\nevery 1m over 65535s report mean(a)", DisplayName = "window of 65535")]
    [DataRow("JOB167", "job x\nsample a every 1s\nevery 1m over [65536s] report mean(a)", DisplayName = "window of 65536")]
    [DataRow("", "job x\nsample a every 1s\nevery 1m over 65535 samples report mean(a)", DisplayName = "window of 65535 samples")]
    [DataRow("JOB167", "job x\nsample a every 1s\nevery 1m over [65536] samples report mean(a)", DisplayName = "window of 65536 samples")]
    [DataRow("JOB167", "job x\nsample a every 1s\n[daily at 06:00] report mean(a)", DisplayName = "the default window counts too")]
    [DataRow("", "job x version 65535\nsample a every 10s" + Tail, DisplayName = "version 65535")]
    [DataRow("JOB168", "job x version [65536]\nsample a every 10s" + Tail, DisplayName = "version 65536")]
    [DataRow("JOB168", "job x version [0]\nsample a every 10s" + Tail, DisplayName = "version 0")]
    [DataRow("", "job x\nzone +14:00\nsample a every 10s" + Tail, DisplayName = "zone +14")]
    [DataRow("JOB175", "job x\nzone [-14:01]\nsample a every 10s" + Tail, DisplayName = "zone -14:01")]
    [DataRow("", Head + "every 366d over 1h report mean(a)", DisplayName = "366 days")]
    [DataRow("JOB109", Head + "every [366d1ms] over 1h report mean(a)", DisplayName = "366 days and 1 ms")]
    [DataRow("", Head + "every 1m needs 0 % report mean(a)", DisplayName = "needs 0")]
    [DataRow("", Head + "every 1m needs 100% report mean(a)", DisplayName = "needs 100")]
    [DataRow("JOB174", Head + "every 1m needs [100.1] % report mean(a)", DisplayName = "needs 100.1")]
    [DataRow("", Head + "every 1m spread 59s report mean(a)", DisplayName = "spread below the period")]
    [DataRow("JOB177", Head + "every 1m spread [60s] report mean(a)", DisplayName = "spread of a period")]
    [DataRow("", Head + "every 1m alert l when mean(a) < 5 for 65535 runs", DisplayName = "65535 runs")]
    [DataRow("JOB179", Head + "every 1m alert l when mean(a) < 5 for [65536] runs", DisplayName = "65536 runs")]
    [DataRow("JOB179", Head + "every 1m alert l when mean(a) < 5 for [0] runs", DisplayName = "0 runs")]
    [DataRow("", Head + "after 65535 samples report mean(a)", DisplayName = "cycle of 65535")]
    [DataRow("JOB180", Head + "after [65536] samples report mean(a)", DisplayName = "cycle of 65536")]
    [DataRow("JOB180", Head + "after [0] samples report mean(a)", DisplayName = "cycle of 0")]
    [DataRow("", Head + "every 1m report p1(a), p99(a)", DisplayName = "p1 and p99")]
    [DataRow("JOB149 JOB149", Head + "every 1m report [p0](a), [p100](a)", DisplayName = "p0 and p100")]
    [DataRow("", Head + "every 1m report x = quantile(a, 0), y = quantile(a, 1)", DisplayName = "quantiles 0 and 1")]
    [DataRow("JOB146 JOB146", Head + "every 1m report quantile(a, [-0.001]), y = quantile(a, [1.001])", DisplayName = "quantiles beyond")]
    [DataRow("", Head + "every 1m report x = ewma(a, 1), y = ewma(a, 0.001)", DisplayName = "weights")]
    [DataRow("JOB147 JOB147", Head + "every 1m report x = ewma(a, [0]), y = ewma(a, [1.001])", DisplayName = "weights beyond")]
    [DataRow("", Head + "every 1m report x = hist(a, 0, 60, 1), y = hist(a, 0, 60, 32)", DisplayName = "1 and 32 bins")]
    [DataRow("JOB148 JOB148 JOB148", Head + "every 1m report x = hist(a, 0, 60, [0]), y = hist(a, 0, 60, [33]), z = hist(a, 0, 60, [1.5])", DisplayName = "bins beyond")]
    [DataRow("", Head + "every 1m alert l when mean(a) > 999999999 or mean(a) > 123456789e3 or mean(a) > 1.10000000000", DisplayName = "nine digits, zeros do not count")]
    [DataRow("JOB106", Head + "every 1m alert l when mean(a) > [1000000001]", DisplayName = "ten digits")]
    [DataRow("", Head + "every 1m alert l when mean(a) > 1e38 or mean(a) > 1e-38 or mean(a) > 0e99", DisplayName = "magnitudes")]
    [DataRow("JOB107 JOB107 JOB107", Head + "every 1m alert l when mean(a) > [1.1e38] or mean(a) > [9e-39] or mean(a) > [1e99999999999]", DisplayName = "magnitudes beyond")]
    [DataRow("", "job abcdefghijklmnopqrstuvwxyz-12345\nsample a every 10s" + Tail, DisplayName = "name of 32 characters")]
    [DataRow("JOB118", "job [abcdefghijklmnopqrstuvwxyz-123456]\nsample a every 10s" + Tail, DisplayName = "name of 33 characters")]
    [DataRow("", Head + "every 1m alert l when mean(a) > 5 abcdefghijklmno", DisplayName = "unit of 15 characters")]
    [DataRow("JOB193", Head + "every 1m alert l when mean(a) > 5 [abcdefghijklmnop]", DisplayName = "unit of 16 characters")]
    public void A_limit_holds_to_the_last_unit(string codes, string marked) => Marked.Check(codes, marked);

    [TestMethod]
    [DataRow(16, "")]
    [DataRow(17, "JOB161")]
    public void Sixteen_channels(int channels, string codes)
        => Marked.Check(codes, $"job x\nsample [a1..a{channels}] every 10s\nevery 1m report " + string.Join(", ", Enumerable.Range(1, channels).Select(i => $"mean(a{i})")));

    [TestMethod]
    [DataRow(16, "")]
    [DataRow(17, "JOB162")]
    public void Sixteen_tasks(int tasks, string codes)
        => Marked.Check(codes, Head + string.Concat(Enumerable.Repeat("every 1m report mean(a)\n", tasks - 1)) + "[every 1m] report mean(a)");

    [TestMethod]
    [DataRow(32, "")]
    [DataRow(33, "JOB163")]
    public void Thirty_two_fields(int fields, string codes)
        => Marked.Check(codes, Head + "every 1m report " + string.Concat(Enumerable.Range(1, fields - 1).Select(i => $"p{i}(a), ")) + "[mean(a)]");

    [TestMethod]
    [DataRow(16, "")]
    [DataRow(17, "JOB188")]
    public void Sixteen_alerts(int alerts, string codes)
        => Marked.Check(codes, Head + "every 1m " + string.Concat(Enumerable.Range(1, alerts - 1).Select(i => $"alert b{i} when mean(a) > {i} "))
            + "alert [last_one] when mean(a) > 0");

    [TestMethod]
    [DataRow(64, "")]
    [DataRow(65, "JOB111")]
    public void Sixty_four_levels(int levels, string codes)
        => Marked.Check(codes, Head + "every 1m report y = " + new string('(', levels - 1) + "[(]1" + new string(')', levels) + ", mean(a)");

    [TestMethod]
    [DataRow(16, "")]
    [DataRow(17, "JOB189")]
    public void Thirty_two_elements_of_a_series(int channels, string codes)
        => Marked.Check(codes, Head + $"every 1m report y = mean([{string.Join(" - ", Enumerable.Repeat("a", channels))}])");

    [TestMethod]
    [DataRow(32, "")]
    [DataRow(33, "JOB159")]
    public void Thirty_two_operands_at_once(int operands, string codes)
    {
        string nested = string.Concat(Enumerable.Repeat("1 - (", operands - 1)) + "mean(a)" + new string(')', operands - 1);
        Marked.Check(codes, Head + $"every 1m report y = [{nested}]");
    }

    [TestMethod]
    public void Lets_of_lets_cannot_double_without_end()
    {
        string lets = "let l0 = mean(a)\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"let l{i} = l{i - 1} + l{i - 1}\n"));
        string marked = lets.Replace("let l8 = l7 + l7", "let l8 = [l7 + l7]", System.StringComparison.Ordinal);
        Marked.Check("JOB159", Head + marked + "every 1m report y = l40");
    }
}
