using System;
using System.Globalization;

namespace NanoBatch.Tests;

/// <summary>Chance that can be repeated: the seed is printed, and <c>TEST_SEED</c> sets it.</summary>
internal static class TestSeed
{
    /// <summary>The seed of this run, printed.</summary>
    public static int Draw(int usual)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("TEST_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int given) ? given : usual;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: replay with TEST_SEED={seed}"));
        return seed;
    }
}
