using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>Scan instructions whose value slots follow a given order exactly, in as few bytes as that allows.</summary>
/// <remarks>
/// Then the report is one byte ("every item so far"). Shortest path over the order: an edge is a stretch that one instruction can yield.
/// Equal sizes go to the layout that passes over fewer channels. At most 32 · 16 stretches to try.
/// </remarks>
internal static class OrderedLayout
{
    private readonly record struct Best(int Bytes, int Passes, int From, ScanGroup? Group);

    /// <summary>Groups whose values, one after the other, are <paramref name="values"/>; these are distinct.</summary>
    public static List<ScanGroup> Of(IReadOnlyList<ScanValue> values)
    {
        var best = new Best[values.Count + 1];
        for (int end = 1; end <= values.Count; end++)
        {
            best[end] = new Best(int.MaxValue, 0, 0, null);
        }

        for (int start = 0; start < values.Count; start++)
        {
            foreach (ScanGroup group in GroupsAt(values, start))
            {
                int end = start + (group.ChannelCount * group.Items.Count);
                int bytes = best[start].Bytes + group.Bytes;
                int passes = best[start].Passes + group.ChannelCount;
                if (bytes < best[end].Bytes || (bytes == best[end].Bytes && passes < best[end].Passes))
                {
                    best[end] = new Best(bytes, passes, start, group);
                }
            }
        }

        var groups = new List<ScanGroup>();
        for (int end = values.Count; end > 0; end = best[end].From)
        {
            groups.Insert(0, best[end].Group!);
        }

        return groups;
    }

    private static IEnumerable<ScanGroup> GroupsAt(IReadOnlyList<ScanValue> values, int start)
    {
        ScanGroup group = ScanGroup.Over(values[start].Source, [values[start].Item]);
        yield return group;
        for (int next = start + 1; next < values.Count && values[next].Source == group.Source && group.CanTake(values[next].Item); next++)
        {
            group = group with { Items = [.. group.Items, values[next].Item] };
            yield return group;
        }

        if (values[start].Source.Channel < 0 || values[start].Item.IsCorr)
        {
            yield break;
        }

        for (int channels = 2; channels <= Limits.ChannelsMax; channels++)
        {
            for (int items = 1; items <= Limits.ScanItemsMax && start + (channels * items) <= values.Count; items++)
            {
                if (Matching(values, start, ScanForm.Each, channels, items) is { } each)
                {
                    yield return each;
                }

                if (items > 1 && Matching(values, start, ScanForm.EachByItem, channels, items) is { } byItem)
                {
                    yield return byItem;
                }
            }
        }
    }

    private static ScanGroup? Matching(IReadOnlyList<ScanValue> values, int start, ScanForm form, int channels, int items)
    {
        int step = form == ScanForm.Each ? 1 : channels;
        ScanItem[] list = [.. Enumerable.Range(0, items).Select(i => values[start + (i * step)].Item)];
        if (list.Any(item => item.IsCorr || (item.IsHist && form == ScanForm.EachByItem)))
        {
            return null;
        }

        var group = new ScanGroup(form, values[start].Source, channels, list);
        return group.Values.SequenceEqual(values.Skip(start).Take(channels * items)) ? group : null;
    }
}
