using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Benchmarks;

/// <summary>The three jobs as a C# programmer writes them first: calibrate each sample, then LINQ and lists.</summary>
internal static class Plain
{
    public static double[] W1(ushort[] ring, int oldest, int n, double a, double b)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(i => (a * ring[(oldest + i) % ring.Length]) + b)];
        double mean = x.Average();
        return [n, mean, x.Min(), x.Max(), Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / n)];
    }

    public static double[] W2(ushort[] ring, int oldest, int n, double a, double b)
    {
        var kept = new List<(double T, double X)>();
        for (int i = 0; i < n; i++)
        {
            double v = (a * ring[(oldest + i) % ring.Length]) + b;
            if (v is >= 0 and <= 60)
            {
                kept.Add((i, v));
            }
        }

        double[] sorted = [.. kept.Select(k => k.X).Order()];
        double meanT = kept.Average(k => k.T);
        double meanX = kept.Average(k => k.X);
        double slope = kept.Sum(k => (k.T - meanT) * (k.X - meanX)) / kept.Sum(k => (k.T - meanT) * (k.T - meanT)) * 60;
        return [meanX, Quantile(sorted, 0.1), Quantile(sorted, 0.9), slope];
    }

    public static double[] W3(ushort[] ring, int oldest, int n, double a, double b)
    {
        var result = new double[17];
        double e = 0;
        for (int i = 0; i < n; i++)
        {
            double v = (a * ring[(oldest + i) % ring.Length]) + b;
            if (v is >= 0 and <= 100)
            {
                result[Math.Min(15, (int)Math.Floor(v / 100 * 16))]++;
            }

            e = i == 0 ? v : (0.1 * v) + (0.9 * e);
        }

        result[16] = e;
        return result;
    }

    private static double Quantile(double[] sorted, double q)
    {
        double position = (sorted.Length - 1) * q;
        int low = (int)position;
        return low + 1 == sorted.Length ? sorted[low] : sorted[low] + ((sorted[low + 1] - sorted[low]) * (position - low));
    }
}
