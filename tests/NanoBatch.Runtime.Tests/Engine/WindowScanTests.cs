using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.Reference;

namespace NanoBatch.Runtime.Tests.Engine;

/// <summary>Edges of the engine that random cases meet too rarely: the longest and the shortest windows, cost, allocation, fixed semantics.</summary>
[TestClass]
public class WindowScanTests
{
    private static readonly double[] s_raw = [3100, 1240];
    private static readonly double[] s_value = [0, 60];
    private static readonly Aggregate[] s_singles = [.. Enum.GetValues<Aggregate>().Where(a => a is not (Aggregate.Hist or Aggregate.Corr))];

    public static IEnumerable<object[]> Longest =>
    [
        ["all at the rail", new Func<int, int>(_ => 4095)],
        ["all zero", new Func<int, int>(_ => 0)],
        ["rail to rail", new Func<int, int>(i => i % 2 * 4095)],
        ["a step", new Func<int, int>(i => i < 40000 ? 0 : 4095)],
        ["a ramp", new Func<int, int>(i => i / 16 % 4096)],
        ["rails and gaps", new Func<int, int>(i => i % 3 == 0 ? -1 : i % 2 * 4095)],
    ];

    [TestMethod]                                     // Goal: 65 535 slots of 12 bits overflow nothing.
    [DynamicData(nameof(Longest))]
    public void The_longest_window_is_exact(string name, Func<int, int> signal)
    {
        const int Slots = 65535;
        foreach (bool summaries in new[] { false, true })
        {
            ScanRequest request = Make(Slots, Slots, summaries, signal);
            AddAll(request);
            double?[] window = [.. Enumerable.Range(0, Slots).Select(i => signal(i) < 0 ? (double?)null : NaiveAggregates.Calibrate(s_raw, s_value, signal(i)))];
            (double[] values, byte[] kinds) = Run(request);
            for (int i = 0; i < request.ItemCount; i++)
            {
                double? expected = NaiveAggregates.Evaluate(request.Kinds[i], window, request.PeriodHours, request.Arg0[i], 0, 0)[0];
                string what = $"{name}, summaries {summaries}, {request.Kinds[i]}: expected {expected:R}, got {values[i]:R}";
                Assert.AreEqual(expected.HasValue ? ValueKind.Number : ValueKind.Null, kinds[i], what);
                Assert.IsLessThanOrEqualTo(Math.Max(5e-6, 2e-5 * Math.Abs(expected ?? 0)), Math.Abs((expected ?? 0) - values[i]), what);
            }
        }
    }

    [TestMethod]                                     // Goal: null exactly where section 5 says null.
    [DataRow(0, "Count Gaps Coverage", DisplayName = "no sample")]
    [DataRow(1, "Count Gaps Coverage Sum Mean Min Max Range First Last StdDevP Median Percentile Quantile Ewma Above Below", DisplayName = "one sample")]
    public void Few_samples_leave_null(int samples, string numbers)
    {
        foreach (int slots in new[] { 1, 10 })
        {
            ScanRequest request = Make(slots, samples, false, _ => 1500);
            AddAll(request);
            (double[] values, byte[] kinds) = Run(request);
            string[] got = [.. Enumerable.Range(0, request.ItemCount).Where(i => kinds[i] == ValueKind.Number).Select(i => request.Kinds[i].ToString())];
            Assert.AreEqual(numbers, string.Join(" ", got));
            Assert.AreEqual(samples, values[0]);
            Assert.AreEqual(slots - samples, values[1], "slots before the first sample were expected");
        }
    }

    [TestMethod]
    public void An_empty_histogram_is_zeros_and_a_starved_one_null()
    {
        ScanRequest request = Make(10, 0, false, _ => 0);
        request.AddItem(Aggregate.Hist, 0, 60, 4);
        (double[] values, byte[] kinds) = Run(request);
        CollectionAssert.AreEqual(new byte[] { 1, 1, 1, 1 }, kinds[..4]);
        CollectionAssert.AreEqual(new double[4], values[..4]);
        request.NeedsPercent = 10;
        (_, kinds) = Run(request);
        CollectionAssert.AreEqual(new byte[4], kinds[..4]);
    }

    [TestMethod]
    [DataRow(8, 80, true, DisplayName = "exactly enough")]
    [DataRow(7, 80, false, DisplayName = "one too few")]
    [DataRow(10, 100, true)]
    [DataRow(0, 0, false, DisplayName = "nothing asked, nothing there")]
    public void Needs_counts_valid_samples_before_in(int samples, double percent, bool isMet)
    {
        ScanRequest request = Make(10, samples, false, i => 1500 + i);
        request.NeedsPercent = percent;
        request.FilterKind = FilterKind.Counts;
        request.FilterLow = 1500;
        request.FilterHigh = 1500;                   // leaves one sample, which is not what needs counts
        request.AddItem(Aggregate.Mean, 0, 0, 0);
        request.AddItem(Aggregate.Count, 0, 0, 0);
        (double[] values, byte[] kinds) = Run(request);
        Assert.AreEqual(isMet ? ValueKind.Number : ValueKind.Null, kinds[0]);
        Assert.AreEqual(samples == 0 ? 0 : 1, values[1]);
    }

