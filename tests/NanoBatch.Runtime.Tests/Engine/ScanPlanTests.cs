using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.Engine;

[TestClass]
public class ScanPlanTests
{
    private const int Straight = ScanPlan.SingleChannel | ScanPlan.Straight;
    private const int Summed = Straight | ScanPlan.Summaries;

    [TestMethod]                                     // Goal: as few passes as the items need.
    [DataRow(Straight, "Count", ScanPlan.CountPass)]
    [DataRow(Straight, "Mean Sum Count", ScanPlan.SumPass)]
    [DataRow(Straight, "Mean Min StdDevP", ScanPlan.MomentsPass)]
    [DataRow(Straight, "Mean Slope", ScanPlan.TrendPass)]
    [DataRow(Straight, "Mean Percentile Percentile Slope", ScanPlan.FusedPass)]
    [DataRow(Straight, "Mean Median", ScanPlan.FusedPass)]
    [DataRow(Straight, "Min Max Median", ScanPlan.RankPass)]
    [DataRow(Straight, "StdDev Median Slope", ScanPlan.MomentsPass | ScanPlan.FusedPass)]
    [DataRow(Summed, "Mean Median Slope", ScanPlan.TrendPass | ScanPlan.RankPass)]
    [DataRow(Summed, "Mean Median", ScanPlan.SumPass | ScanPlan.RankPass)]
    [DataRow(Straight, "Ewma Rate First", ScanPlan.CountPass)]
    [DataRow(Straight | ScanPlan.Filtered | ScanPlan.Needs, "Mean", ScanPlan.SumPass | ScanPlan.ValidPass)]
    [DataRow(ScanPlan.SingleChannel, "Min Median", ScanPlan.RankPass, DisplayName = "order statistics stay in counts on a bent line")]
    [DataRow(ScanPlan.SingleChannel, "Mean Max", ScanPlan.MomentsPass | ScanPlan.PointPass)]
    [DataRow(0, "Count", ScanPlan.PointPass)]
    [DataRow(Straight, "Mean Corr", ScanPlan.SumPass | ScanPlan.PairPass)]
    public void Items_choose_their_passes(int traits, string items, int expected)
    {
        var plan = new ScanPlan();
        plan.Begin(traits, 1, 1);
        foreach (string item in items.Split(' '))
        {
            plan.Add(Enum.Parse<Aggregate>(item), 0.5, 4);
        }

        Assert.AreEqual(expected, plan.Passes);
    }

    [TestMethod]
    public void A_bound_grows_with_the_window_and_with_ignorance()
    {
        foreach (Aggregate kind in Enum.GetValues<Aggregate>())
        {
            int before = 0;
            foreach (int slots in new[] { 0, 1, 64, 65, 255, 1000, 1440, 30000, 65535 })
            {
                int known = Bound(Straight, kind, slots);
                Assert.IsGreaterThanOrEqualTo(before, known, $"{kind} {slots}");
                Assert.IsLessThanOrEqualTo(Bound(ScanPlan.SingleChannel, kind, slots), known, $"{kind} {slots}: calibration unknown");
                before = known;
            }
        }
    }

    [TestMethod]
    public void A_bound_too_large_for_an_int_saturates()
    {
        var plan = new ScanPlan();
        plan.Begin(0, 3001, 0);
        for (int i = 0; i < 64; i++)
        {
            plan.Add(Aggregate.Median, 0, 0);
        }

        Assert.AreEqual(int.MaxValue, plan.Bound(65535));
    }

    [TestMethod]                                     // Goal: where summaries decide every block, the bound says so.
    public void Summaries_without_a_range_cut_the_bound()
    {
        Assert.IsLessThan(Bound(Straight, Aggregate.Mean, 3600) / 3, Bound(Summed, Aggregate.Mean, 3600));
        Assert.IsGreaterThan(Bound(Straight, Aggregate.Mean, 3600), Bound(Summed | ScanPlan.Ranged, Aggregate.Mean, 3600));
    }

    private static int Bound(int traits, Aggregate kind, int slots)
    {
        var plan = new ScanPlan();
        plan.Begin(traits, 1, 1);
        plan.Add(kind, 0.1, 16);
        return plan.Bound(slots);
    }
}
