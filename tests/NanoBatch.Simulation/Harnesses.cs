using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Frames;
using NanoBatch.Simulation.Images;
using NanoBatch.Simulation.World;

namespace NanoBatch.Simulation;

/// <summary>Every harness as one call with plain arguments, for tests that compile these sources together with a runtime that has a planted bug.</summary>
/// <remarks>Each returns the first finding, beginning with its kind, or an empty text.</remarks>
public static class Harnesses
{
    /// <summary>Power cuts.</summary>
    public static string Cuts(ulong seed, long states) => new CutHarness(seed).Run(states, null)?.ToString() ?? "";

    /// <summary>Damaged store images; each <paramref name="step"/>-th flip and truncation.</summary>
    public static string Images(ulong seed, int step) => new ImageHarness(seed).Run(step, null)?.ToString() ?? "";

    /// <summary>Damaged frames: all truncations, and all flips of so many bits.</summary>
    public static string Frames(ulong seed, int flips)
    {
        var frame = new FrameFlips(seed);
        return (frame.Truncate() ?? frame.Run(flips, 0, frame.BitCount, null))?.ToString() ?? "";
    }

    /// <summary>Whole worlds, one after the other.</summary>
    public static string World(ulong firstSeed, int worlds, int days)
    {
        for (ulong i = 0; i < (ulong)worlds; i++)
        {
            if (WorldRunner.Run(firstSeed + i, days).Failure is { } failure)
            {
                return failure;
            }
        }

        return "";
    }
}
