using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Alerts and report policies over a scripted row of readings, one run for each (JOB-LANGUAGE.md section 6).</summary>
[TestClass]
public sealed class AlertTests
{
    /// <summary>A reading for each run; <c>x</c> is a failed one, so that its window is empty and every aggregate but the counts null.</summary>
    [TestMethod]
    [DataRow("when last(ch1) > 5", "1 6 7 8 5 6 5", "1+ 4- 5+ 6-", DisplayName = "one run, cleared by its contrary")]
    [DataRow("when last(ch1) > 5 for 1 runs", "6 6 1", "0+ 2-", DisplayName = "for one run")]
    [DataRow("when last(ch1) > 5 for 3 runs", "6 6 6 6 6 6 1 6 6 1 6 6 6", "2+ 6- 12+", DisplayName = "for three runs")]
    [DataRow("when last(ch1) > 5 for 3 runs", "6 6 1 6 6 6 1", "5+ 6-", DisplayName = "a run without breaks the count")]
    [DataRow("when last(ch1) > 5 for 3 runs", "6 6 x 6 6 6", "5+", DisplayName = "null breaks the count")]
    [DataRow("when last(ch1) > 5", "6 x 6", "0+ 1- 2+", DisplayName = "null makes the condition false and its contrary true")]
    [DataRow("when last(ch1) > 5 until last(ch1) < 3", "6 4 6 4 2 4 6", "0+ 4- 6+", DisplayName = "until")]
    [DataRow("when last(ch1) > 5 until last(ch1) < 3", "6 x x 4 2", "0+ 4-", DisplayName = "null does not fulfil until")]
    [DataRow("when last(ch1) > 5 until last(ch1) > 4", "6 6 6 6 6", "0+ 1- 2+ 3- 4+", DisplayName = "both hold: what clears a run does not raise in it")]
    [DataRow("when last(ch1) > 5 for 2 runs until last(ch1) > 7", "6 6 8 8 8 6 6", "1+ 2- 4+", DisplayName = "the count starts anew after clearing")]
    [DataRow("when not last(ch1) > 5", "6 x 6", "1+ 2-", DisplayName = "not over null")]
    [DataRow("when last(ch1) != 5", "x 5 6 x", "2+ 3-", DisplayName = "unequal to null is false")]
    [DataRow("when gaps(ch1) > 0", "1 x 1", "1+ 2-", DisplayName = "counts are never null")]
    public void Events_come_at_each_change_and_none_between(string alert, string readings, string expected)
    {
        Rig rig = Run($"every 1s alert a {alert}", readings);
        string actual = string.Join(' ', rig.Events.Select(e => e.Seconds.ToString(CultureInfo.InvariantCulture) + (e.IsRaised ? "+" : "-")));
        Assert.AreEqual(expected, actual);
        Assert.IsTrue(rig.Events.All(e => e.IsAlert));
    }

    [TestMethod]
    public void Alerts_of_a_task_count_apart_and_do_not_wait_for_a_report()
    {
        Rig rig = Run("every 1s report l = last(ch1) when last(ch1) > 100\nalert low when last(ch1) < 5\nalert high when last(ch1) > 7 for 2 runs", "1 9 9 1 9");
        Assert.AreEqual("0:0+ 1:0- 2:1+ 3:0+ 3:1- 4:0-", string.Join(' ', rig.Events.Select(e => string.Create(CultureInfo.InvariantCulture,
            $"{e.Seconds}:{e.Alert}{(e.IsRaised ? '+' : '-')}"))));
    }

    [TestMethod]
    [DataRow("on change by 3", "1 3 4 6 7 7 4 1 3", "0 2 4 6 7", DisplayName = "by as much as the step is enough")]
    [DataRow("on change by 3", "5 2 8 x x 8 x", "0 1 2 3 5 6", DisplayName = "to null and back, null to null is no change")]
    [DataRow("on change by 3", "x x 1", "0 2", DisplayName = "the first is always sent")]
    [DataRow("on change by 3 or every 4s", "1 1 1 1 1 5 5 5 5 5 5", "0 4 5 9", DisplayName = "or every, counted from the last sent")]
    [DataRow("on change by 3 or every 1s", "1 1 1", "0 1 2", DisplayName = "or every run")]
    [DataRow("when last(ch1) > 5 on change by 3", "1 6 7 2 9 9 2 6", "1 4 7", DisplayName = "when comes first; what it holds back is not the last sent")]
    [DataRow("when last(ch1) > 5 on change by 3 or every 3s", "6 1 1 1 1 6 6", "0 5", DisplayName = "or every does not overrule when")]
    [DataRow("when last(ch1) in 3..5", "2 3 4 5 6 x", "1 2 3", DisplayName = "when alone")]
    public void A_report_is_sent_when_its_policy_says(string policy, string readings, string expected)
    {
        Rig rig = Run($"every 1s report l = last(ch1) {policy}", readings);
        Assert.AreEqual(expected, string.Join(' ', rig.Events.Select(e => e.Seconds.ToString(CultureInfo.InvariantCulture))));
        Assert.AreEqual(string.Join(' ', Enumerable.Range(0, rig.Events.Count)), string.Join(' ', rig.Events.Select(e => e.Seq)), "numbers count what was sent");
    }

    [TestMethod]
    [DataRow("a = min(ch1), b = max(ch1)", "1 1 9", "0 2", DisplayName = "any field is enough")]
    [DataRow("a = count(ch1), b = last(ch1)", "1 x x 1", "0 1 3", DisplayName = "null beside a number")]
    public void Every_field_is_compared(string fields, string readings, string expected)
    {
        Rig rig = Run($"every 1s report {fields} on change by 3", readings);
        Assert.AreEqual(expected, string.Join(' ', rig.Events.Select(e => e.Seconds.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>Windows of four samples: bins fill, and empty in favour of each other, by one a run.</summary>
    [TestMethod]
    [DataRow(1, "0 1 2 3 4 5 6 7 8 9 10 11", DisplayName = "by one")]
    [DataRow(2, "0 2 5 7 9 11", DisplayName = "by two")]
    [DataRow(5, "0", DisplayName = "by more than a bin holds")]
    public void Histograms_are_compared_bin_by_bin(int by, string expected)
    {
        Rig rig = Run($"every 1s over 4s report h = hist(ch1, 0, 20, 2) on change by {by}", "1 1 1 1 11 11 11 11 1 1 1 1");
        Assert.AreEqual(expected, string.Join(' ', rig.Events.Select(e => e.Seconds.ToString(CultureInfo.InvariantCulture))));
    }

    [TestMethod]
    public void An_unsent_report_leaves_the_last_sent_one_as_it_is()
    {
        Rig rig = Run("every 1s report l = last(ch1) on change by 3", "1 2 3 4 5 6 7 8");
        Assert.AreEqual("1 4 7", string.Join(' ', rig.Events.Select(e => e.Value())), "a slow rise is not lost in small steps");
    }

    private static Rig Run(string task, string readings)
    {
        string[] words = readings.Split(' ');
        var rig = new Rig((_, ms) => words[ms / 1000] == "x" ? Ring.Gap : int.Parse(words[ms / 1000], CultureInfo.InvariantCulture));
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy("job j\nsample ch1 every 1s\n" + task));
        rig.RunTo((words.Length - 1) * 1000);
        return rig;
    }
}
