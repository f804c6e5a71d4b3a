using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>Worst-case steps of a scan instruction before it is written; the verifier's own figure counts in the end.</summary>
internal static class ScanSteps
{
    /// <summary>Steps of one scan of a task, its channels together.</summary>
    /// <param name="group">The scan.</param>
    /// <param name="task">Its task.</param>
    /// <param name="channels">All channels of the job.</param>
    /// <param name="summaries">Whether the ring of a channel has summaries, by channel.</param>
    public static long Of(ScanGroup group, TaskModel task, IReadOnlyList<ChannelModel> channels, IReadOnlyList<bool> summaries)
    {
        if (group.Source.Channel < 0)
        {
            int longest = task.Channels.Select(channel => SlotsOf(task, channel)).DefaultIfEmpty(0).Max();
            return Bound(group, 0, group.Source.Series.Length / 2, longest, task);
        }

        long steps = 0;
        for (int c = group.Source.Channel; c < group.Source.Channel + group.ChannelCount; c++)
        {
            int traits = ScanPlan.SingleChannel | ScanPlan.Straight
                | (summaries[c] ? ScanPlan.Summaries : 0)
                | (channels[c].Valid is null ? 0 : ScanPlan.Ranged);
            steps += OpcodeTable.StepsOf(Opcode.ScanChannel) + Bound(group, traits, 1, SlotsOf(task, channels[c]), task);
        }

        return steps;
    }

    private static int Bound(ScanGroup group, int traits, int elements, int slots, TaskModel task)
    {
        var plan = new ScanPlan();
        traits |= group.Source.Filter.Length > 0 ? ScanPlan.Filtered : 0;
        traits |= task.NeedsPercent is { Sign: > 0 } ? ScanPlan.Needs : 0;
        plan.Begin(traits, elements, group.Items.Where(item => item.IsCorr).Sum(item => item.Bytes - 1));
        foreach (ScanItem item in group.Items)
        {
            plan.Add(item.Kind, item.Weight, item.IsHist ? item.Slots : 0);
        }

        return plan.Bound(slots);
    }

    private static int SlotsOf(TaskModel task, ChannelModel channel)
        => task.Window.Kind == WindowKind.AllKept ? channel.RingSlots : task.Window.SlotsOf(channel);
}
