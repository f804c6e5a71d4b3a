using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Frames;

namespace NanoBatch.Simulation.Tests;

/// <summary>Goal: a damaged frame is never taken for a good one, and costs no other.</summary>
/// <remarks>Truncations and single bits are among the codec's tests; flips of three bits are a command, <c>frames --flips 3</c>.</remarks>
[TestClass]
public sealed class FrameTests
{
    private const int Streams = 2_000_000;

    [TestMethod]
    public void No_flip_of_two_bits_of_a_full_frame_is_accepted()
    {
        ulong seed = Chances.Of(3);
        var harness = new FrameFlips(seed);
        Assert.AreEqual(2000, harness.BitCount);
        Violation? violation = harness.Run(2, 0, harness.BitCount, null);
        Assert.IsNull(violation, $"seed {seed}: {violation}");
        Assert.AreEqual(1_999_000, harness.FrameCount);
    }

    [TestMethod]
    public void Noise_changes_nothing()
    {
        ulong seed = Chances.Of(1);
        var harness = new RandomStreams(seed);
        Violation? violation = harness.Run(Streams, null);
        Console.WriteLine($"{harness.StreamCount} streams, {harness.BoardCount} of them to a board, {harness.CandidateCount} candidates, {harness.AcceptedCount} accepted");
        Assert.IsNull(violation, $"seed {seed}: {violation}");
        Assert.IsGreaterThan(100_000, harness.CandidateCount, "streams must come close to being frames, or they show nothing");
    }
}
