using System;

namespace NanoBatch.Kill.Deploying;

/// <summary>What happens in the middle of a deployment, besides noise.</summary>
/// <param name="CancelAtWrite">Write of the client at which it is told to stop, or -1.</param>
/// <param name="RestartAtWrite">Write of the client at which the board loses power, or -1.</param>
/// <param name="StallAtWrite">Write of the client from which on the board does not come to its line for a while, or -1.</param>
/// <param name="StallMs">How long.</param>
/// <param name="DropChance">Chance for each write of the client that the driver loses what it holds.</param>
internal sealed record Mishap(int CancelAtWrite, int RestartAtWrite, int StallAtWrite, int StallMs, double DropChance)
{
    // Hello, begin, 1 to 5 chunks, activate, read back: a few writes more where something is lost.
    private const int WritesMax = 14;

    /// <summary>Draws one: half of all deployments meet nothing but noise.</summary>
    public static Mishap Draw(Random random) => new(
        random.Next(8) == 0 ? random.Next(WritesMax) : -1,
        random.Next(8) == 0 ? random.Next(WritesMax) : -1,
        random.Next(8) == 0 ? random.Next(WritesMax) : -1,
        random.Next(10_000),
        random.Next(4) == 0 ? 0.2 : 0.01);
}
