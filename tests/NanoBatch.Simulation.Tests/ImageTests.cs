using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Images;

namespace NanoBatch.Simulation.Tests;

/// <summary>Goal: a damaged store gives no wrong value. Method: every flip, every truncation, every erased block of a full image of 64 KB.</summary>
[TestClass]
public sealed class ImageTests
{
    private const int Shares = 2;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void A_damaged_image_gives_no_wrong_value(int share)
    {
        ulong seed = Chances.Of(1);
        var harness = new ImageHarness(seed);
        Violation? violation = harness.Run(1, null, share, Shares);
        Console.WriteLine($"{harness.FileCount} files, {harness.ImageBytes} bytes: {harness.FlipCount} flips, {harness.TruncationCount} cuts, {harness.EraseCount} erased");
        Assert.IsNull(violation, $"seed {seed}: {violation}\ndotnet run -c Release --project tests/NanoBatch.Simulation -- images --seed {seed} --state {violation?.State}");
        int bytes = Enumerable.Range(0, harness.FileCount).Where(file => file % Shares == share).Sum(harness.LengthOf);
        Assert.AreEqual(bytes * 8, harness.FlipCount);
        Assert.AreEqual(bytes, harness.TruncationCount);
    }

    [TestMethod]
    public void The_image_is_full() => Assert.IsGreaterThanOrEqualTo(64 * 1024, new ImageHarness(Chances.Of(1)).ImageBytes);

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