    [TestMethod]                                     // Goal: a constant window is its value to the bit, so that a comparison with it is no gamble.
    public void A_constant_window_is_exactly_its_value()
    {
        foreach (int counts in new[] { 0, 1, 1239, 1240, 1777, 3100, 4095 })
        {
            ScanRequest request = Make(1000, 1000, false, _ => counts);
            foreach (Aggregate kind in new[] { Aggregate.Mean, Aggregate.Min, Aggregate.Max, Aggregate.First, Aggregate.Last, Aggregate.Median, Aggregate.Ewma })
            {
                request.AddItem(kind, 0.1, 0, 0);
            }

            (double[] values, _) = Run(request);
            double expected = NaiveAggregates.Calibrate(s_raw, s_value, counts);
            CollectionAssert.AreEqual(Enumerable.Repeat(expected, request.ItemCount).ToArray(), values[..request.ItemCount]);
        }
    }

    [TestMethod]
    public void A_histogram_upside_down_is_null()
    {
        ScanRequest request = Make(10, 10, false, _ => 1500);
        request.AddItem(Aggregate.Hist, 60, 0, 3);
        (_, byte[] kinds) = Run(request);
        CollectionAssert.AreEqual(new byte[3], kinds[..3]);
    }

    [TestMethod]                                     // Goal: the bound is worth something: a full window costs two thirds of it or more.
    public void The_bound_is_near_what_a_full_window_uses()
    {
        foreach (Aggregate kind in Enum.GetValues<Aggregate>())
        {
            foreach (int slots in new[] { 10, 100, 1440, 20000 })
            {
                ScanRequest request = Make(slots, slots + 40, false, i => (i * 7919) % 4096);
                request.Y = new SeriesCode();
                request.Y.SetChannel(0);
                request.AddItem(kind, kind == Aggregate.Ewma ? 0.1 : kind == Aggregate.Quantile ? 0.3 : 20, 50, 16);
                var scan = new WindowScan();
                scan.Run(request, new double[16], new byte[16], 0);
                int bound = BoundOf(request);
                Assert.IsLessThanOrEqualTo(bound, scan.StepsUsed, $"{kind} {slots}");
                Assert.IsLessThanOrEqualTo(1.5 * scan.StepsUsed, bound, $"{kind} {slots}");
            }
        }
    }

