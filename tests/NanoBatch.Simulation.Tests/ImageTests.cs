using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Images;

namespace NanoBatch.Simulation.Tests;

/// <summary>Goal: a damaged store gives no wrong value. Method: every flip, every truncation, every erased block of a full image of 64 KB.</summary>
[TestClass]
public sealed class ImageTests
{
    [TestMethod]
    public void A_damaged_image_gives_no_wrong_value()
    {
        ulong seed = Chances.Of(1);
        var harness = new ImageHarness(seed);
        Violation? violation = harness.Run(1, null);
        Console.WriteLine($"{harness.FileCount} files, {harness.ImageBytes} bytes: {harness.FlipCount} flips, {harness.TruncationCount} truncations, {harness.EraseCount} erased blocks");
        Assert.IsNull(violation, $"seed {seed}: {violation}\ndotnet run -c Release --project tests/NanoBatch.Simulation -- images --seed {seed} --state {violation?.State}");
        Assert.IsGreaterThanOrEqualTo(524_288, harness.FlipCount);
        Assert.AreEqual(harness.ImageBytes * 8, harness.FlipCount);
        Assert.AreEqual(harness.ImageBytes, harness.TruncationCount);
    }

    [TestMethod]
    [DataRow("Flip.3.1024", true)]
    [DataRow("Truncate.0.0", true)]
    [DataRow("Erase.12.1", true)]
    [DataRow("Flip.3", false)]
    [DataRow("Burn.3.1", false)]
    [DataRow("7.3.1", false)]
    public void A_damage_has_a_name(string name, bool isGood)
    {
        Assert.AreEqual(isGood, Damage.TryParse(name, out Damage damage));
        if (isGood)
        {
            Assert.AreEqual(name, damage.ToString());
        }
    }
}
