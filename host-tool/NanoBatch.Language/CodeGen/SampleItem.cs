using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;
using NanoBatch.Language.Optimizing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>Neighbouring channels that share everything but their names: one sample item of a package.</summary>
/// <param name="Channels">In the order of the job.</param>
/// <param name="KeepSlots">A <c>keep</c> that gives each of them its ring beside its windows; null where the windows alone do.</param>
/// <param name="Summaries">Whether block summaries pay (<see cref="SummariesRule"/>).</param>
internal sealed record SampleItem(IReadOnlyList<ChannelModel> Channels, int? KeepSlots, bool Summaries)
{
    /// <summary>Groups the channels of a job; channel numbers stay as they are.</summary>
    public static List<SampleItem> Of(JobModel job, IReadOnlyList<FoldedTask> tasks)
    {
        var items = new List<SampleItem>();
        for (int start = 0; start < job.Channels.Count;)
        {
            List<ChannelModel> group = [];
            int? keep = null;
            foreach (ChannelModel next in job.Channels.Skip(start).TakeWhile(next => AttributesOf(next) == AttributesOf(job.Channels[start])))
            {
                List<ChannelModel> wider = [.. group, next];
                if (!TryKeep(job, wider, out int? wide))
                {
                    break;
                }

                group = wider;
                keep = wide;
            }

            items.Add(new SampleItem(group, keep, SummariesRule.Pay(group, tasks)));
            start += group.Count;
        }

        return items;
    }

    public void Write(ByteWriter writer)
    {
        ChannelModel channel = Channels[0];
        bool hasBurst = channel.Burst > 1;
        string[] names = [.. Channels.Select(c => c.Name)];
        int flags = (hasBurst ? PackageReader.BurstFlag : 0)
            | (KeepSlots is null ? 0 : PackageReader.KeepFlag)
            | (channel.Valid is null ? 0 : PackageReader.ValidFlag)
            | (channel.Valid is { IsRaw: true } ? PackageReader.RawValidFlag : 0)
            | (channel.Unit is null ? 0 : PackageReader.UnitFlag)
            | (Summaries ? PackageReader.SummariesFlag : 0)
            | (ChannelRuns.CountOf(names) > 1 ? PackageReader.ManyRunsFlag : 0);
        writer.U8(flags);
        writer.Varint(DurationCode.Of(channel.PeriodMs));
        ChannelRuns.Write(writer, names);
        if (hasBurst)
        {
            writer.U8((channel.Burst - 1) | (channel.BurstReducer == BurstReducer.Median ? PackageReader.MedianBurst : 0));
        }

        if (KeepSlots is { } keep)
        {
            writer.Varint(keep);
        }

        if (channel.Valid is { } valid)
        {
            ScanCoder.Constant(writer, valid.Low);
            ScanCoder.Constant(writer, valid.High);
        }

        if (channel.Unit is { } unit)
        {
            UnitCode.Write(writer, unit);
        }
    }

    /// <summary>One <c>keep</c> for all, none if possible: what a job keeps only counts where it is longer than the windows.</summary>
    private static bool TryKeep(JobModel job, List<ChannelModel> channels, out int? keep)
    {
        foreach (int? candidate in channels.Select(channel => channel.KeepSlots).Prepend(null))
        {
            if (channels.All(channel => RingSlots(job, channel, candidate) == channel.RingSlots))
            {
                keep = candidate;
                return true;
            }
        }

        keep = null;
        return false;
    }

    /// <summary>The ring that the board will size (<see cref="RingSizing"/>).</summary>
    private static int RingSlots(JobModel job, ChannelModel channel, int? keep)
    {
        int longest = job.Tasks.Where(task => task.Channels.Any(used => used.Index == channel.Index))
            .Select(task => task.Window.SlotsOf(channel)).Append(keep ?? 0).Max();
        return longest == 0 ? Limits.KeepSlotsDefault : longest;
    }

    private static Attributes AttributesOf(ChannelModel channel)
    {
        // A burst of one reading is that reading, whatever would have reduced it.
        BurstReducer reducer = channel.Burst > 1 ? channel.BurstReducer : BurstReducer.None;
        ValueRange? valid = channel.Valid is { } range ? range with { Span = default } : null;
        return new Attributes(channel.PeriodMs, channel.Burst, reducer, valid, channel.Unit);
    }

    private sealed record Attributes(int PeriodMs, int Burst, BurstReducer Reducer, ValueRange? Valid, string? Unit);
}
