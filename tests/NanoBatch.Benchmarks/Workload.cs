using System;
using NanoBatch.Runtime;

namespace NanoBatch.Benchmarks;

/// <summary>One of the three deterministic workloads: generator, calibration and job.</summary>
/// <param name="Name">W1, W2 or W3.</param>
/// <param name="Job">The job in the language.</param>
/// <param name="Seed">Seed of the first channel; the next ones count up.</param>
/// <param name="Base">Base of the first channel, counts; the next ones lie 150 lower.</param>
/// <param name="Spread">Multiplier of the noise.</param>
/// <param name="Total">Samples in all.</param>
/// <param name="Window">Samples of the window.</param>
/// <param name="A">Slope of each channel's calibration, percent per count.</param>
/// <param name="B">Offset of each channel's calibration, percent.</param>
internal sealed record Workload(string Name, string Job, uint Seed, int Base, int Spread, int Total, int Window, double[] A, double[] B)
{
    public static readonly Workload W1 = new(
        "W1",
        "job w1\nsample ch1 every 1s keep 4096 samples\nafter 10007 samples over 3600 samples\n    report count(ch1), mean(ch1), min(ch1), max(ch1), stddevp(ch1)\n",
        101,
        2400,
        6,
        10007,
        3600,
        [-0.0553],
        [176.9]);

    public static readonly Workload W2 = new(
        "W2",
        "job w2\nsample ch1..ch4 every 1m keep 1536 samples valid 0..60 %\nafter 4007 samples over 1440 samples\n"
            + "    report mean(ch1..ch4), p10(ch1..ch4), p90(ch1..ch4), slope(ch1..ch4)\n"
            + "    alert dry when mean(ch1) < 22 % and slope(ch1) < 0\n",
        201,
        2900,
        1,
        4007,
        1440,
        [-0.05, -0.051, -0.052, -0.053],
        [170, 172, 174, 176]);

    public static readonly Workload W3 = new(
        "W3",
        "job w3\nsample ch1 every 1s keep 1024 samples\nafter 1531 samples over 1024 samples\n    report hist(ch1, 0, 100, 16), ewma(ch1, 0.1)\n",
        303,
        2400,
        6,
        1531,
        1024,
        [-0.0553],
        [176.9]);

    public int ChannelCount => A.Length;

    /// <summary>All samples of a channel, counts 0..4095.</summary>
    public ushort[] Samples(int channel)
    {
        var samples = new ushort[Total];
        uint state = Seed + (uint)channel;
        for (int i = 0; i < Total; i++)
        {
            state = (state * 1664525) + 1013904223;
            int r = (int)(state >> 16);
            int value = Base - (150 * channel) + (i >> 4) + (((r & 255) - 128) * Spread);
            value = (r >> 8) < 4 ? 4095 : (r >> 8) < 8 ? 0 : value;
            samples[i] = (ushort)Math.Clamp(value, 0, 4095);
        }

        return samples;
    }

    /// <summary>The newest samples of a channel, oldest first, in a ring as a hand-written program would keep them.</summary>
    public (ushort[] Ring, int Oldest) RingOf(int channel, int capacity)
    {
        ushort[] samples = Samples(channel);
        var ring = new ushort[capacity];
        for (int i = 0; i < Total; i++)
        {
            ring[i % capacity] = samples[i];
        }

        return (ring, (Total - Window) % capacity);
    }

    /// <summary>The straight line through two points, as a board profile has it.</summary>
    public Calibration CalibrationOf(int channel)
        => Calibration.TryCreate([0, 1000], [B[channel], B[channel] + (A[channel] * 1000)], 2);
}
