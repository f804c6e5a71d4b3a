using System;
using System.Collections.Generic;
using System.Globalization;
using NanoBatch.Language.Lexing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>Sample and task statements of a package in words.</summary>
internal static class PackageSummary
{
    /// <summary><c>every 30s, burst 5 median, ring 1440 slots, valid 0..60, unit %, summaries</c>.</summary>
    public static string Of(ChannelPlan channel)
    {
        var parts = new List<string> { $"every {Durations.Format(channel.PeriodMs)}" };
        if (channel.Burst > 1)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"burst {channel.Burst} {(channel.BurstIsMedian ? "median" : "mean")}"));
        }

        if (channel.KeepSlots > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"keep {channel.KeepSlots} samples"));
        }

        parts.Add(string.Create(CultureInfo.InvariantCulture, $"ring {channel.RingSlots} slots = {Durations.Format((long)channel.RingSlots * channel.PeriodMs)}"));
        if (channel.HasValid)
        {
            parts.Add($"valid {NumberText.Of(channel.ValidLow, channel.ValidHigh, channel.ValidIsRaw)}");
        }

        if (channel.Unit is { } unit)
        {
            parts.Add($"unit {unit}");
        }

        if (channel.WantsSummaries)
        {
            parts.Add("summaries");
        }

        return string.Join(", ", parts);
    }

    /// <summary><c>every 15m over 6h needs 80 %</c>.</summary>
    public static string Of(TaskPlan task)
    {
        ArgumentNullException.ThrowIfNull(task);
        string needs = task.NeedsPercent > 0 ? $" needs {NumberText.Of(task.NeedsPercent)} %" : "";
        return $"{ScheduleText.Of(task)} {ScheduleText.WindowOf(task)}{needs}";
    }
}
