using System;
using System.Linq;

namespace NanoBatch.EndToEnd.Tests.Reference;

/// <summary>One channel of a naive board: calibration points and the readings of each row, null for an empty cell.</summary>
internal sealed record NaiveChannel(string Name, double[] Raw, double[] Value, int?[] Counts)
{
    /// <summary>Unit to the nearest count, ties up, clamped: what a converter would have read.</summary>
    public static int ToCounts(double[] raw, double[] value, double reading)
    {
        double counts = reading;
        if (raw.Length > 0)
        {
            int[] order = [.. Enumerable.Range(0, raw.Length).OrderBy(i => value[i])];
            int next = Array.FindIndex(order, i => value[i] >= reading);
            next = next < 0 ? raw.Length - 1 : Math.Max(next, 1);
            int a = order[next - 1];
            int b = order[next];
            counts = raw[a] + ((reading - value[a]) * (raw[b] - raw[a]) / (value[b] - value[a]));
        }

        return (int)Math.Clamp(Math.Floor(counts + 0.5), 0, 4095);
    }
}
