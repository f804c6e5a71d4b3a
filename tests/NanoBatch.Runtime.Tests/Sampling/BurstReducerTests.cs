using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Runtime.Tests.Sampling;

[TestClass]
public class BurstReducerTests
{
    [TestMethod]
    [DataRow(new short[] { 5 }, 5, 5)]
    [DataRow(new short[] { 5, 6 }, 6, 6, DisplayName = "a half rounds up")]
    [DataRow(new short[] { 0, 0, 1 }, 0, 0)]
    [DataRow(new short[] { 0, 1, 1 }, 1, 1)]
    [DataRow(new short[] { 1, 2, 3, 10 }, 4, 3, DisplayName = "of an even number the middle two")]
    [DataRow(new short[] { -1, 7, -1, 4 }, 6, 6, DisplayName = "gaps are left out")]
    [DataRow(new short[] { -1, -1 }, -1, -1, DisplayName = "nothing but gaps")]
    [DataRow(new short[] { 4095, 4095, 0 }, 2730, 4095)]
    public void A_burst_becomes_one_sample(short[] readings, int mean, int median)
    {
        Assert.AreEqual(mean, BurstReducer.Mean(readings, readings.Length));
        Assert.AreEqual(median, BurstReducer.Median(readings, readings.Length));
    }

    [TestMethod]
    public void Any_burst_equals_the_definition()
    {
        var random = new Random(4711);
        for (int i = 0; i < 5000; i++)
        {
            short[] readings = new short[random.Next(1, BurstReducer.MaxReadings + 1)];
            int top = random.Next(2) == 0 ? 4 : 4096;
            for (int k = 0; k < readings.Length; k++)
            {
                readings[k] = (short)(random.Next(5) == 0 ? -1 : random.Next(top));
            }

            int[] valid = [.. readings.Where(x => x >= 0).Select(x => (int)x).Order()];
            int n = valid.Length;
            int mean = n == 0 ? -1 : (int)Math.Floor((valid.Sum() / (double)n) + 0.5);
            int median = n == 0 ? -1 : (int)Math.Floor(((valid[(n - 1) / 2] + valid[n / 2]) / 2.0) + 0.5);
            Assert.AreEqual(mean, BurstReducer.Mean(readings, readings.Length), $"case {i}");
            Assert.AreEqual(median, BurstReducer.Median(readings, readings.Length), $"case {i}");
        }
    }
}
