using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;
using NanoBatch.Tests.Support;

namespace NanoBatch.Tests.CodeGen;

/// <summary>Random jobs to bytes and back: the board reads the same channels, schedules and windows, and computes the same fields in the same order.</summary>
[TestClass]
public sealed class RoundTripTests
{
    private const int Jobs = 1000;

    [TestMethod]
    public void Random_jobs_mean_the_same_after_the_compiler() => Walk(GeneratedJob.Text);

    [TestMethod]
    public void Random_reports_keep_their_fields_in_order() => Walk(Reports);

    private static void Walk(Func<int, string> write)
    {
        int seed = Seeds.Next();
        int compiled = 0;
        for (int i = 0; i < Jobs; i++)
        {
            string text = write(seed + i);
            JobModel model = Compiled.Analyze(text).Model!;
            bool strip = i % 2 == 0;
            CompileOutcome outcome = PackageBuilder.Build(model, SourceText.FromString("test.job", text), strip);
            if (outcome.Parsed is { } package)
            {
                compiled++;
                Compare(model, package, strip, $"seed {seed + i}\n{text}");
            }
            else
            {
                Assert.IsTrue(outcome.Diagnostics.Any(d => d.Code is "JOB301" or "JOB302" or "JOB303"), $"seed {seed + i}\n{text}");
            }
        }

        Assert.IsGreaterThan(Jobs * 9 / 10, compiled, "too many of the jobs are over a limit to prove anything");
    }

    /// <summary>Fields drawn from a small board of channels and aggregates, so that layouts compete: blocks, rows, repeats, expressions between.</summary>
    private static string Reports(int seed)
    {
        var random = new Random(seed);
        string Pick(params string[] choices) => choices[random.Next(choices.Length)];
        string Aggregate(string channel) => Pick("mean({0})", "p10({0})", "p90({0})", "slope({0})", "hist({0}, 0, 60, 4)", "above({0}, 30 %)",
            "mean({0} in 5..50)", "corr({0}, s2)").Replace("{0}", channel, StringComparison.Ordinal);
        string Scalar(string channel) => Pick("mean({0})", "p10({0})", "max({0})", "median({0} in 100..3000 raw)").Replace("{0}", channel, StringComparison.Ordinal);
        var text = new StringBuilder($"job r{seed}\nsample s1..s5 every 1m\n");
        for (int task = random.Next(1, 3); task > 0; task--)
        {
            text.Append("every 1h ").Append(Pick("", "needs 50 % ", "over 3h "));
            var fields = new List<string>();
            int count = random.Next(1, 9);
            int stride = random.Next(1, 4);
            for (int i = 0; i < count; i++)
            {
                string channel = $"s{1 + (i / stride % 5)}";
                string name = $"f{task}_{i}";
                fields.Add(random.Next(10) switch
                {
                    0 => $"{name} = {Scalar(channel)} - {Scalar(Pick("s1", "s2"))} * 2",
                    1 or 2 => $"{name} = {Aggregate(Pick("s1", "s2", "s3", "s4", "s5"))}",
                    _ => $"{name} = {Pick("mean", "p10", "max")}({channel})",
                });
            }

            text.Append("report ").AppendJoin(", ", fields);
            text.Append(random.Next(4) == 0 ? $" when {Scalar("s1")} > 3 %" : "").Append('\n');
            for (int alert = random.Next(3); alert > 0; alert--)
            {
                text.Append($"alert a{task}_{alert} when {Scalar(Pick("s1", "s2", "s3"))} < 20 % or {Scalar("s4")} in 1..2 % {Pick("", $"until {Scalar("s5")} > 9 %")}\n");
            }
        }

        return text.ToString();
    }

    private static void Compare(JobModel model, JobPackage package, bool strip, string message)
    {
        Assert.AreEqual(model.Name, package.JobName, message);
        Assert.AreEqual(model.Version, package.JobVersion, message);
        Assert.AreEqual(model.ZoneMinutes, package.ZoneMinutes, message);
        Assert.AreEqual(model.Channels.Count, package.ChannelCount, message);
        foreach (ChannelModel channel in model.Channels)
        {
            Compare(channel, package.Channels[channel.Index], message);
        }

        var names = new PackageNames(package);
        Assert.AreEqual(model.Tasks.Count, package.TaskCount, message);
        for (int t = 0; t < model.Tasks.Count; t++)
        {
            Compare(model.Tasks[t], package.Tasks[t], message);
            CollectionAssert.AreEqual(ModelMeaning.Of(model.Tasks[t]), PackageMeaning.Of(package, t), message);
            CollectionAssert.AllItemsAreUnique(names.FieldsOf(t), message);
            if (!strip)
            {
                CollectionAssert.AreEqual((model.Tasks[t].Report?.Fields ?? []).Select(field => field.Name).ToArray(), names.FieldsOf(t), message);
                CollectionAssert.AreEqual(model.Tasks[t].Alerts.Select(alert => alert.Name).ToArray(), names.AlertsOf(t), message);
            }
        }
    }

    private static void Compare(ChannelModel channel, ChannelPlan plan, string message)
    {
        Assert.AreEqual(channel.Name, plan.Name, message);
        Assert.AreEqual(channel.PeriodMs, plan.PeriodMs, message);
        Assert.AreEqual(channel.Burst, plan.Burst, message);
        Assert.AreEqual(channel.Burst > 1 && channel.BurstReducer == BurstReducer.Median, plan.BurstIsMedian, message);
        Assert.AreEqual(channel.RingSlots, plan.RingSlots, message);
        Assert.AreEqual(channel.Unit, plan.Unit, message);
        Assert.AreEqual(channel.Valid is not null, plan.HasValid, message);
        Assert.AreEqual(channel.Valid?.IsRaw ?? false, plan.ValidIsRaw, message);
        Assert.AreEqual(channel.Valid?.Low.ToDouble() ?? 0, plan.ValidLow, message);
        Assert.AreEqual(channel.Valid?.High.ToDouble() ?? 0, plan.ValidHigh, message);
    }

    private static void Compare(TaskModel task, TaskPlan plan, string message)
    {
        ScheduleModel schedule = task.Schedule;
        Assert.AreEqual(schedule.Kind, plan.Schedule, message);
        Assert.AreEqual(schedule.PeriodMs, plan.PeriodMs, message);
        Assert.AreEqual(schedule.SpreadMs, plan.SpreadMs, message);
        Assert.AreEqual(schedule.MinuteOfDay, plan.MinuteOfDay, message);
        Assert.AreEqual(schedule.DaysOfWeek, plan.WeekdayMask, message);
        Assert.AreEqual(schedule.Samples, plan.AfterSamples, message);
        Assert.AreEqual(task.Window.Kind, plan.Window, message);
        Assert.AreEqual(task.Window.Kind == WindowKind.Samples ? task.Window.Samples : task.Window.DurationMs, plan.WindowLength, message);
        Assert.AreEqual(task.NeedsPercent?.ToDouble() ?? 0, plan.NeedsPercent, message);
        if (schedule.Cron is { } cron)
        {
            ulong[] masks = [cron.Minutes, cron.Hours, cron.DaysOfMonth, cron.Months, cron.DaysOfWeek];
            CollectionAssert.AreEqual(masks, plan.CronMasks, message);
            Assert.AreEqual(cron.IsDayOfMonthRestricted && cron.IsDayOfWeekRestricted, plan.CronDaysAreEither, message);
        }
    }
}
