using System;
using System.Linq;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Kill.Deploying;

/// <summary>Versions of one job that differ in length: from one frame to the longest package that a board takes.</summary>
internal static class JobVersions
{
    public const string JobName = "field";

    /// <summary>Milliseconds between two runs.</summary>
    public const int PeriodMs = 1000;

    // Negations in pairs change nothing but the length; with the rest they stay under the limit of 1 024 bytes.
    private const int PairsMax = 480;

    /// <summary>A version that nobody had before.</summary>
    /// <param name="version">1 to 65 535.</param>
    /// <param name="random">Draws its length.</param>
    public static byte[] Draw(int version, Random random)
    {
        int pairs = random.Next(4) == 0 ? PairsMax : random.Next(PairsMax);
        byte[] program = [(byte)Opcode.Constant, 40, .. Enumerable.Repeat((byte)Opcode.Negate, 2 * pairs), (byte)Opcode.Field, (byte)Opcode.Report];
        return new PackageSketch { JobName = JobName, Version = version }.Sample(PeriodMs, "soil1").Every(PeriodMs, program).Build();
    }
}
