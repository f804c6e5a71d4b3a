using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Results.Plotting;

namespace NanoBatch.Results.Tests;

[TestClass]
public sealed class PlotTests
{
    private const long Hour = 3_600_000;

    [TestMethod]
    [DataRow("0:1 1:2 2:3", "1,2,3", DisplayName = "one line")]
    [DataRow("0:1 1:- 2:3 3:4", "1|3,4", DisplayName = "a null breaks it")]
    [DataRow("0:- 1:2 2:-", "2", DisplayName = "nulls at both ends")]
    [DataRow("0:- 1:-", "", DisplayName = "nothing but nulls")]
    [DataRow("0:1 1:2 2:3 3:4 4:5 5:6 6:7 7:8 8:9 9:10 10:11 15:12 16:13", "1,2,3,4,5,6,7,8,9,10,11|12,13", DisplayName = "a regular task that was silent")]
    [DataRow("0:1 5:2 7:3 20:4", "1,2,3,4", DisplayName = "a task that reports on change")]
    [DataRow("0:1 1:2 2:3/lost 3:4", "1,2|3,4", DisplayName = "a lost report")]
    [DataRow("0:1", "1", DisplayName = "one point")]
    [DataRow("", "")]
    public void Lines_break_where_data_is_missing(string points, string expected)
    {
        var series = new PlotSeries("x");
        long seq = 0;
        foreach (string point in points.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = point.Split(':', '/');
            seq += parts.Length == 3 ? 2 : 1;
            series.Add(long.Parse(parts[0], CultureInfo.InvariantCulture) * Hour, parts[1] == "-" ? null : double.Parse(parts[1], CultureInfo.InvariantCulture), seq, "p");
        }

        string actual = string.Join('|', series.Segments().Select(segment => string.Join(',', segment.Values.Select(value => value.ToString(CultureInfo.InvariantCulture)))));
        Assert.AreEqual(expected, actual);
    }

    [TestMethod]
    public void Another_version_of_the_job_starts_another_line()
    {
        var series = new PlotSeries("x");
        series.Add(0, 1, 0, "v1");
        series.Add(Hour, 2, 1, "v2");
        Assert.HasCount(2, series.Segments().ToArray());
    }

    [TestMethod]
    [DataRow("1r 2c", "1-2")]
    [DataRow("1r 2c 3r 4c", "1-2 3-4")]
    [DataRow("2c", "0-2", DisplayName = "it stood before the data")]
    [DataRow("2r", "2-9", DisplayName = "it stands at the end")]
    [DataRow("1r 2r 3c 4c", "1-3", DisplayName = "a lost event")]
    [DataRow("", "")]
    public void Alerts_are_paired(string events, string expected)
    {
        AlertResult[] alerts = events.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Sample.Alert(text[1] == 'r', text[0] - '0')).ToArray();
        Assert.AreEqual(expected, string.Join(' ', AlertSpan.Pair("dry", alerts, 0, 9).Select(span => FormattableString.Invariant($"{span.FromMs}-{span.ToMs}"))));
    }

    [TestMethod]
    [DataRow("2025-01-05T06:00:00Z", "2025-01-05T06:00:01Z", "06:00:00.0 06:00:00.2 06:00:00.4 06:00:00.6 06:00:00.8 06:00:01.0")]
    [DataRow("2025-01-05T06:03:00Z", "2025-01-05T09:01:00Z", "06:30 07:00 07:30 08:00 08:30 09:00")]
    [DataRow("2025-01-05T20:00:00Z", "2025-01-06T05:00:00Z", "20:00 21:00 22:00 23:00 2025-01-06 01:00 02:00 03:00 04:00 05:00")]
    [DataRow("2024-11-20T00:00:00Z", "2025-06-10T00:00:00Z", "2024-12 2025-01 2025-02 2025-03 2025-04 2025-05 2025-06")]
    [DataRow("2024-01-01T00:00:00Z", "2025-12-31T00:00:00Z", "2024-01 2024-04 2024-07 2024-10 2025-01 2025-04 2025-07 2025-10")]
    [DataRow("1990-06-01T00:00:00Z", "2025-06-01T00:00:00Z", "1992-01 1996-01 2000-01 2004-01 2008-01 2012-01 2016-01 2020-01 2024-01")]
    public void Ticks_stand_where_a_calendar_has_its_lines(string first, string last, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', PlotTime.Ticks(Ms(first), Ms(last)).Select(tick => tick.Label)));

    [TestMethod]
    public void Days_are_the_platforms() =>
        Assert.AreEqual(new DateTime(2025, 1, 5, 6, 0, 0, DateTimeKind.Utc).ToOADate(), PlotTime.Days(Sample.Six), 1e-9);

    [TestMethod]
    public void Fields_share_a_picture_with_their_unit_or_their_kind()
    {
        NamedValues<FieldValue> fields = new(
            ("mean_soil1", FieldValue.Of(1f)), ("p90_soil1", FieldValue.Of(1f)), ("slope_soil1", FieldValue.Of(1f)), ("low", FieldValue.Of(1f)),
            ("coverage_soil1", FieldValue.Of(1f)), ("hist_soil1", FieldValue.Of([1L, 2])), ("never", FieldValue.Null));
        Check(Sample.Report() with { Fields = fields }, "value: mean_soil1 p90_soil1 low never|slope: slope_soil1|coverage: coverage_soil1|hist_soil1: bin: ");
        Check(Sample.Report() with { Fields = fields, Units = new(("mean_soil1", "%"), ("p90_soil1", "%"), ("low", "%"), ("slope_soil1", "%/h"), ("coverage_soil1", "%")) },
            "%: mean_soil1 p90_soil1 low coverage_soil1|%/h: slope_soil1|hist_soil1: bin: ");
    }

    [TestMethod]
    public void A_picture_of_everything_is_a_png_of_the_asked_width()
    {
        string folder = Directory.CreateTempSubdirectory("nanobatch-plot").FullName;
        try
        {
            string path = Path.Combine(folder, "new", "plot.png");
            var results = new List<Result>(Sample.Mixed());
            results.AddRange(Enumerable.Range(0, 300).Select(i => Sample.Report(i + 2, Sample.Six + (i * Hour)) with { Board = i % 2 == 0 ? "a" : null }));
            Assert.IsTrue(ResultPlot.SavePng(path, results, 900));
            byte[] png = File.ReadAllBytes(path);
            CollectionAssert.AreEqual(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, png[..8]);
            Assert.AreEqual(900, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
            Assert.IsGreaterThan(300, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [TestMethod]
    public void Nothing_to_show_writes_nothing()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.IsFalse(ResultPlot.SavePng(path, []));
        Assert.IsFalse(ResultPlot.SavePng(path, [Sample.Report(0, null)]));
        Assert.IsFalse(ResultPlot.SavePng(path, [Sample.Alert()]));
        Assert.IsFalse(ResultPlot.SavePng(path, [Sample.Report() with { Fields = new(("x", FieldValue.Null)) }]));
        Assert.IsFalse(File.Exists(path));
    }

    private static void Check(ReportResult report, string expected) => Assert.AreEqual(expected, string.Join('|', PanelPlanner.Plan([report]).Select(panel =>
        $"{panel.AxisLabel}: {string.Join(' ', panel.Series.Select(series => series.Name))}")));

    private static double Ms(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
