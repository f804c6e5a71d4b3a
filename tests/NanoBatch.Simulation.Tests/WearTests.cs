using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Simulation.Flash;
using NanoBatch.Simulation.Wear;

namespace NanoBatch.Simulation.Tests;

/// <summary>Goal: ten years of the default duty take a tenth of the flash's life, evenly. Method: the real runtime through ten simulated years over the wear model.</summary>
[TestClass]
public sealed class WearTests
{
    private const int Years = 10;
    private const int HoursOfTenYears = 87_660;

    [TestMethod]
    public void Ten_years_of_default_duty_stay_within_a_tenth_of_the_life()
    {
        var run = new WearRun();
        run.RunYears(Years);
        Console.WriteLine($"{run.ReportCount} reports, {run.Wear.CloseCount} closes, {run.Wear.EraseCount} erases, {run.Wear.MostErases} of one block, spread {run.Spread:F2}");
        Assert.IsGreaterThanOrEqualTo(HoursOfTenYears, run.ReportCount);
        Assert.IsGreaterThanOrEqualTo(run.Wear.CloseCount, run.Wear.EraseCount, "every close costs an erase");
        Assert.IsLessThanOrEqualTo(0.10, run.TenYearShare(Years));
        Assert.IsLessThanOrEqualTo(2.0, run.Spread);
    }

    [TestMethod]
    [DataRow(0, 10, 1, DisplayName = "a new file takes a block")]
    [DataRow(10, 10, 1, DisplayName = "a part-filled block is copied")]
    [DataRow(4096, 1, 1, DisplayName = "a full one is not")]
    [DataRow(4000, 200, 2, DisplayName = "across an edge")]
    [DataRow(0, 0, 1, DisplayName = "even an empty close")]
    public void A_close_costs_the_blocks_it_touches(int before, int count, int erases)
    {
        var wear = new FlashWear();
        if (before > 0)
        {
            wear.Closed("a", 0, before);
        }

        long had = wear.EraseCount;
        wear.Closed("a", before, count);
        Assert.AreEqual(erases, wear.EraseCount - had);
    }

    [TestMethod]
    public void Deleted_files_give_their_blocks_back()
    {
        var wear = new FlashWear(8);
        for (int i = 0; i < 100; i++)
        {
            wear.Closed("a", 0, 3 * FlashModel.BlockBytes);
            wear.Deleted("a", 3 * FlashModel.BlockBytes);
        }

        wear.Closed("b", 0, 6 * FlashModel.BlockBytes);
        Assert.ThrowsExactly<InvalidOperationException>(() => wear.Closed("c", 0, 1), "six of eight blocks are all that two for the directory leave");
    }
}
