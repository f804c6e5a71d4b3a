using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.Parsing;

/// <summary>Lexemes and grammar: one mistake one message, at the exact place, and the rest of the file is still read.</summary>
[TestClass]
public sealed class SyntaxTests
{
    private const string Head = "job x\nsample a, b every 10s\n";
    private const string Tail = "\nevery 2m report last(a), last(b)";

    [TestMethod]
    [DataRow("JOB105", "every 1m alert l when mean(a) > [4.5kPa]", DisplayName = "unit without its space")]
    [DataRow("JOB105", "every 1m alert l when mean(a) > [350raw]", DisplayName = "raw without its space")]
    [DataRow("", "every 1m alert l when mean(a) > 22%", DisplayName = "percent may do without")]
    [DataRow("", "every 1m alert l when mean(a) > 15 m", DisplayName = "metres")]
    [DataRow("JOB124", "every 1m alert l when mean(a) > [15m]", DisplayName = "minutes are no number")]
    [DataRow("JOB112", "every [15 m] report mean(a)", DisplayName = "metres are no duration")]
    [DataRow("JOB112", "every [15] report mean(a)", DisplayName = "a number is no duration")]
    [DataRow("JOB112", "every [foo] report mean(a)", DisplayName = "a word is no duration")]
    [DataRow("JOB108", "every [1.5h] report mean(a)", DisplayName = "fraction of an hour")]
    [DataRow("JOB108", "every [30m1h] report mean(a)", DisplayName = "minutes before hours")]
    [DataRow("JOB108", "every [1h1h] report mean(a)", DisplayName = "hours twice")]
    [DataRow("JOB108", "every [10min] report mean(a)", DisplayName = "min is an aggregate")]
    [DataRow("", "every 1d1h1m1s1ms over 1m report mean(a)", DisplayName = "all units of a duration")]
    [DataRow("JOB110", "daily at [6:00] over 1m report mean(a)", DisplayName = "one digit hour")]
    [DataRow("JOB110", "daily at [24:00] over 1m report mean(a)", DisplayName = "hour 24")]
    [DataRow("JOB110", "daily at [06:60] over 1m report mean(a)", DisplayName = "minute 60")]
    [DataRow("JOB110", "daily at [06:00:00] over 1m report mean(a)", DisplayName = "seconds")]
    [DataRow("JOB112", "daily at [6] over 1m report mean(a)", DisplayName = "hour alone")]
    [DataRow("JOB112", "daily [06:00] over 1m report mean(a)", DisplayName = "at is missing")]
    [DataRow("JOB104", "cron [\"0 6 * * *]\n    over 1m report mean(a)", DisplayName = "open string")]
    [DataRow("JOB103", "every 1m report mean(a)[;]", DisplayName = "semicolon")]
    [DataRow("JOB103 JOB103 JOB103", "every 1m alert l when mean(a) > 1 [&&] mean(b) > 1 [||] [!] mean(a) > 2", DisplayName = "signs of other languages")]
    [DataRow("JOB103 JOB103", "every 1m alert l when mean(a) [≥] 1 and mean(b) > [−]5", DisplayName = "signs of a word processor")]
    [DataRow("JOB103", "every 1m report mean(a)[\u00a0], mean(b)", DisplayName = "no-break space")]
    [DataRow("JOB103", "every 1m report mean(a) [🌱]", DisplayName = "outside of the BMP")]
    [DataRow("JOB103", "every 1m alert l when mean(a) > [.]5", DisplayName = "no digit before the point")]
    [DataRow("JOB103", "every 1m alert l when mean(a) [%] 2 == 0", DisplayName = "percent as an operator")]
    [DataRow("JOB119", "let [_b] = 5\nevery 1m report y = _b, mean(a)", DisplayName = "underscore first")]
    [DataRow("JOB112", "every 1m report mean(a[]\n    alert l when mean(a) > 5", DisplayName = "parenthesis left open at the line's end")]
    [DataRow("JOB112", "every 1m report mean(a [b]), max(a)", DisplayName = "two words in parentheses")]
    [DataRow("JOB112 JOB102 JOB143", "every 1m report mean(a [b]), max([aa]), [min()]", DisplayName = "three mistakes in one list")]
    [DataRow("JOB112", "every 1m report y = min(a[,] z = max(a)", DisplayName = "parenthesis left open before a field")]
    [DataRow("JOB112", "every 1m report mean(a) [max](a)", DisplayName = "missing comma")]
    [DataRow("JOB112", "every 1m report mean(a), [,] max(a)", DisplayName = "two commas")]
    [DataRow("JOB112", "every 1m report mean(a),[]\n", DisplayName = "comma at the end")]
    [DataRow("JOB112", "every 1m report mean[,] max(a)", DisplayName = "aggregate alone")]
    [DataRow("JOB112", "every 1m [reprot] mean(a)", DisplayName = "misspelt report")]
    [DataRow("JOB112", "every 1m [ovr] 1h report mean(a)", DisplayName = "misspelt over")]
    [DataRow("JOB112", "every 1m report mean(a) [whne] mean(a) > 5", DisplayName = "misspelt when")]
    [DataRow("JOB112", "[smaple] c every 10s\nevery 1m report mean(c)", DisplayName = "misspelt sample")]
    [DataRow("JOB112", "[Every] 1m report mean(a)", DisplayName = "capital letter")]
    [DataRow("JOB112", "every 1m [mean](a)", DisplayName = "report is missing")]
    [DataRow("JOB112", "[foo] bar baz 17 )\nevery 1m report mean(a)", DisplayName = "nonsense up to the next statement")]
    [DataRow("JOB112", "sample c [burst] 5 mean\nevery 1m report mean(c)", DisplayName = "period is missing")]
    [DataRow("JOB112", "sample c[]\nevery 1m report mean(c)", DisplayName = "nothing but a name is sampled")]
    [DataRow("JOB112", "sample c every 10s burst 5 [men] keep 1h\nevery 1m report mean(c)", DisplayName = "misspelt reducer")]
    [DataRow("JOB112", "sample c every 10s burst [x] mean\nevery 1m report mean(c)", DisplayName = "burst of what")]
    [DataRow("JOB112", "sample c every 10s keep [12] hours\nevery 1m report mean(c)", DisplayName = "spelt out hours")]
    [DataRow("JOB103", "sample c every 10s valid [%]\nevery 1m report mean(c)", DisplayName = "no range")]
    [DataRow("JOB112", "sample c every 10s valid 0 [%]..60 %\nevery 1m report mean(c)", DisplayName = "unit inside a range")]
    [DataRow("JOB122", "sample c every 10s keep 1h [burst] 5 mean\nevery 1m report mean(c)", DisplayName = "keep before burst")]
    [DataRow("JOB123", "sample c every 10s keep 1h [keep] 2h\nevery 1m report mean(c)", DisplayName = "keep twice")]
    [DataRow("JOB122", "every 1m report mean(a) on change by 1 [when] mean(a) > 1", DisplayName = "on change before when")]
    [DataRow("JOB122", "every 1m alert l when mean(a) > 1 until mean(a) < 1 [for] 2 runs", DisplayName = "until before for")]
    [DataRow("JOB112", "every 1m alert l [mean](a) > 1", DisplayName = "when is missing")]
    [DataRow("JOB112", "every 1m alert [when] mean(a) > 1", DisplayName = "alert without a name")]
    [DataRow("JOB112", "every 1m alert l when mean(a) > 1 for 2 [rusn]", DisplayName = "misspelt runs")]
    [DataRow("JOB112", "every 1m alert l when mean(a) > 1 for [1.5] runs", DisplayName = "one run and a half")]
    [DataRow("JOB112", "every 1m report mean(a) on change [1]", DisplayName = "by is missing")]
    [DataRow("JOB112", "every 1m needs 80[]\nreport mean(a)", DisplayName = "percent is missing")]
    [DataRow("JOB112", "every 1m needs 80 [kPa] report mean(a)", DisplayName = "needs in kPa")]
    [DataRow("JOB112", "weekly on [monday] at 06:00 over 1m report mean(a)", DisplayName = "spelt out day")]
    [DataRow("JOB184", "weekly on mon, [mon] at 06:00 over 1m report mean(a)", DisplayName = "day twice")]
    [DataRow("JOB112", "zone [05:30]\nevery 1m report mean(a)", DisplayName = "zone without its sign")]
    [DataRow("JOB112", "zone [UTC]\nevery 1m report mean(a)", DisplayName = "zone in capitals")]
    [DataRow("JOB112", "let b2 [mean](a)\nevery 1m report mean(a)", DisplayName = "let without =")]
    [DataRow("JOB112", "let [=] mean(a)\nevery 1m report mean(a)", DisplayName = "let without a name")]
    [DataRow("JOB112", "let b2 =[]\nevery 1m report mean(a)", DisplayName = "let without a value")]
    [DataRow("JOB112", "every 1m alert l when mean(a) in [(]0..5)", DisplayName = "range in parentheses")]
    [DataRow("JOB112", "every 1m alert l when mean(a) in 0 [to] 5", DisplayName = "range in words")]
    [DataRow("JOB112", "on [demnad] report mean(a)", DisplayName = "misspelt demand")]
    [DataRow("JOB114", "every 1m report mean(a)\n[job] y", DisplayName = "second job")]
    [DataRow("JOB120", "[every 1m]\nevery 2m report mean(a)", DisplayName = "task without an action")]
    [DataRow("JOB121", "every 1m report mean(a) [report] max(a)", DisplayName = "second report")]
    [DataRow("JOB139", "[alert] l when mean(a) > 5", DisplayName = "alert without a task")]
    [DataRow("JOB181", "cron [\"0 6 * *\"] over 1m report mean(a)", DisplayName = "four cron fields")]
    [DataRow("JOB182", "cron \"0 [24] * * *\" over 1m report mean(a)", DisplayName = "cron hour 24")]
    [DataRow("JOB182 JOB182", "cron \"[60] 0 [0] * *\" over 1m report mean(a)", DisplayName = "two cron fields")]
    [DataRow("JOB182", "cron \"[5/2] 0 * * *\" over 1m report mean(a)", DisplayName = "step without a range")]
    [DataRow("JOB182", "cron \"[*/0] 0 * * *\" over 1m report mean(a)", DisplayName = "step of zero")]
    [DataRow("JOB182", "cron \"0 0 * * [5-1]\" over 1m report mean(a)", DisplayName = "falling days")]
    [DataRow("JOB182", "cron \"0 0 * * [8]\" over 1m report mean(a)", DisplayName = "eighth day")]
    [DataRow("JOB182", "cron \"0 0 * [1,,2] *\" over 1m report mean(a)", DisplayName = "empty item")]
    [DataRow("JOB183", "cron [\"0 0 31 2,4,6 *\"] over 1m report mean(a)", DisplayName = "no such day")]
    [DataRow("", "cron \"0 0 31 2 mon\" over 1m report mean(a)", DisplayName = "either of two restricted days")]
    [DataRow("", "cron \"0 0 29 2 *\" over 1m report mean(a)", DisplayName = "leap day")]
    public void One_mistake_gives_one_message(string codes, string body)
    {
        Marked.Check(codes, Head + body + (body.Contains("\n[job]", System.StringComparison.Ordinal) ? "" : Tail));
    }

