using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Runtime.Tests.Reference;

namespace NanoBatch.Runtime.Tests.Engine;

[TestClass]
public class CalibrationTests
{
    public static IEnumerable<object[]> Tables =>
    [
        ["falling probe", new double[] { 3100, 1240 }, new double[] { 0, 60 }],
        ["the same, other way round", new double[] { 1240, 3100 }, new double[] { 60, 0 }],
        ["rising", new double[] { 0, 4095 }, new double[] { -40, 125 }],
        ["both falling", new double[] { 4000, 10 }, new double[] { 7, -0.5 }],
        ["bent", new double[] { 100, 900.5, 2000, 3999 }, new double[] { 0, 1e-3, 55, 56 }],
        ["bent and falling", new double[] { 4095, 3000, 2000, 1000, 900, 800, 700, 0 }, new double[] { -5, 0, 1, 1.0001, 30, 31, 99, 1e6 }],
        ["points outside the counts", new double[] { -500, 9000 }, new double[] { 3, 3.0000001 }],
        ["steep", new double[] { 1000, 1000.25 }, new double[] { -1e9, 1e9 }],
        ["none", Array.Empty<double>(), Array.Empty<double>()],
    ];

    [TestMethod]
    [DynamicData(nameof(Tables))]
    public void Values_are_the_written_formula_to_the_bit(string name, double[] raw, double[] value)
    {
        Calibration calibration = Calibration.TryCreate(raw, value, raw.Length)!;
        for (int counts = 0; counts <= 4095; counts++)
        {
            Assert.AreEqual(NaiveAggregates.Calibrate(raw, value, counts), calibration.ToValue(counts), $"{name} at {counts}");
        }

        for (int i = 0; i < raw.Length; i++)
        {
            Assert.AreEqual(value[i], calibration.ToValue(raw[i]), $"{name}: a point is exactly its value");
        }

        Assert.AreEqual(raw.Length == 0, calibration.IsIdentity);
        Assert.AreEqual(raw.Length <= 2, calibration.IsStraight);
        Assert.AreEqual(raw.Length > 2, calibration.IsBent);
        Assert.AreEqual(calibration.ToValue(1) > calibration.ToValue(0), calibration.IsRising);
    }

    [TestMethod]                                     // Goal: a range or threshold in the unit and the same one in counts never part, at no count.
    [DynamicData(nameof(Tables))]
    public void Ranges_and_thresholds_in_counts_agree_with_every_value(string name, double[] raw, double[] value)
    {
        Calibration calibration = Calibration.TryCreate(raw, value, raw.Length)!;
        double[] values = [.. Enumerable.Range(0, 4096).Select(x => calibration.ToValue(x))];
        var random = new Random(4711);
        for (int i = 0; i < 400; i++)
        {
            double a = SomeLevel(random, values);
            double b = SomeLevel(random, values);
            Check(values, v => v >= a && v <= b, Range(calibration, a, b), $"{name}: {a:R}..{b:R}");
            calibration.CountsAbove(a, out int first, out int last);
            Check(values, v => v > a, (first, last), $"{name}: above {a:R}");
            calibration.CountsBelow(a, out first, out last);
            Check(values, v => v < a, (first, last), $"{name}: below {a:R}");
        }
    }

    [TestMethod]
    [DataRow(new double[] { 5 }, new double[] { 1 }, DisplayName = "one point")]
    [DataRow(new double[] { 1, 1 }, new double[] { 1, 2 }, DisplayName = "equal raw")]
    [DataRow(new double[] { 1, 2 }, new double[] { 3, 3 }, DisplayName = "equal value")]
    [DataRow(new double[] { 1, 3, 2 }, new double[] { 1, 2, 3 }, DisplayName = "raw turns back")]
    [DataRow(new double[] { 1, 2, 3 }, new double[] { 1, 2, 1 }, DisplayName = "value turns back")]
    [DataRow(new double[] { 1, double.NaN }, new double[] { 1, 2 }, DisplayName = "not a number")]
    [DataRow(new double[] { 1, 2 }, new double[] { 1, double.PositiveInfinity }, DisplayName = "infinite")]
    [DataRow(new double[] { 1, 2 }, new double[] { -1.7e308, 1.7e308 }, DisplayName = "a step that overflows")]
    [DataRow(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, DisplayName = "nine points")]
    public void Bad_points_make_no_calibration(double[] raw, double[] value)
    {
        Assert.IsNull(Calibration.TryCreate(raw, value, raw.Length));
    }

    [TestMethod]
    [DataRow(double.NaN, false)]
    [DataRow(double.PositiveInfinity, false)]
    [DataRow(double.NegativeInfinity, false)]
    [DataRow(double.MaxValue, true)]
    [DataRow(-double.MaxValue, true)]
    [DataRow(double.Epsilon, true)]
    [DataRow(0.0, true)]
    public void Finite_is_told_by_bits(double x, bool expected)
    {
        Assert.AreEqual(expected, Finite.Is(x));
    }

    private static (int First, int Last) Range(Calibration calibration, double low, double high)
    {
        calibration.CountRange(low, high, out int first, out int last);
        return (first, last);
    }

    private static double SomeLevel(Random random, double[] values)
    {
        double v = values[random.Next(4096)];
        return random.Next(6) switch
        {
            0 => v,
            1 => Math.BitIncrement(v),
            2 => Math.BitDecrement(v),
            3 => values[0] + ((values[4095] - values[0]) * ((random.NextDouble() * 3) - 1)),
            4 => random.Next(2) == 0 ? 1e300 : -1e300,
            _ => (v + values[random.Next(4096)]) / 2,
        };
    }

    private static void Check(double[] values, Func<double, bool> holds, (int First, int Last) range, string label)
    {
        for (int counts = 0; counts <= 4095; counts++)
        {
            Assert.AreEqual(holds(values[counts]), counts >= range.First && counts <= range.Last, $"{label} at {counts}: {range}");
        }

        Assert.IsTrue(range.First is >= 0 and <= 4096 && range.Last is >= -1 and <= 4095, label);
    }
}
