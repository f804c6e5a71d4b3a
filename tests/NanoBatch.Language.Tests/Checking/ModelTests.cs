using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Tests.Support;
using WindowKind = NanoBatch.Protocol.WindowKind;

namespace NanoBatch.Tests.Checking;

/// <summary>What a checked job hands to the code generator.</summary>
[TestClass]
public sealed class ModelTests
{
    private const string Rich = """
        job rich-1 version 42
        zone -03:30
        sample t08..t10 every 200ms burst 4 mean keep 1s100ms valid -40..85 °C
        sample level every 1m valid 1..4094 raw
        let hot = max(t08) > 30 °C or t_high
        let t_high = 1 < 2
        """;

    private const string Sound = """
        job rich-1 version 42
        zone -03:30
        sample t08..t10 every 200ms burst 4 mean keep 1s100ms valid -40..85 °C
        sample level every 1m valid 1..4094 raw
        let mid = (min(t08) + max(t08)) / 2
        let hot = mid > 30 °C and not last(t09) in -5..-1 °C

        every 1h spread 20s over 5m needs 99.5 %
            report mean(t08..t10 in 0..50), p05 = quantile(t08, 0.05), mid = mid, h = hist(level, 100 raw, 4000 raw, 4)
                when hot on change by 0.25 °C or every 6h
            alert burning when hot for 3 runs until mid < 25 °C
            alert flood when mean(level) < 350 raw

        weekly on sat,sun at 23:59 over 1h report above(level, 5), y = corr(t08 - t09, t10), z = abs(-slope(level)) * -2
        cron "*/20 0-5,12 1 jan-mar,12 1-5/2,7" report ewma(level, 0.25), rate(level), x = coverage(level) - 1e-3
        after 300 samples report crossings(t10, -1.5)
        on demand over 20 samples report sum(level), mean(level in 5..3000 raw)
        """;

    [TestMethod]
    [DataRow("section-1", GeneratedJob.SectionOne)]
    [DataRow("rich", Sound)]
    public void A_model_holds_all_that_the_job_says(string name, string job)
        => Golden.Check($"tests/Golden/models/{name}.txt", ModelText.Of(Analyze(job)));

