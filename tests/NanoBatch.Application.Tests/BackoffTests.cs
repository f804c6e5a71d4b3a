using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Application.Tests;

/// <summary>Waits double up to the longest, by chance shorter by up to a half, and begin anew after a success.</summary>
[TestClass]
public sealed class BackoffTests
{
    [TestMethod]
    [DataRow(0U, "1000 2000 4000 5000 5000", DisplayName = "the shortest of each, doubled")]
    public void Waits_double_up_to_the_longest(uint random, string bounds)
    {
        var shortest = new Backoff(1000, 5000);
        var longest = new Backoff(1000, 5000);
        foreach (int bound in bounds.Split(' ').Select(b => int.Parse(b, CultureInfo.InvariantCulture)))
        {
            Assert.AreEqual(bound - (bound / 2), shortest.NextMs(random));
            Assert.AreEqual(bound, longest.NextMs((uint)(bound / 2)));
        }

        longest.Reset();
        Assert.AreEqual(1000, longest.NextMs(500));
    }

    [TestMethod]
    public void Any_random_number_keeps_within_half_and_whole()
    {
        foreach (uint random in new uint[] { 0, 1, 499, 500, 501, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF })
        {
            int wait = new Backoff(1000, 5000).NextMs(random);
            Assert.IsGreaterThanOrEqualTo(500, wait);
            Assert.IsLessThanOrEqualTo(1000, wait);
        }

        Assert.AreEqual(1, new Backoff(1, 1).NextMs(0xFFFFFFFF));
    }

    [TestMethod]
    public void The_log_hears_of_the_first_failures_and_of_ever_fewer()
    {
        var backoff = new Backoff(1, 1);
        string told = string.Join(' ', Enumerable.Range(1, 20).Where(_ =>
        {
            backoff.NextMs(0);
            return backoff.IsWorthALine;
        }));
        Assert.AreEqual("1 2 4 8 16", told);
    }
}
