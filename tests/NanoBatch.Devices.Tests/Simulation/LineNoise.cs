using System;
using System.Collections.Generic;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>What one direction of a line does to bytes; deterministic.</summary>
internal sealed class LineNoise
{
    /// <summary>Kinds of errors, each with the same chance.</summary>
    public const int Kinds = 4;

    private readonly Random? _random;
    private readonly double _perByte;

    private LineNoise(Random? random, double perByte)
    {
        _random = random;
        _perByte = perByte;
    }

    /// <summary>A line that passes everything on.</summary>
    public static LineNoise None => new(null, 0);

    /// <summary>Looks at a whole write before the noise: returns null to swallow it.</summary>
    public Func<byte[], byte[]?>? Filter { get; set; }

    /// <summary>Bytes that came out otherwise than they went in.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>A line that loses, doubles, flips and invents bytes, each with the given chance.</summary>
    public static LineNoise Of(int seed, double perByte) => new(new Random(seed), perByte);

    public byte[] Pass(ReadOnlySpan<byte> bytes)
    {
        byte[]? input = bytes.ToArray();
        input = Filter is null ? input : Filter(input);
        if (_random is null || input is null)
        {
            return input ?? [];
        }

        var output = new List<byte>();
        foreach (byte value in input)
        {
            double chance = _random.NextDouble();
            if (chance >= Kinds * _perByte)
            {
                output.Add(value);
                continue;
            }

            ErrorCount++;
            if (chance < _perByte)
            {
                output.Add((byte)(value ^ (1 << _random.Next(8))));
            }
            else if (chance < 2 * _perByte)
            {
                output.AddRange([value, value]);
            }
            else if (chance < 3 * _perByte)
            {
                output.AddRange([value, (byte)_random.Next(256)]);
            }
        }

        return [.. output];
    }
}
