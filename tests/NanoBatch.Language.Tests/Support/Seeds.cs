using System;
using System.Globalization;

namespace NanoBatch.Tests.Support;

/// <summary>Chance that can be replayed: every run says which seed it had.</summary>
internal static class Seeds
{
    /// <summary><c>TEST_SEED</c>, or a fixed seed; printed before it is used.</summary>
    public static int Next()
    {
        string? given = Environment.GetEnvironmentVariable("TEST_SEED");
        int seed = given == null ? 4711 : int.Parse(given, CultureInfo.InvariantCulture);
        Console.WriteLine($"seed {seed}: replay with TEST_SEED={seed}");
        return seed;
    }
}
