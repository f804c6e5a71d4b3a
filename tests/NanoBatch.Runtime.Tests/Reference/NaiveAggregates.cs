using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.Reference;

/// <summary>JOB-LANGUAGE.md section 5 read word by word: plain double precision over calibrated samples, no shortcut of the engine.</summary>
internal static class NaiveAggregates
{
    /// <summary>Calibrated value of raw counts: the formula of section 7, a point exactly its value.</summary>
    public static double Calibrate(double[] raw, double[] value, double counts)
    {
        if (raw.Length == 0)
        {
            return counts;
        }

        int exact = Array.IndexOf(raw, counts);
        if (exact >= 0)
        {
            return value[exact];
        }

        // The segment is found on points sorted by raw; within it the points stand as they were written.
        int[] order = Enumerable.Range(0, raw.Length).OrderBy(i => raw[i]).ToArray();
        int next = Array.FindIndex(order, i => raw[i] > counts);
        next = next < 0 ? raw.Length - 1 : Math.Max(next, 1);
        int a = Math.Min(order[next - 1], order[next]);
        return value[a] + (counts - raw[a]) * (value[a + 1] - value[a]) / (raw[a + 1] - raw[a]);
    }

    /// <summary>One aggregate of a window, oldest first; missing slots and gaps are null.</summary>
    /// <returns>Null where the language says null; a histogram's bins.</returns>
    public static double?[] Evaluate(Aggregate kind, double?[] window, double periodHours, double arg0, double arg1, int bins)
    {
        (double T, double X)[] samples = window.Select((x, t) => (T: (double)t, X: x)).Where(s => s.X.HasValue).Select(s => (s.T, s.X!.Value)).ToArray();
        double[] x = samples.Select(s => s.X).ToArray();
        int n = x.Length;
        if (kind == Aggregate.Hist)
        {
            var counts = new double?[bins];
            Array.Fill(counts, 0.0);
            foreach (double v in x.Where(v => v >= arg0 && v <= arg1))
            {
                counts[Math.Min(bins - 1, (int)Math.Floor((v - arg0) / (arg1 - arg0) * bins))]++;
            }

            return counts;
        }

        double? value = kind switch
        {
            Aggregate.Count => n,
            Aggregate.Gaps => window.Length - n,
            Aggregate.Coverage => window.Length == 0 ? 0 : 100.0 * n / window.Length,
            _ when n == 0 => null,
            Aggregate.Sum => x.Sum(),
            Aggregate.Mean => x.Sum() / n,
            Aggregate.Min => x.Min(),
            Aggregate.Max => x.Max(),
            Aggregate.Range => x.Max() - x.Min(),
            Aggregate.First => x[0],
            Aggregate.Last => x[^1],
            Aggregate.StdDevP => Math.Sqrt(Scatter(x) / n),
            Aggregate.Median => Quantile(x, 0.5),
            Aggregate.Percentile => Quantile(x, arg0 / 100),
            Aggregate.Quantile => Quantile(x, arg0),
            Aggregate.Ewma => x.Skip(1).Aggregate(x[0], (s, v) => arg0 * v + (1 - arg0) * s),
            Aggregate.Above => x.Count(v => v > arg0) * periodHours,
            Aggregate.Below => x.Count(v => v < arg0) * periodHours,
            _ when n == 1 => null,
            Aggregate.Delta => x[^1] - x[0],
            Aggregate.StdDev => Math.Sqrt(Scatter(x) / (n - 1)),
            Aggregate.Variance => Scatter(x) / (n - 1),
            Aggregate.Slope => Slope(samples) / periodHours,
            Aggregate.Rate => Pairs(x).Sum(p => p.B >= p.A ? p.B - p.A : p.B) / ((samples[^1].T - samples[0].T) * periodHours),
            Aggregate.Integral => Enumerable.Range(1, n - 1).Sum(i => (samples[i - 1].X + samples[i].X) / 2 * (samples[i].T - samples[i - 1].T) * periodHours),
            Aggregate.Crossings => Pairs(x).Count(p => p.A <= arg0 && p.B > arg0),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return [value is double v2 && double.IsFinite(v2) ? value : null];
    }

    /// <summary>Pearson correlation over instants where both are valid.</summary>
    /// <returns>NaN where one side differs by rounding only: then no two orders of evaluation agree.</returns>
    public static double? Correlate(double?[] first, double?[] second)
    {
        (double X, double Y)[] pairs = first.Zip(second).Where(p => p.First.HasValue && p.Second.HasValue).Select(p => (p.First!.Value, p.Second!.Value)).ToArray();
        if (pairs.Length < 2 || pairs.All(p => p.X == pairs[0].X) || pairs.All(p => p.Y == pairs[0].Y))
        {
            return null;
        }

        double mx = pairs.Average(p => p.X);
        double my = pairs.Average(p => p.Y);
        if (IsNoise([.. pairs.Select(p => p.X)], mx) || IsNoise([.. pairs.Select(p => p.Y)], my))
        {
            return double.NaN;
        }

        double r = pairs.Sum(p => (p.X - mx) * (p.Y - my)) / (Math.Sqrt(Scatter([.. pairs.Select(p => p.X)])) * Math.Sqrt(Scatter([.. pairs.Select(p => p.Y)])));
        return double.IsFinite(r) ? r : null;
    }

    private static bool IsNoise(double[] x, double mean)
    {
        return x.Max(v => Math.Abs(v - mean)) < 1e-10 * x.Max(Math.Abs);
    }

    private static double Scatter(double[] x)
    {
        double mean = x.Average();
        mean += x.Average(v => v - mean);       // so that equal values scatter by nothing, not by the rounding of their sum
        return x.Sum(v => (v - mean) * (v - mean));
    }

    private static double Quantile(double[] x, double q)
    {
        double[] sorted = x.Order().ToArray();
        double position = (sorted.Length - 1) * q;
        int k = (int)Math.Floor(position);
        return k + 1 < sorted.Length ? sorted[k] + (position - k) * (sorted[k + 1] - sorted[k]) : sorted[k];
    }

    private static double Slope((double T, double X)[] samples)
    {
        double mt = samples.Average(s => s.T);
        double mx = samples.Average(s => s.X);
        return samples.Sum(s => (s.T - mt) * (s.X - mx)) / samples.Sum(s => (s.T - mt) * (s.T - mt));
    }

    private static IEnumerable<(double A, double B)> Pairs(double[] x)
    {
        return x.Zip(x.Skip(1));
    }
}
