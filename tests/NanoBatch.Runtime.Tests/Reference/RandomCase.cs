using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.Reference;

/// <summary>One random scan: rings with their histories, a request, and what the naive reference says of it.</summary>
internal sealed class RandomCase
{
    public readonly ScanRequest Request = new();
    public readonly List<string> Story = [];
    private readonly Random _random;
    private readonly double?[][] _history = new double?[4][];          // raw counts by slot, from slot 0
    private readonly double[][] _raw = new double[4][];
    private readonly double[][] _value = new double[4][];
    private readonly int _slots;
    private readonly long _base;

    public RandomCase(int seed, int longestWindow)
    {
        _random = new Random(seed);
        _base = Pick(0L, 1, 63, 64, 1_000_003, 56_800_000_000);
        _slots = 1 + _random.Next(Pick(3, 70, 400, longestWindow));
        bool summaries = Flip();
        int channels = 1 + _random.Next(3);
        int history = Pick(0, 1, _slots / 2, _slots, _slots + 5, (_slots * 2) + 70, (_slots * 4) + 200);
        int late = _random.Next(9);                                      // pushes after the window's end is fixed
        int texture = _random.Next(7);
        double gaps = Pick(0, 0, 0.02, 0.5, 0.97, 1);
        for (int c = 0; c < channels; c++)
        {
            MakeChannel(c, history, late, texture, gaps, summaries);
        }

        Request.NewestSlot = _base + history - 1;
        Request.WindowSlots = _slots;
        Request.PeriodHours = Pick(1 / 36000.0, 30 / 3600.0, 0.25, 24);
        Request.NeedsPercent = Pick(0, 0, 0, 50, 80, 100);
        Request.UseSummaries = Flip();
        MakeSeries(channels);
        MakeFilter();
        MakeItems();
        Story.Add($"slots {_slots} history {history} base {_base} late {late} texture {texture} gaps {gaps} summaries {summaries}/{Request.UseSummaries}");
        Story.Add($"needs {Request.NeedsPercent} period {Request.PeriodHours}");
    }

    /// <summary>What the naive reference makes of each item, flattened as the engine writes it.</summary>
    public double?[] Expected()
    {
        double?[] x = Window(Request.X);
        int valid = x.Count(v => v.HasValue);
        double?[] filtered = Filtered(x);
        bool starved = valid * 100.0 < Request.NeedsPercent * Request.WindowSlots;
        var expected = new List<double?>();
        for (int i = 0; i < Request.ItemCount; i++)
        {
            Aggregate kind = Request.Kinds[i];
            double?[] values = kind == Aggregate.Corr
                ? [Corr(x)]
                : NaiveAggregates.Evaluate(kind, filtered, Request.PeriodHours, Request.Arg0[i], Request.Arg1[i], Request.Bins[i]);
            if (starved && kind is not (Aggregate.Count or Aggregate.Gaps or Aggregate.Coverage or Aggregate.Corr))
            {
                Array.Fill(values, null);
            }

            expected.AddRange(values);
        }

        return [.. expected];
    }

    /// <summary>Valid instants of the first series before its filter.</summary>
    public int ExpectedValid() => Window(Request.X).Count(v => v.HasValue);

    /// <summary>Valid samples of a channel in the window.</summary>
    public int ExpectedValid(int channel) => Counts(channel).Count(x => x >= Request.ValidLow[channel] && x <= Request.ValidHigh[channel]);

    /// <summary>The engine's plan of this case, as a compiler that knows the calibrations makes it, or one that does not.</summary>
    public int Bound(bool knowsCalibrations)
    {
        int channel = Request.X.SingleChannel;
        bool straight = Enumerable.Range(0, 4).All(c => Request.Calibrations[c] == null || Request.Calibrations[c].IsStraight);
        int traits = channel < 0 ? 0 : ScanPlan.SingleChannel;
        traits |= knowsCalibrations && straight ? ScanPlan.Straight : 0;
        traits |= channel >= 0 && Request.UseSummaries && Request.Rings[channel].Summaries != null ? ScanPlan.Summaries : 0;
        traits |= channel >= 0 && (Request.ValidLow[channel] > 0 || Request.ValidHigh[channel] < 4095) ? ScanPlan.Ranged : 0;
        traits |= Request.FilterKind != FilterKind.None ? ScanPlan.Filtered : 0;
        traits |= Request.NeedsPercent > 0 ? ScanPlan.Needs : 0;
        var plan = new ScanPlan();
        plan.Begin(traits, Request.X.Count, Request.Y == null ? 0 : Request.Y.Count);
        for (int i = 0; i < Request.ItemCount; i++)
        {
            plan.Add(Request.Kinds[i], Request.Arg0[i], Request.Bins[i]);
        }

        return plan.Bound(Request.WindowSlots);
    }