    [TestMethod]
    [DataRow("JOB113", "[]sample a every 10s\nevery 1m report mean(a)", DisplayName = "no job")]
    [DataRow("JOB113", "[]", DisplayName = "empty file")]
    [DataRow("JOB113", "# a comment\n[]", DisplayName = "comment alone")]
    [DataRow("JOB115", "sample a every 10s\n[job] x\nevery 1m report mean(a)", DisplayName = "job not first")]
    [DataRow("JOB112", "[jbo] x\nsample a every 10s\nevery 1m report mean(a)", DisplayName = "misspelt job")]
    [DataRow("JOB112", "job[]\nsample a every 10s\nevery 1m report mean(a)", DisplayName = "job without a name")]
    [DataRow("JOB112", "job x version [1.5]\nsample a every 10s\nevery 1m report mean(a)", DisplayName = "version and a half")]
    [DataRow("JOB192", "job [x]", DisplayName = "job that does nothing")]
    [DataRow("", "job x version 2 zone +05:30 sample a every 10s every 1m over 10 samples report mean(a)", DisplayName = "all on one line")]
    [DataRow("", "job\nx\nsample\na\nevery\n10s\nevery\n1m\nreport\nmean\n(\na\n)", DisplayName = "a word a line")]
    public void A_file_begins_with_its_job(string codes, string marked) => Marked.Check(codes, marked);

