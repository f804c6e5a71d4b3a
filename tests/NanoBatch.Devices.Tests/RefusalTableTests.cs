using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class RefusalTableTests
{
    [TestMethod]
    public void Every_package_status_has_its_own_words_and_a_remedy()
    {
        var context = new RefusalContext(PackageSketch.Minimal().Build(), null);
        PackageStatus[] all = [.. Enum.GetValues<PackageStatus>().Where(status => status != PackageStatus.Accepted)];
        string[] messages = [.. all.Select(status => Check(RefusalTable.OfPackage(status, 7, 3, context)))];
        Assert.HasCount(all.Length, messages.Distinct().ToArray());
        Assert.Contains("status 200", RefusalTable.OfPackage((PackageStatus)200, 0, 0, context).Message);
    }

    [TestMethod]
    public void Every_other_refusal_has_its_own_words_and_a_remedy()
    {
        ReplyStatus[] all = [.. Enum.GetValues<ReplyStatus>().Where(status => status is not ReplyStatus.Done and not ReplyStatus.Unchanged)];
        string[] messages = [.. all.Select(status => Check(RefusalTable.OfRequest(status, "pause a job", "a")))];
        Assert.HasCount(all.Length, messages.Distinct().ToArray());
        Assert.Contains("status 250", RefusalTable.OfRequest((ReplyStatus)250, "pause a job", "a").Message);
    }

    [TestMethod]
    public void Every_profile_status_has_its_own_words_and_a_remedy()
    {
        ProfileStatus[] all = [.. Enum.GetValues<ProfileStatus>().Where(status => status != ProfileStatus.Accepted)];
        string[] messages = [.. all.Select(status => Check(ProfileRefusals.Of(status)))];
        Assert.HasCount(all.Length, messages.Distinct().ToArray());
        Assert.Contains("status 200", ProfileRefusals.Of((ProfileStatus)200).Message);
    }

    [TestMethod]
    [DataRow(PackageStatus.NotEnoughMemory)]
    [DataRow(PackageStatus.TooManyJobs)]
    [DataRow(PackageStatus.TooManyTasks)]
    [DataRow(PackageStatus.TooSlow)]
    public void A_refusal_for_want_of_room_gives_both_figures(PackageStatus status)
    {
        Refusal refusal = RefusalTable.OfPackage(status, 7777, 3333, new RefusalContext([], null));
        Assert.Contains("7777", refusal.Message);
        Assert.Contains("3333", refusal.Message);
        Assert.AreEqual((7777L, 3333L), (refusal.Need, refusal.Limit));
    }

    [TestMethod]
    public void A_profile_that_would_cost_a_job_names_it_with_both_periods()
    {
        Refusal refusal = ProfileRefusals.OfJob("bed", 89_900, 900_000);
        Check(refusal);
        Assert.Contains("job 'bed' samples or runs every 89.9 s", refusal.Message);
        Assert.Contains("nothing under 900 s", refusal.Message);
        Assert.AreEqual((89_900L, 900_000L), (refusal.Need, refusal.Limit));
    }

    private static string Check(Refusal refusal)
    {
        Assert.IsGreaterThan(10, refusal.Message.Length);
        Assert.IsFalse(refusal.Message.EndsWith('.'), refusal.Message);
        Assert.IsTrue(refusal.Help.EndsWith('.'), refusal.Help);
        return refusal.Message;
    }
}