    private double? Corr(double?[] x)
    {
        double?[] y = Window(Request.Y!);
        double?[] both = [.. x.Zip(y, (a, b) => a.HasValue && b.HasValue ? a : null)];
        bool starved = both.Count(v => v.HasValue) * 100.0 < Request.NeedsPercent * Request.WindowSlots;
        return starved ? null : NaiveAggregates.Correlate(Filtered(both), y);
    }

    private double?[] Filtered(double?[] x)
    {
        if (Request.FilterKind == FilterKind.None)
        {
            return x;
        }

        double?[] tested = Request.FilterKind == FilterKind.Unit ? x : Counts(Request.X.SingleChannel);
        return [.. x.Zip(tested, (v, t) => v.HasValue && t >= Request.FilterLow && t <= Request.FilterHigh ? v : null)];
    }

    private double?[] Counts(int channel)
    {
        var window = new double?[_slots];
        for (int t = 0; t < _slots; t++)
        {
            long slot = Request.NewestSlot - _base - _slots + 1 + t;
            window[t] = slot < 0 || slot >= _history[channel].Length ? null : _history[channel][slot];
        }

        return window;
    }

    private double?[] Window(SeriesCode series)
    {
        var stack = new Stack<double?[]>();
        double?[] valid = Enumerable.Repeat<double?>(0, _slots).ToArray();
        for (int e = 0; e < series.Count; e++)
        {
            int element = series.Elements[e];
            if (element < Limits.ChannelsMax)
            {
                stack.Push([.. Counts(element).Select(x => x >= Request.ValidLow[element] && x <= Request.ValidHigh[element]
                    ? NaiveAggregates.Calibrate(_raw[element], _value[element], x.Value)
                    : (double?)null)]);
            }
            else if (element == SeriesCode.ConstantElement)
            {
                stack.Push([.. valid.Select(_ => (double?)series.Constants[e])]);
            }
            else
            {
                double?[] b = stack.Pop();
                stack.Push([.. stack.Pop().Zip(b, (p, q) => Operate(element, p, q))]);
            }
        }

        return stack.Pop();
    }

    private static double? Operate(int element, double? a, double? b)
    {
        double? r = element switch
        {
            SeriesCode.AddElement => a + b,
            SeriesCode.SubtractElement => a - b,
            SeriesCode.MultiplyElement => a * b,
            _ => a / b,
        };
        return r is double v && double.IsFinite(v) ? r : null;
    }

    private void MakeChannel(int c, int history, int late, int texture, double gaps, bool summaries)
    {
        int capacity = Ring.CapacityFor(_slots, summaries);
        int offset = _random.Next(5);
        short[] arena = new short[offset + capacity + 3];
        Array.Fill(arena, (short)1234);
        var ring = new Ring(arena, offset, capacity, summaries);
        ring.Reset(_base);
        _history[c] = new double?[history];
        int level = _random.Next(4096);
        int step = 1 + _random.Next(40);
        for (int i = 0; i < history + late; i++)
        {
            level = Math.Clamp(level + _random.Next(-step, step + 1), 0, 4095);
            int x = texture switch
            {
                0 => _random.Next(4096),
                1 => level,
                2 => 2000,
                3 => Flip() ? 0 : 4095,
                4 => i % 200 < 100 ? 1000 + (i % 100) : 3000 - (i % 100),
                5 => (i * step / 8) % 4096,
                _ => _random.Next(32) == 0 ? Pick(0, 4095) : level,
            };
            x = _random.NextDouble() < gaps ? -1 : x;
            if (i < history)
            {
                _history[c][i] = x < 0 ? null : x;
            }

            if (x < 0 && Flip())
            {
                ring.SkipTo(_base + i + 1);
            }
            else
            {
                ring.Push(x);
            }
        }

        Calibration calibration = MakeCalibration(c);
        bool ranged = Flip();
        int low = ranged ? _random.Next(-5, 3000) : 0;
        int high = ranged ? low + _random.Next(-2, 4096) : 4095;
        int[] block = [.. _history[c].Skip((int)(64 - (_base % 64)) % 64).Take(64).Where(x => x.HasValue).Select(x => (int)x!.Value)];
        if (ranged && block.Length > 0)
        {
            // Ends on a block's extremes, where "outside", "inside" and "look" part.
            low = Pick(low, block.Min(), block.Max(), block.Max() + 1);
            high = Pick(high, block.Min(), block.Min() - 1, block.Max());
        }

        Request.SetChannel(c, ring, low, high, calibration);
        Story.Add($"channel {c}: valid {low}..{high} calibration [{string.Join(", ", _raw[c].Zip(_value[c]))}]");
    }

