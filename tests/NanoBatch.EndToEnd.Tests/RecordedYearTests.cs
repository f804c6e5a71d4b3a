using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.EndToEnd.Tests.Reference;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.EndToEnd.Tests;

/// <summary>One year of recorded hourly soil moisture, with its gaps: what a board reports equals a naive reading of the language.</summary>
[TestClass]
public sealed class RecordedYearTests
{
    private const string DataFile = "shared/data/arm1-hourly.csv";

    private static readonly CalibrationPoint[] s_falling = [new(3100, 0), new(1240, 60)];
    private static readonly CalibrationPoint[] s_rising = [new(200, 0), new(3900, 60)];
    private static readonly CalibrationPoint[] s_bent = [new(3100, 0), new(2400, 12), new(1800, 25), new(1240, 60)];

    public static IEnumerable<(string Aggregate, string Job)> Jobs()
    {
        string[] plain =
        [
            "count", "gaps", "coverage", "sum", "mean", "min", "max", "range", "first", "last", "delta", "stddev", "stddevp", "variance", "median", "p1", "p10", "p50",
            "p90", "p99", "slope", "rate", "integral",
        ];
        foreach (string name in plain)
        {
            yield return (name, $"x = {name}(soil1)");
        }

        yield return ("quantile", "a = quantile(soil1, 0), b = quantile(soil1, 0.375), c = quantile(soil1, 1)");
        yield return ("ewma", "a = ewma(soil1, 0.1), b = ewma(soil1, 1)");
        yield return ("above", "x = above(soil1, 20 %)");
        yield return ("below", "x = below(soil1, 15 %)");
        yield return ("crossings", "x = crossings(soil1, 18 %)");
        yield return ("hist", "x = hist(soil1, 0, 60, 12)");
        yield return ("in", "a = mean(soil1 in 10..25 %), b = count(soil1 in 1200..2500 raw)");
        yield return ("series", "a = mean(soil1 * 2 - 3), b = slope(soil1 / soil1), c = max((soil1 + 10) * soil1), d = median(soil1 - 1)");
        yield return ("corr", "x = corr(soil1, soil1 * soil1)");
    }

    [TestMethod]
    [DynamicData(nameof(Jobs))]
    public void A_year_equals_the_naive_reading(string aggregate, string fields)
    {
        (long[] times, double?[] percent) = Load();
        int events = 0;
        foreach (CalibrationPoint[] points in new[] { s_falling, s_rising, s_bent, [] })
        {
            double[] raw = [.. points.Select(p => p.Raw)];
            double[] value = [.. points.Select(p => p.Value)];
            int?[] counts = [.. percent.Select(p => p is { } v ? (int?)NaiveChannel.ToCounts(raw, value, points.Length == 0 ? v * 60 : v) : null)];
            var bench = new Bench([("soil1", points)], times, [counts]);
            string unitless = points.Length == 0 ? fields.Replace(" %", "", StringComparison.Ordinal) : fields;
            foreach (string task in new[] { "every 6h over 1d", "daily at 06:00 over 7d needs 90 %", "after 500 samples", "cron \"0 0 1 * 1\"",
                "weekly on mon, thu at 23:45 over 3d" })
            {
                events += bench.Check($"job year\nsample soil1 every 1h keep 30d\n{task}\n    report {unitless}\n", aggregate);
            }
        }

        Assert.IsGreaterThan(4 * 2000, events, "the year is too short to show anything");
    }

    private static (long[] Times, double?[] Percent) Load()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "global.json")))
        {
            root = Path.GetDirectoryName(root);
        }

        string path = Path.Combine(root ?? ".", "..", DataFile);
        if (!File.Exists(path))
        {
            Assert.Inconclusive("needs the recorded data at ../" + DataFile + " beside the checkout");
        }

        string[][] rows = [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        return
        (
            [.. rows.Select(r => DateTimeOffset.Parse(r[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds())],
            [.. rows.Select(r => r[1].Length == 0 ? null : (double?)double.Parse(r[1], CultureInfo.InvariantCulture))]
        );
    }
}
