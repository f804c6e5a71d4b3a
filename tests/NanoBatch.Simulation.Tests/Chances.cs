using NanoBatch.Tests;

namespace NanoBatch.Simulation.Tests;

/// <summary>Seeds of the harnesses' shares in a test run.</summary>
internal static class Chances
{
    /// <summary>The usual seed, or <c>TEST_SEED</c>; printed.</summary>
    public static ulong Of(int usual) => (ulong)(uint)TestSeed.Draw(usual);
}