    private Calibration MakeCalibration(int c)
    {
        int points = Pick(0, 2, 2, 2, 3, 5, 8);
        double sign = Flip() ? 1 : -1;
        _raw[c] = [.. Enumerable.Range(0, points).Select(_ => Flip() ? _random.Next(4096) : _random.NextDouble() * 4095).Distinct().Order()];
        double scale = Pick(1, 0.001, 60, 1e4);
        double at = Pick(0, -30, 17.5, 1000) * scale / 60;
        _value[c] = [.. _raw[c].Select(_ => at += sign * scale * (0.05 + _random.NextDouble()))];
        if (Flip())
        {
            Array.Reverse(_raw[c]);
            Array.Reverse(_value[c]);
        }

        if (_raw[c].Length == 1)
        {
            _raw[c] = _value[c] = [];
        }

        return Calibration.TryCreate(_raw[c], _value[c], _raw[c].Length)!;
    }

    private void MakeSeries(int channels)
    {
        Request.X = new SeriesCode();
        if (_random.Next(3) != 0)
        {
            Request.X.SetChannel(0);
            return;
        }

        MakeArithmetic(Request.X, channels);
    }

    private void MakeArithmetic(SeriesCode series, int channels)
    {
        int depth = 0;
        int operands = 2 + _random.Next(3);
        for (int used = 0; used < operands || depth > 1;)
        {
            if (depth < 2 || (used < operands && Flip()))
            {
                bool constant = used > 0 && _random.Next(4) == 0;
                series.Elements[series.Count] = (byte)(constant ? SeriesCode.ConstantElement : _random.Next(channels));
                series.Constants[series.Count] = Pick(0, 2, -0.5, 1e-3);
                used++;
                depth++;
            }
            else
            {
                series.Elements[series.Count] = (byte)Pick(SeriesCode.AddElement, SeriesCode.SubtractElement, SeriesCode.MultiplyElement, SeriesCode.DivideElement);
                depth--;
            }

            series.Count++;
        }
    }

    private void MakeFilter()
    {
        Request.FilterKind = Pick(FilterKind.None, FilterKind.None, FilterKind.Unit, FilterKind.Counts);
        if (Request.FilterKind == FilterKind.Counts && Request.X.SingleChannel < 0)
        {
            Request.FilterKind = FilterKind.Unit;
        }

        double a = Request.FilterKind == FilterKind.Counts ? _random.Next(4096) : SomeLevel();
        double b = Request.FilterKind == FilterKind.Counts ? _random.Next(4096) : SomeLevel();
        Request.FilterLow = Math.Min(a, b);
        Request.FilterHigh = Math.Max(a, b);
    }

    private void MakeItems()
    {
        int items = Pick(1, 2, 5, 30);
        bool second = _random.Next(6) == 0;
        for (int i = 0; i < items; i++)
        {
            var kind = (Aggregate)_random.Next(AggregateTable.Count);
            double low = SomeLevel();
            double high = SomeLevel();
            if (kind == Aggregate.Corr)
            {
                second = true;
            }

            double arg = kind switch
            {
                Aggregate.Percentile => _random.Next(1, 100),
                Aggregate.Quantile => Pick(0, 1, _random.NextDouble()),
                Aggregate.Ewma => Pick(1, 0.5, 0.1, 0.01, 1 - _random.NextDouble()),
                Aggregate.Hist => Math.Min(low, high),
                _ => low,
            };
            kind = kind == Aggregate.Hist && low == high ? Aggregate.Count : kind;
            Request.AddItem(kind, arg, Math.Max(low, high), 1 + _random.Next(32));
        }

        if (second)
        {
            Request.Y = new SeriesCode();
            int channels = Request.Rings.Count(r => r != null);
            if (Flip())
            {
                Request.Y.SetChannel(_random.Next(channels));
            }
            else
            {
                MakeArithmetic(Request.Y, channels);
            }
        }

        Story.Add($"x [{Code(Request.X)}] y [{Code(Request.Y)}] filter {Request.FilterKind} {Request.FilterLow:R}..{Request.FilterHigh:R}");
    }

    /// <summary>A threshold near the data; often exactly the value of some counts, where strict and weak comparison part.</summary>
    private double SomeLevel()
    {
        double counts = Flip() ? _random.Next(4096) : _random.NextDouble() * 4095;
        return NaiveAggregates.Calibrate(_raw[0], _value[0], counts);
    }

    private static string Code(SeriesCode? series)
    {
        return series == null ? "" : string.Join(" ", Enumerable.Range(0, series.Count).Select(e => $"{series.Elements[e]:x2}"));
    }

    private bool Flip() => _random.Next(2) == 0;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
