using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

[TestClass]
public sealed class Float32Tests
{
    public static IEnumerable<object[]> Edges()
    {
        double[] values =
        [
            0, 1, 0.1, 1.0 / 3, 16777215, 16777216, 16777217, 16777219, 21.43, 1e-10, 1.17549435e-38, 1.1754942e-38, 1.401298464324817e-45, 7.006492321624085e-46,
            7.0064923216240862e-46, 2.1019476964872256e-45, 1e-46, 5e-324, 2.2250738585072014e-308, 3.4028234663852886e38, 3.4028233e38, 8388607.5, 8388608.5, 0.99999997,
            0.999999970197678,
        ];
        foreach (double value in values)
        {
            yield return new object[] { value };
        }
    }

    [TestMethod]
    [DynamicData(nameof(Edges))]
    public void Edges_round_as_the_platform_does(double value)
    {
        Check(value);
        Check(-value);
    }

    [TestMethod]
    public void Every_exponent_with_random_fractions_rounds_as_the_platform_does()
    {
        int seed = TestSeed.Draw(99);
        var random = new Random(seed);
        for (int exponent = 0; exponent <= 1023 + 127; exponent++)
        {
            for (int i = 0; i < 300; i++)
            {
                long fraction = random.NextInt64(1L << 52);
                fraction &= i % 3 == 0 ? ~0x1FFFFFFFL : -1;                             // exact ones
                fraction = i % 3 == 1 ? (fraction & ~0x1FFFFFFFL) | 0x10000000 : fraction;  // ties
                double value = BitConverter.Int64BitsToDouble(((long)exponent << 52) | fraction);
                if (value <= Float32.Max)
                {
                    Check(value);
                }
            }
        }
    }

    [TestMethod]
    public void Every_finite_pattern_of_a_coarse_grid_reads_as_the_platform_reads_it()
    {
        for (long bits = 0; bits <= uint.MaxValue; bits += 9973)
        {
            float expected = BitConverter.UInt32BitsToSingle((uint)bits);
            Assert.AreEqual(float.IsFinite(expected) ? expected : 0.0, Float32.ValueOf((uint)bits), $"{bits:X8}");
        }
    }

    private static void Check(double value)
    {
        uint bits = Float32.BitsOf(value);
        Assert.AreEqual(BitConverter.SingleToUInt32Bits((float)value), bits, $"{value:R}");
        Assert.AreEqual((double)(float)value, Float32.ValueOf(bits), $"{value:R}");
    }
}
