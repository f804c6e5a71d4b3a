using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>Decides for one sample statement whether its rings keep a summary of every 64 slots (DECISIONS 23).</summary>
/// <remarks>
/// <para>Summaries make every sample dearer and a pass over a long window cheaper, so what counts is how often a window is passed over in the time it
/// takes to fill. The rule compares nominal IL instructions a day, from this job alone:</para>
/// <list type="bullet">
/// <item>a push costs <see cref="PushCost"/> more (measured on nanoCLR: 110 ns without, 179 ns with summaries);</item>
/// <item>a pass that needs moments costs <see cref="SlotCost"/> a slot, with summaries <see cref="BlockCost"/> a block, and about one block's worth of
/// slots at the two ragged ends of the window is still read one by one.</item>
/// </list>
/// <para>A scan with quantiles within a range reads every sample anyway, in one fused pass; blocks that its range leaves undecided only split that pass
/// (W2 of the benchmarks: 26 983 steps with plain rings, 41 528 with summaries). Windows under two blocks never pay. Quantiles, ewma, hist, rate,
/// integral and crossings read every slot in any case and save nothing, nor does
/// an <c>on demand</c> task, which may never run.</para>
/// </remarks>
internal static class SummariesRule
{
    public const int PushCost = 7;
    public const int SlotCost = 11;
    public const int BlockCost = 30;
    public const int BlockSlots = 64;

    private const double DayMs = 86_400_000;

    /// <summary>True where the passes that summaries shorten save more than the pushes cost.</summary>
    /// <param name="channels">The channels of one sample item: same period, same ring.</param>
    /// <param name="tasks">All tasks of the job.</param>
    public static bool Pay(IReadOnlyList<ChannelModel> channels, IReadOnlyList<FoldedTask> tasks)
    {
        double cost = channels.Count * (DayMs / channels[0].PeriodMs) * PushCost;
        double saved = channels.Sum(channel => tasks.Sum(task => Passes(task, channel) * SavedByPass(task.Task, channel) * task.RunsPerDay));
        return saved > cost;
    }

    /// <summary>Instructions that one pass over the task's window is shortened by, 0 for a window under two blocks.</summary>
    private static double SavedByPass(TaskModel task, ChannelModel channel)
    {
        int slots = task.Window.Kind == WindowKind.AllKept ? channel.RingSlots : task.Window.SlotsOf(channel);
        int blocks = slots / BlockSlots;
        return blocks < 2 ? 0 : (slots * SlotCost) - (blocks * BlockCost) - (BlockSlots * SlotCost);
    }

    /// <summary>Passes over a channel that summaries shorten: one for each source with moments, one for its slope, one for a bare count.</summary>
    private static int Passes(FoldedTask task, ChannelModel channel)
    {
        List<ScanValue> values = [.. task.Aggregates.Select(task.ValueOf).Distinct()];
        int passes = 0;
        foreach (IGrouping<ScanSource, ScanValue> scan in values.Where(value => value.Source.Channel == channel.Index).GroupBy(value => value.Source))
        {
            if (scan.Any(value => IsRank(value.Item.Kind)) && (channel.Valid is not null || scan.Key.Filter.Length > 0))
            {
                continue;
            }

            passes += scan.Any(value => HasMoments(value.Item.Kind)) ? 1 : 0;
            passes += scan.Any(value => value.Item.Kind == Aggregate.Slope) ? 1 : 0;
        }

        // A report counts the samples of each channel; a scan of the channel alone has done it already.
        bool isReported = task.Task.Report is not null && task.Task.Channels.Any(used => used.Index == channel.Index);
        bool isCounted = values.Any(value => value.Source.Channel == channel.Index && value.Source.Filter.Length == 0);
        return passes + (isReported && !isCounted ? 1 : 0);
    }

    private static bool IsRank(Aggregate kind) => kind is Aggregate.Median or Aggregate.Percentile or Aggregate.Quantile;

    private static bool HasMoments(Aggregate kind) => kind switch
    {
        Aggregate.Count or Aggregate.Gaps or Aggregate.Coverage or Aggregate.Sum or Aggregate.Mean or Aggregate.Min or Aggregate.Max
            or Aggregate.Range or Aggregate.StdDev or Aggregate.StdDevP or Aggregate.Variance or Aggregate.Above or Aggregate.Below => true,
        _ => false,
    };
}
