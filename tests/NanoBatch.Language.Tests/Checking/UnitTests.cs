using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.Checking;

/// <summary>Quantities against the board's units, or against each other without a board.</summary>
[TestClass]
public sealed class UnitTests
{
    private const string Head = "job x\nsample soil1, soil2, temp, level every 10s\nevery 1m report last(soil1), last(soil2), last(temp), last(level)\n";

    [TestMethod]
    [DataRow("", "mean(soil1) < 22 %", DisplayName = "the channel's unit")]
    [DataRow("", "mean(soil1) < 350 raw", DisplayName = "raw counts of a calibrated channel")]
    [DataRow("", "mean(level) < 350 raw and range(level) > 5 raw", DisplayName = "raw is an uncalibrated channel's unit")]
    [DataRow("JOB155", "mean(soil1) < 22 [kPa]", DisplayName = "another unit")]
    [DataRow("JOB155", "22 [kPa] > mean(soil1)", DisplayName = "quantity first")]
    [DataRow("JOB155", "mean(level) < 22 [%]", DisplayName = "unit of an uncalibrated channel")]
    [DataRow("JOB155", "mean(soil1) in 0..5 [kPa]", DisplayName = "range")]
    [DataRow("JOB155", "mean(soil1 in 0..5 [kPa]) > 1", DisplayName = "filter")]
    [DataRow("JOB155", "above(soil1, 5 [kPa]) > 1", DisplayName = "level")]
    [DataRow("JOB155", "mean(soil1) - mean(soil2) > 5 [kPa]", DisplayName = "through a difference")]
    [DataRow("JOB155", "2 * abs(-mean(soil1)) / 3 > 5 [kPa]", DisplayName = "through factors and signs")]
    [DataRow("JOB155", "(mean(soil1) - 5 [kPa]) * 2 > 5 %", DisplayName = "quantity inside")]
    [DataRow("", "mean(soil1) * mean(temp) > 5 kPa", DisplayName = "a product's unit is not followed")]
    [DataRow("", "variance(soil1) > 5 foo", DisplayName = "nor a square's")]
    [DataRow("", "slope(soil1) > 5 % and slope(temp) < 1 °C/h", DisplayName = "slope with and without its hour")]
    [DataRow("", "slope(soil1) > 5 %/h", DisplayName = "percent per hour")]
    [DataRow("JOB155", "slope(soil1) > 5 [kPa/h]", DisplayName = "slope in another unit")]
    [DataRow("JOB155", "range(soil1) > 5 [raw]", DisplayName = "a difference has no raw counterpart")]
    [DataRow("JOB155", "mean(soil1 - soil2) > 5 [raw]", DisplayName = "nor have two channels")]
    [DataRow("", "coverage(soil1) > 80 % and above(soil1, 5 %) > 2 h", DisplayName = "units of their own")]
    [DataRow("JOB157 JOB157", "coverage(temp) > 80 [°C] or below(temp, 5 °C) > 2 [d]", DisplayName = "wrong units of their own")]
    [DataRow("", "count(soil1) > 5 foo and corr(soil1, temp) > 1 foo and crossings(soil1, 5 %) > 1 foo", DisplayName = "nothing to hold a unit against")]
    public void With_a_board_quantities_are_in_its_units(string codes, string condition)
        => Marked.Check(codes.Length == 0 ? "" : codes, Head + "every 1m alert l when " + condition, Marked.Board);

    [TestMethod]
    [DataRow("JOB156", "mean(soil1) < 5 % or max(soil1) > 9 [kPa]", DisplayName = "two units")]
    [DataRow("JOB156", "mean(soil1) < 5 % or slope(soil1) > 9 [kPa/h]", DisplayName = "two units, one per hour")]
    [DataRow("", "mean(soil1) < 5 m3 or slope(soil1) > 9 m3/h", DisplayName = "one unit, once per hour")]
    [DataRow("", "slope(soil1) > 9 m3/h or mean(soil1) < 5 m3/h", DisplayName = "the unit itself has an hour")]
    [DataRow("", "mean(soil1) < 5 µS or mean(soil1) < 5 μS", DisplayName = "both micro signs are one")]
    public void Without_a_board_quantities_agree(string codes, string condition)
        => Marked.Check(codes, Head + "every 1m alert l when " + condition);