    [TestMethod]
    [DataRow("mean(a) > -5 and mean(a) > - 5", "(And (Greater Mean[a] -5) (Greater Mean[a] -5))")]
    [DataRow("-mean(a) * 2 > 1 - 2 - 3", "(Greater (Multiply (- Mean[a]) 2) (Subtract (Subtract 1 2) 3))")]
    [DataRow("mean(a) + 2 * 3 - 8 / 4 / 2 > 0", "(Greater (Subtract (Add Mean[a] (Multiply 2 3)) (Divide (Divide 8 4) 2)) 0)")]
    [DataRow("not mean(a) < 1 and max(a) > 2 or min(a) == 3", "(Or (And (Not (Less Mean[a] 1)) (Greater Max[a] 2)) (Equal Min[a] 3))")]
    [DataRow("min(a) != 1 or min(a) <= 2 and min(a) >= 3", "(Or (NotEqual Min[a] 1) (And (LessOrEqual Min[a] 2) (GreaterOrEqual Min[a] 3)))")]
    [DataRow("(min(a) < 1 or min(a) < 2) and not (not min(a) < 3)", "(And (Or (Less Min[a] 1) (Less Min[a] 2)) (Not (Not (Less Min[a] 3))))")]
    [DataRow("mean(a) + 1 in -5..5 % and abs(-mean(a)) in -9..-1", "(And (In (Add Mean[a] 1) -5..5 ) (In (abs (- Mean[a])) -9..-1 ))")]
    [DataRow("mean(a in -5..5 %) < 1.50e1 and p05 < 1e-3", "(And (Less Mean[a in -5..5] 15) (Less 7 0.001))")]
    [DataRow("hist_a > 5 m3/m3 / 2", "(Greater 6 (Divide 5 2))")]
    [DataRow("quantile(a - b * 2, 0.5) > 0.000", "(Greater Quantile[(Subtract a (Multiply b 2)) 0.5] 0)")]
    [DataRow("corr(a in 0..5, b) > 0 and crossings(a, -5 raw) > 1", "(And (Greater Corr[a b in 0..5] 0) (Greater Crossings[a -5raw] 1))")]
    public void A_condition_is_one_tree(string condition, string expected)
    {
        SourceText source = SourceText.FromString("x.job", $"{Head}let p05 = 7 let hist_a = 6\nevery 1m report last(a), last(b), y = p05 + hist_a alert l when {condition}");
        AnalysisResult result = JobCompiler.Analyze(source);
        Assert.IsNotNull(result.Model, DiagnosticPrinter.Print(source, result.Diagnostics));
        Assert.AreEqual(expected, ModelText.Of(result.Model.Tasks[0].Alerts.Single().When));
    }
}
