using System;
using System.Globalization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.Reference;

namespace NanoBatch.Runtime.Tests.Engine;

/// <summary>Random scans against the naive reference: ring sizes, wraps, summaries, gaps, rails, ranges, filters, calibrations, every aggregate.</summary>
[TestClass]
public class WindowScanPropertyTests
{
    private const int Cases = 20_000;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]                                     // Goal: whatever shortcut the engine takes, the language's numbers come out.
    public void Every_aggregate_equals_the_naive_reference()
    {
        int seed = FirstSeed();
        TestContext.WriteLine($"seed {seed}: replay with TEST_SEED={seed}");
        var scan = new WindowScan();
        var values = new double[ScanRequest.MaxItems * 32];
        var kinds = new byte[values.Length];
        int numbers = 0;
        for (int i = 0; i < Cases; i++)
        {
            var random = new RandomCase(seed + i, i % 50 == 0 ? 3000 : 300);
            ScanRequest request = random.Request;
            int written = scan.Run(request, values, kinds, 0);
            double?[] expected = random.Expected();
            string label = $"TEST_SEED={seed + i} {string.Join("; ", random.Story)}";
            Assert.AreEqual(expected.Length, written, label);
            numbers += Compare(request, expected, values, kinds, label);
            Assert.IsTrue(scan.ValidCount == random.ExpectedValid() || (scan.ValidCount == -1 && request.FilterKind != FilterKind.None), label);
            Assert.IsLessThanOrEqualTo(random.Bound(true), scan.StepsUsed, label);
            Assert.IsLessThanOrEqualTo(random.Bound(false), random.Bound(true), label);
            int count = scan.CountValid(request.Rings[0], request.NewestSlot, request.WindowSlots, request.ValidLow[0], request.ValidHigh[0]);
            Assert.AreEqual(random.ExpectedValid(0), count, label);
        }

        Assert.IsGreaterThan(Cases, numbers, "most items must come to a number, or nothing was tested");
    }

    private static int FirstSeed()
    {
        string? text = Environment.GetEnvironmentVariable("TEST_SEED");
        return text == null ? 4711 : int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static int Compare(ScanRequest request, double?[] expected, double[] values, byte[] kinds, string label)
    {
        int numbers = 0;
        int at = 0;
        for (int item = 0; item < request.ItemCount; item++)
        {
            Aggregate kind = request.Kinds[item];
            int width = kind == Aggregate.Hist ? request.Bins[item] : 1;
            for (int k = 0; k < width; k++, at++)
            {
                string what = $"{kind} {request.Arg0[item]:R} {request.Arg1[item]:R} [{k}/{width}]: expected {expected[at]:R}, got {values[at]:R} kind {kinds[at]}; {label}";
                if (!expected[at].HasValue)
                {
                    Assert.AreEqual(ValueKind.Null, kinds[at], what);
                    continue;
                }

                numbers++;
                Assert.AreEqual(ValueKind.Number, kinds[at], what);
                Assert.IsTrue(IsClose(kind, expected[at]!.Value, values[at]), what);
            }
        }

        return numbers;
    }

    private static bool IsClose(Aggregate kind, double expected, double actual)
    {
        if (double.IsNaN(expected))
        {
            return true;
        }

        if (kind is Aggregate.Count or Aggregate.Gaps or Aggregate.Hist or Aggregate.Crossings)
        {
            return expected == actual;
        }

        return Math.Abs(expected - actual) <= Math.Max(5e-6, 2e-5 * Math.Abs(expected));
    }
}