    [TestMethod]
    [DataRow("mean(soil1) < 22 %", "%")]
    [DataRow("mean(soil1) < 22", null)]
    [DataRow("mean(soil1) < 350 raw", null)]
    [DataRow("range(soil1) < 350 raw", "raw")]
    [DataRow("mean(soil1 + soil2) < 350 raw", "raw")]
    [DataRow("coverage(soil1) < 80 %", null)]
    [DataRow("above(soil1, 5) < 3 h", null)]
    [DataRow("above(soil1, 5 kPa) < 3 h", "kPa")]
    [DataRow("above(soil1, 5 raw) < 3 h", null)]
    [DataRow("slope(soil1) < 5 kPa/h", "kPa")]
    [DataRow("integral(soil1) < 5 kWh", "kW")]
    [DataRow("mean(soil1 in 0..5 m3/m3) < 5", "m3/m3")]
    [DataRow("mean(soil1) in 0..5 mS/cm", "mS/cm")]
    [DataRow("5 % > 3 % and mean(soil1) > 2", null)]
    public void A_unit_is_demanded_only_where_a_quantity_uses_it(string condition, string? unit)
    {
        JobModel model = Analyze("job x\nsample soil1, soil2 every 10s\nevery 1m report last(soil1), last(soil2) alert l when " + condition);
        Assert.AreEqual(unit, model.Channels[0].Unit);
    }

    [TestMethod]
    [DataRow("let limit = 350 raw", "mean(soil1) < limit", "(Less Mean[soil1] calibrated(350, soil1))")]
    [DataRow("let limit = 350 raw", "limit > mean(soil2)", "(Greater calibrated(350, soil2) Mean[soil2])")]
    [DataRow("let limit = 5 %", "mean(soil1) < -limit", "(Less Mean[soil1] -5)")]
    [DataRow("let limit = 5", "mean(soil1) in 10..3000 raw and limit > 4", "(And (In Mean[soil1] 10..3000raw soil1) (Greater 5 4))")]
    [DataRow("let limit = 5", "mean(soil1 in 10..3000 raw) > limit", "(Greater Mean[soil1 in 10..3000raw] 5)")]
    [DataRow("let limit = 5 raw", "above(soil1, limit) > 1 h", "(Greater Above[soil1 5raw] 1)")]
    public void Lets_take_the_unit_of_their_place(string let, string condition, string expected)
    {
        JobModel model = Analyze($"job x\nsample soil1, soil2 every 10s\n{let}\nevery 1m report last(soil1), last(soil2) alert l when {condition}");
        Assert.AreEqual(expected, ModelText.Of(model.Tasks[0].Alerts[0].When));
    }

    [TestMethod]
    public void An_unused_let_demands_nothing()
    {
        AnalysisResult result = JobCompiler.Analyze(SourceText.FromString("x.job", "job x\nsample a every 10s\nlet d = above(a, 5 %)\nevery 1m report mean(a)"));
        Assert.IsNull(result.Model!.Channels[0].Unit);
    }

    [TestMethod]
    [DataRow("", "mean(soil1), mean(temp)", "0.5 %", DisplayName = "one of the fields has it")]
    [DataRow("JOB155", "mean(soil1), mean(temp)", "0.5 [kPa]", DisplayName = "none has it")]
    [DataRow("JOB155", "mean(soil1)", "5 [raw]", DisplayName = "a change of counts")]
    [DataRow("", "mean(level)", "5 raw", DisplayName = "a change of counts where counts are the unit")]
    [DataRow("", "coverage(soil1)", "5 %", DisplayName = "coverage")]
    [DataRow("JOB157", "above(soil1, 5)", "5 [%]", DisplayName = "hours")]
    [DataRow("", "count(soil1)", "5 foo", DisplayName = "counts of samples")]
    public void A_change_is_in_the_unit_of_a_field(string codes, string fields, string by)
        => Marked.Check(codes, $"{Head}every 1m report {fields} on change by {by}", Marked.Board);

    [TestMethod]
    public void Valid_demands_its_unit_of_each_channel()
    {
        JobModel model = Analyze("job x\nsample a1..a2 every 10s valid 0..60 %\nsample b every 10s valid 1..4094 raw\nevery 1m report mean(a1..a2), mean(b)");
        Assert.AreEqual("%,%,", string.Join(',', model.Channels.Select(channel => channel.Unit)));
        Assert.IsTrue(model.Channels[2].Valid!.IsRaw);
        Assert.IsFalse(model.Channels[0].Valid!.IsRaw);
    }

    private static JobModel Analyze(string text)
    {
        AnalysisResult result = JobCompiler.Analyze(SourceText.FromString("x.job", text));
        Assert.IsNotNull(result.Model, string.Join("\n", result.Diagnostics));
        return result.Model;
    }
}