    [TestMethod]
    public void A_job_with_an_error_has_no_model()
    {
        AnalysisResult result = JobCompiler.Analyze(SourceText.FromString("x.job", Rich));
        Assert.IsNull(result.Model);
        Assert.AreEqual("JOB127", result.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow("every 15m", WindowKind.Duration, 900_000L, 0)]
    [DataRow("daily at 06:00", WindowKind.Duration, 86_400_000L, 0)]
    [DataRow("weekly on mon at 06:00", WindowKind.Duration, 604_800_000L, 0)]
    [DataRow("after 7 samples", WindowKind.Samples, 0L, 7)]
    [DataRow("cron \"0 6 * * *\"", WindowKind.AllKept, 0L, 0)]
    [DataRow("on demand", WindowKind.AllKept, 0L, 0)]
    [DataRow("on demand over 1h", WindowKind.Duration, 3_600_000L, 0)]
    [DataRow("every 15m over 20 samples", WindowKind.Samples, 0L, 20)]
    public void Each_schedule_has_its_window(string schedule, WindowKind kind, long durationMs, int samples)
    {
        WindowModel window = Analyze($"job x sample a every 30s {schedule} report mean(a)").Tasks[0].Window;
        Assert.AreEqual((kind, durationMs, samples), (window.Kind, window.DurationMs, window.Samples));
        Assert.AreEqual(!schedule.Contains("over", System.StringComparison.Ordinal), window.IsDefault);
    }

    [TestMethod]
    [DataRow("", "on demand report mean(a), mean(b)", 1440, 1440, DisplayName = "neither keep nor a window")]
    [DataRow("keep 10 samples", "on demand report mean(a), mean(b)", 10, 1440, DisplayName = "keep alone")]
    [DataRow("keep 5m1s", "on demand report mean(a), mean(b)", 11, 1440, DisplayName = "keep rounds up to whole slots")]
    [DataRow("keep 10 samples", "every 1h report mean(a), mean(b)", 120, 60, DisplayName = "a window longer than keep")]
    [DataRow("keep 1d", "every 1h report mean(a), mean(b)", 2880, 60, DisplayName = "keep longer than a window")]
    [DataRow("", "every 1h over 9 samples report mean(a) after 20 samples report mean(b)", 9, 20, DisplayName = "windows in samples")]
    [DataRow("", "every 1h over 2h alert l when mean(a) < 1 every 1h report max(a), mean(b)", 240, 60, DisplayName = "an alert reads too")]
    public void A_ring_keeps_the_longest_window_that_reads_it(string keep, string tasks, int ringOfA, int ringOfB)
    {
        JobModel model = Analyze($"job x sample a every 30s {keep} sample b every 1m {tasks}");
        Assert.AreEqual((ringOfA, ringOfB), (model.Channels[0].RingSlots, model.Channels[1].RingSlots));
    }

    [TestMethod]
    [DataRow("mean(a)", "mean_a", true)]
    [DataRow("(mean(a in 0..5))", "mean_a", true)]
    [DataRow("p90(a)", "p90_a", true)]
    [DataRow("quantile(a, 0.9)", "quantile_a", true)]
    [DataRow("hist(a, 0, 60, 12)", "hist_a", true)]
    [DataRow("m", "mean_a", true)]
    [DataRow("mean_a = mean(a)", "mean_a", true)]
    [DataRow("y = mean(a)", "y", false)]
    [DataRow("mean_a = max(a)", "mean_a", false)]
    public void A_single_aggregate_over_one_channel_names_its_field(string field, string name, bool isDefault)
    {
        FieldModel model = Analyze($"job x sample a every 30s let m = mean(a) every 1h report {field} alert l when m > 1").Tasks[0].Report!.Fields[0];
        Assert.AreEqual((name, isDefault), (model.Name, model.IsNameDefault));
    }

    [TestMethod]
    [DataRow("* * * * *", "fffffffffffffff ffffff fffffffe 1ffe 7f False False")]
    [DataRow("0 6 * * 7", "1 40 fffffffe 1ffe 1 False True")]
    [DataRow("0 6 * * 0,6", "1 40 fffffffe 1ffe 41 False True")]
    [DataRow("0 6 1 * 5-7", "1 40 2 1ffe 61 True True")]
    [DataRow("*/15 8-18/5 */10 jan,Jun-aug mon-fri", "200040008001 42100 80200802 1c2 3e False True")]
    [DataRow("59\t23  31 12 sun", "800000000000000 800000 80000000 1000 1 True True")]
    public void Cron_fields_are_masks(string cron, string expected)
    {
        CronModel c = Analyze($"job x sample a every 30s cron \"{cron}\" report mean(a)").Tasks[0].Schedule.Cron!;
        Assert.AreEqual(
            expected,
            System.FormattableString.Invariant($"{c.Minutes:x} {c.Hours:x} {c.DaysOfMonth:x} {c.Months:x} {c.DaysOfWeek:x} {c.IsDayOfMonthRestricted} {c.IsDayOfWeekRestricted}"));
    }

    [TestMethod]
    [DataRow("1200", 12, 2, "1200")]
    [DataRow("0.000", 0, 0, "0")]
    [DataRow("0.50", 5, -1, "0.5")]
    [DataRow("123456789e3", 123456789, 3, "123456789000")]
    [DataRow("1e-38", 1, -38, "1e-38")]
    [DataRow("0.00012e+2", 12, -3, "0.012")]
    [DataRow("000001.10", 11, -1, "1.1")]
    public void Numbers_are_kept_exactly(string text, int mantissa, int exponent, string shown)
    {
        var compare = (CompareCondition)Analyze($"job x sample a every 30s every 1h alert l when mean(a) > {text}").Tasks[0].Alerts[0].When;
        DecimalNumber number = ((NumberExpression)compare.Right).Value;
        Assert.AreEqual((mantissa, exponent, shown), (number.Mantissa, number.Exponent, number.ToString()));
        Assert.AreEqual(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), number.ToDouble());
    }

    [TestMethod]
    public void Spans_lead_back_to_the_source()
    {
        const string job = "job x sample a every 30s let low = mean(a) < 5 % every 1h report y = 1 + max(a) alert l when low";
        TaskModel task = Analyze(job).Tasks[0];
        string At(TextSpan span) => job.Substring(span.Start, span.Length);
        Assert.AreEqual("every 1h", At(task.Span));
        Assert.AreEqual("y = 1 + max(a)", At(task.Report!.Fields[0].Span));
        Assert.AreEqual("max(a)", At(((BinaryExpression)task.Report.Fields[0].Value).Right.Span));
        Assert.AreEqual("mean(a) < 5 %", At(task.Alerts[0].When.Span));
        Assert.AreEqual("alert l when low", At(task.Alerts[0].Span));
    }

    private static JobModel Analyze(string text)
    {
        SourceText source = SourceText.FromString("x.job", text);
        AnalysisResult result = JobCompiler.Analyze(source);
        Assert.IsNotNull(result.Model, DiagnosticPrinter.Print(source, result.Diagnostics));
        return result.Model;
    }
}