    [TestMethod]                                     // Goal: no run after the first allocates, whichever passes it takes.
    public void Nothing_is_allocated_after_the_first_run()
    {
        foreach (bool arithmetic in new[] { false, true })
        {
            ScanRequest request = Make(500, 900, true, i => (i * 7919) % 4096);
            request.NeedsPercent = 10;
            request.FilterKind = FilterKind.Unit;
            request.FilterLow = 1;
            request.FilterHigh = 55;
            if (arithmetic)
            {
                AddConstant(request.X, 3, SeriesCode.DivideElement);
            }

            AddAll(request);
            request.AddItem(Aggregate.Hist, 0, 60, 32);
            request.Y = request.X;
            request.AddItem(Aggregate.Corr, 0, 0, 0);
            var scan = new WindowScan();
            var values = new double[128];
            var kinds = new byte[128];
            scan.Run(request, values, kinds, 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 3; i++)
            {
                scan.Run(request, values, kinds, 0);
                scan.CountValid(request.Rings[0], request.NewestSlot, 500, 0, 4095);
            }

            Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [TestMethod]                                     // Goal: a range that ends on a block's extremes still needs a look inside.
    [DataRow(100, 100, 250.0)]
    [DataRow(200, 200, 250.0)]
    [DataRow(100, 200, 500.0)]
    [DataRow(101, 200, 250.0)]
    [DataRow(100, 199, 250.0)]
    [DataRow(101, 199, 0.0)]
    [DataRow(0, 99, 0.0)]
    [DataRow(201, 4095, 0.0)]
    public void Ranges_that_touch_a_block_are_exact(int low, int high, double count)
    {
        foreach (Aggregate kind in new[] { Aggregate.Count, Aggregate.Mean, Aggregate.StdDev, Aggregate.Slope })
        {
            ScanRequest request = Make(500, 900, true, i => i % 2 == 0 ? 100 : 200);
            request.SetChannel(0, request.Rings[0], low, high, Calibration.Identity);
            request.AddItem(Aggregate.Count, 0, 0, 0);
            request.AddItem(kind, 0, 0, 0);
            (double[] values, byte[] kinds) = Run(request);
            request.UseSummaries = false;
            (double[] plain, byte[] plainKinds) = Run(request);
            Assert.AreEqual(count, values[0]);
            CollectionAssert.AreEqual(plain, values);
            CollectionAssert.AreEqual(plainKinds, kinds);
        }
    }

    [TestMethod]                                     // Goal: an instant that overflows is no sample, even where a division would make it 0 again.
    public void Overflow_leaves_the_instant_out()
    {
        ScanRequest request = Make(8, 8, false, i => i * 500);
        request.SetChannel(0, request.Rings[0], 0, 4095, Calibration.Identity);
        AddConstant(request.X, 1e305, SeriesCode.MultiplyElement);       // 4095e305 is past the last double, 1500e305 is not; their sum is
        request.AddItem(Aggregate.Count, 0, 0, 0);
        request.AddItem(Aggregate.Max, 0, 0, 0);
        request.AddItem(Aggregate.Sum, 0, 0, 0);
        AssertRun(request, 4, 1500 * 1e305, null);
        request.ItemCount = 1;
        AddConstant(request.X, 1e300, SeriesCode.DivideElement);
        AssertRun(request, 4);
    }

    [TestMethod]                                     // Goal: a quantile among values that agree to 2^-24, beside ones that could not be further off.
    public void Quantiles_of_crowded_values_stop_where_no_result_could_tell()
    {
        ScanRequest request = Make(1000, 1000, false, i => i);
        request.SetChannel(0, request.Rings[0], 0, 4095, Calibration.TryCreate([0, 1, 998, 999], [-1e300, 1, 1 + 1e-9, 1e300], 4));
        AddConstant(request.X, 1, SeriesCode.MultiplyElement);
        request.AddItem(Aggregate.Quantile, 0, 0, 0);
        request.AddItem(Aggregate.Percentile, 1, 0, 0);
        request.AddItem(Aggregate.Median, 0, 0, 0);
        request.AddItem(Aggregate.Quantile, 0.99, 0, 0);
        request.AddItem(Aggregate.Quantile, 1, 0, 0);
        AssertRun(request, -1e300, 1, 1, 1, 1e300);
    }

    [TestMethod]
    public void Values_land_where_they_are_asked_for()
    {
        ScanRequest request = Make(8, 8, false, i => i);
        request.AddItem(Aggregate.Count, 0, 0, 0);
        request.AddItem(Aggregate.Hist, -1000, 1000, 3);
        request.AddItem(Aggregate.Gaps, 0, 0, 0);
        var values = new double[8];
        var kinds = new byte[8];
        Array.Fill(values, 99);
        Assert.AreEqual(5, new WindowScan().Run(request, values, kinds, 2));
        CollectionAssert.AreEqual(new double[] { 99, 99, 8, 0, 8, 0, 0, 99 }, values);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 1, 1, 1, 1, 1, 0 }, kinds);
    }

    private static ScanRequest Make(int slots, int samples, bool summaries, Func<int, int> signal)
    {
        int capacity = Ring.CapacityFor(slots, summaries);
        var ring = new Ring(new short[capacity], 0, capacity, summaries);
        ring.Reset(100);
        for (int i = 0; i < samples; i++)
        {
            ring.Push(signal(i));
        }

        var request = new ScanRequest
        {
            NewestSlot = 100 + samples - 1,
            WindowSlots = slots,
            PeriodHours = 1 / 60.0,
            UseSummaries = summaries,
            X = new SeriesCode(),
        };
        request.X.SetChannel(0);
        request.SetChannel(0, ring, 0, 4095, Calibration.TryCreate(s_raw, s_value, 2));
        return request;
    }

    private static void AddAll(ScanRequest request)
    {
        foreach (Aggregate kind in s_singles)
        {
            request.AddItem(kind, kind == Aggregate.Percentile ? 90 : kind == Aggregate.Ewma ? 0.05 : kind == Aggregate.Quantile ? 0.123 : 30, 0, 0);
        }
    }

    private static (double[] Values, byte[] Kinds) Run(ScanRequest request)
    {
        var values = new double[128];
        var kinds = new byte[128];
        new WindowScan().Run(request, values, kinds, 0);
        return (values, kinds);
    }

    private static void AssertRun(ScanRequest request, params double?[] expected)
    {
        (double[] values, byte[] kinds) = Run(request);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i].HasValue ? ValueKind.Number : ValueKind.Null, kinds[i], $"item {i}");
            Assert.IsLessThanOrEqualTo(1e-7 * Math.Abs(expected[i] ?? 0), Math.Abs(values[i] - (expected[i] ?? 0)), $"item {i}");
        }
    }

    private static void AddConstant(SeriesCode series, double constant, int element)
    {
        series.Elements[series.Count] = SeriesCode.ConstantElement;
        series.Constants[series.Count] = constant;
        series.Elements[series.Count + 1] = (byte)element;
        series.Count += 2;
    }

    private static int BoundOf(ScanRequest request)
    {
        var plan = new ScanPlan();
        plan.Begin(ScanPlan.SingleChannel | ScanPlan.Straight, 1, request.Y.Count);
        for (int i = 0; i < request.ItemCount; i++)
        {
            plan.Add(request.Kinds[i], request.Arg0[i], request.Bins[i]);
        }

        return plan.Bound(request.WindowSlots);
    }
}
