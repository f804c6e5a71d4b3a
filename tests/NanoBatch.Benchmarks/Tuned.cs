using System;

namespace NanoBatch.Benchmarks;

/// <summary>The three jobs tuned by hand: integer sums over two segments, counting instead of sorting, buffers kept.</summary>
internal sealed class Tuned
{
    private readonly int[] _counts = new int[4096];
    private readonly double[] _result = new double[17];

    public double[] W1(ushort[] ring, int oldest, int n, double a, double b)
    {
        long sum = 0;
        long squares = 0;
        int min = 4095;
        int max = 0;
        int first = Math.Min(n, ring.Length - oldest);
        Add(ring.AsSpan(oldest, first), ref sum, ref squares, ref min, ref max);
        Add(ring.AsSpan(0, n - first), ref sum, ref squares, ref min, ref max);
        double[] o = _result;
        o[0] = n;
        o[1] = (a * sum / n) + b;
        o[2] = (a * (a < 0 ? max : min)) + b;
        o[3] = (a * (a < 0 ? min : max)) + b;
        o[4] = Math.Abs(a) * Math.Sqrt((double)((n * squares) - (sum * sum))) / n;
        return o;
    }

    public double[] W2(ushort[] ring, int oldest, int n, double a, double b)
    {
        int[] counts = _counts;
        Array.Clear(counts);
        int low = (int)Math.Ceiling((60 - b) / a);
        int high = (int)Math.Floor((0 - b) / a);
        long m = 0;
        long sx = 0;
        long st = 0;
        long stt = 0;
        long stx = 0;
        int at = oldest;
        for (int t = 0; t < n; t++)
        {
            int x = ring[at];
            if (++at == ring.Length)
            {
                at = 0;
            }

            if (x >= low && x <= high)
            {
                counts[x]++;
                m++;
                sx += x;
                st += t;
                stt += (long)t * t;
                stx += (long)t * x;
            }
        }

        double[] o = _result;
        o[0] = (a * sx / m) + b;
        o[1] = (a * Rank((m - 1) * 0.9, low)) + b;
        o[2] = (a * Rank((m - 1) * 0.1, low)) + b;
        o[3] = a * ((m * stx) - (st * sx)) / ((m * stt) - (st * st)) * 60;
        return o;
    }

    public double[] W3(ushort[] ring, int oldest, int n, double a, double b)
    {
        double[] o = _result;
        Array.Clear(o);
        double scale = a * 0.16;
        double offset = b * 0.16;
        double e = ring[oldest];
        int at = oldest;
        for (int i = 0; i < n; i++)
        {
            int x = ring[at];
            if (++at == ring.Length)
            {
                at = 0;
            }

            double bin = (scale * x) + offset;
            if (bin >= 0 && bin <= 16)
            {
                o[bin == 16 ? 15 : (int)bin]++;
            }

            e += 0.1 * (x - e);
        }

        o[16] = (a * e) + b;
        return o;
    }

    private static void Add(ReadOnlySpan<ushort> span, ref long sum, ref long squares, ref int min, ref int max)
    {
        foreach (int x in span)
        {
            sum += x;
            squares += x * x;
            min = x < min ? x : min;
            max = x > max ? x : max;
        }
    }

    /// <summary>Value at a fractional rank, in counts.</summary>
    private double Rank(double position, int low)
    {
        int rank = (int)position;
        int x = low;
        int seen = _counts[x];
        while (seen <= rank)
        {
            seen += _counts[++x];
        }

        int next = x;
        if (seen == rank + 1)
        {
            do
            {
                next++;
            }
            while (next < 4095 && _counts[next] == 0);
        }

        return x + ((next - x) * (position - rank));
    }
}
