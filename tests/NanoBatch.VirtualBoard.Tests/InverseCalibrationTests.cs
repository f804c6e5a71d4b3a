using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Tests;

[TestClass]
public sealed class InverseCalibrationTests
{
    [TestMethod]
    [DataRow("3100 0 1240 60", 0, 3100, DisplayName = "a point gives its count")]
    [DataRow("3100 0 1240 60", 60, 1240)]
    [DataRow("3100 0 1240 60", 14.1, 2663, DisplayName = "2662.9")]
    [DataRow("3100 0 1240 60", 0.5, 3085, DisplayName = "3084.5: a tie goes up, falling probe too")]
    [DataRow("3100 0 1240 60", -10, 3410, DisplayName = "continued above the first point")]
    [DataRow("3100 0 1240 60", 70, 930, DisplayName = "continued beyond the last point")]
    [DataRow("3100 0 1240 60", -100, 4095, DisplayName = "clamped above")]
    [DataRow("3100 0 1240 60", 1e300, 0, DisplayName = "clamped below")]
    [DataRow("0 0 1000 10", 0.005, 1, DisplayName = "a decimal tie that doubles hit")]
    [DataRow("0 0 1000 1", 1.0045, 1005, DisplayName = "1004.5")]
    [DataRow("0 0 1000 1", 1.0005, 1001, DisplayName = "1000.5, which doubles miss by 1e-13")]
    [DataRow("0 0 1000 1", 1.00049999, 1000, DisplayName = "just below")]
    [DataRow("0 0 10 1", 0.049999999999999, 0, DisplayName = "just below one half")]
    [DataRow("0 10 1000 20 2000 60", 15, 500, DisplayName = "first of two segments")]
    [DataRow("0 10 1000 20 2000 60", 20, 1000, DisplayName = "the bend itself")]
    [DataRow("0 10 1000 20 2000 60", 40, 1500, DisplayName = "second of two segments")]
    [DataRow("0 10 1000 20 2000 60", 100, 3000, DisplayName = "continues the last segment, not the first")]
    [DataRow("0 10 1000 20 2000 60", 5, 0, DisplayName = "continues the first segment, clamped")]
    [DataRow("500 10 1000 20 2000 60", 5, 250, DisplayName = "continues the first segment")]
    [DataRow("2000 60 1000 20 0 10", 40, 1500, DisplayName = "points in falling order")]
    [DataRow("1000 60 2000 20", 40, 1500, DisplayName = "rising counts, falling values")]
    [DataRow("-100.5 0 5000.5 1", 0, 0, DisplayName = "points outside the converter's range")]
    public void A_value_gives_the_nearest_count(string points, double value, int expected) =>
        Assert.AreEqual(expected, new InverseCalibration(Points(points)).CountOf(value));

    [TestMethod]
    [DataRow(12.0, 12)]
    [DataRow(12.5, 13)]
    [DataRow(12.499999999, 12)]
    [DataRow(0.49999999999999994, 0, DisplayName = "the double below one half")]
    [DataRow(-0.5, 0)]
    [DataRow(-7.0, 0)]
    [DataRow(4095.5, 4095)]
    [DataRow(1e308, 4095)]
    [DataRow(-1e308, 0)]
    public void Counts_are_rounded_half_up_and_clamped(double raw, int expected) =>
        Assert.AreEqual(expected, InverseCalibration.NearestCount(raw));

    [TestMethod]
    public void Every_decimal_value_agrees_with_exact_fractions()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            int[] raws = Distinct(random, random.Next(2, 9), 0, 4096);
            int[] values = Distinct(random, raws.Length, -9999, 10000);
            if (random.Next(2) == 0)
            {
                Array.Reverse(values);
            }

            int hundredths = random.Next(-15000, 15001);
            var points = raws.Select((raw, k) => new CalibrationPoint(raw, values[k] / 100.0)).ToArray();
            int expected = Exact(raws, values, hundredths);
            double value = double.Parse(FormattableString.Invariant($"{hundredths}e-2"), CultureInfo.InvariantCulture);
            Assert.AreEqual(expected, new InverseCalibration(points).CountOf(value), $"seed {Seed}, case {i}: {string.Join(' ', points)} at {value}");
        }
    }

    /// <summary>The definition in whole numbers: floor(raw + 1/2) of an exact fraction.</summary>
    private static int Exact(int[] raws, int[] values, int value)
    {
        (int Raw, int Value)[] rising = raws.Zip(values).OrderBy(point => point.Second).ToArray();
        int i = Math.Clamp(rising.Count(point => point.Value <= value) - 1, 0, rising.Length - 2);
        BigInteger span = rising[i + 1].Value - rising[i].Value;
        BigInteger twice = (2 * rising[i].Raw * span) + (2 * (BigInteger)(value - rising[i].Value) * (rising[i + 1].Raw - rising[i].Raw)) + span;
        BigInteger floor = BigInteger.DivRem(twice, 2 * span, out BigInteger rest) - (rest.Sign < 0 ? 1 : 0);
        return (int)BigInteger.Clamp(floor, 0, 4095);
    }

    private static int[] Distinct(Random random, int count, int min, int max)
    {
        var set = new SortedSet<int>();
        while (set.Count < count)
        {
            set.Add(random.Next(min, max));
        }

        return set.ToArray();
    }

    private static CalibrationPoint[] Points(string text)
    {
        double[] numbers = text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return numbers.Chunk(2).Select(pair => new CalibrationPoint(pair[0], pair[1])).ToArray();
    }
}
