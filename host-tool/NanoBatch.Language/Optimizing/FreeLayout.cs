using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>Scan instructions for values whose order does not matter: alerts, conditions, parts of expressions.</summary>
/// <remarks>
/// Values are a board of channels by items, to be covered with rectangles. Two ways to cut it are tried: rows first (all items of a channel in one
/// pass, channels with equal rows together) and columns first (an item over a run of channels, items with equal runs together).
/// </remarks>
internal static class FreeLayout
{
    /// <summary>Every cut and order worth trying; each holds exactly the distinct values given.</summary>
    public static IEnumerable<List<ScanGroup>> All(IReadOnlyList<ScanValue> values)
    {
        if (values.Count == 0)
        {
            yield return [];
            yield break;
        }

        List<ScanGroup> rows = ByRow(values);
        yield return rows;
        if (rows.Any(IsTurnable))
        {
            yield return [.. rows.Select(ItemMajor)];
        }

        List<ScanGroup> columns = ByColumn(values);
        if (columns.Any(group => group.Form != ScanForm.One))       // without a run of channels, columns are rows again
        {
            yield return columns;
            yield return [.. columns.Select(ItemMajor)];
        }
    }

    private static ScanGroup ItemMajor(ScanGroup group) => IsTurnable(group) ? group with { Form = ScanForm.EachByItem } : group;

    private static bool IsTurnable(ScanGroup group) => group.Form == ScanForm.Each && !group.Items.Any(item => item.IsHist);

    private static List<ScanGroup> ByRow(IReadOnlyList<ScanValue> values)
    {
        var groups = new List<ScanGroup>();
        List<(ScanSource Source, List<ScanItem> Items)> rows =
            [.. values.GroupBy(value => value.Source).Select(row => (row.Key, row.Select(value => value.Item).ToList()))];
        while (rows.Count > 0)
        {
            (ScanSource source, List<ScanItem> items) = rows[0];
            int below = source.Channel < 0 || items.Any(item => item.IsCorr) ? 0 : RunLength(rows, source, items, -1);
            int above = source.Channel < 0 || items.Any(item => item.IsCorr) ? 0 : RunLength(rows, source, items, 1);
            ScanSource first = below > 0 ? ScanGroup.Neighbour(source, -below) : source;
            int channels = below + 1 + above;
            List<ScanSource> run = ScanGroup.Run(first, channels);
            rows.RemoveAll(row => run.Contains(row.Source));
            groups.AddRange(Pack(first, channels, items));
        }

        return groups;
    }

    /// <summary>How many neighbouring channels in one direction have the same filter and the same items.</summary>
    private static int RunLength(List<(ScanSource Source, List<ScanItem> Items)> rows, ScanSource source, List<ScanItem> items, int direction)
    {
        int length = 0;
        while (rows.Any(row => row.Source == ScanGroup.Neighbour(source, direction * (length + 1)) && row.Items.Count == items.Count
            && row.Items.All(items.Contains)))
        {
            length++;
        }

        return length;
    }

    private static List<ScanGroup> ByColumn(IReadOnlyList<ScanValue> values)
    {
        var groups = new List<ScanGroup>();
        var runs = new List<(ScanSource First, int Channels, List<ScanItem> Items)>();
        foreach (IGrouping<ScanItem, ScanValue> column in values.GroupBy(value => value.Item))
        {
            var left = column.Select(value => value.Source).ToList();
            while (left.Count > 0)
            {
                ScanSource first = left[0];
                int channels = 1;
                if (first.Channel >= 0 && !column.Key.IsCorr)
                {
                    while (left.Contains(ScanGroup.Neighbour(first, -1)))
                    {
                        first = ScanGroup.Neighbour(first, -1);
                    }

                    while (left.Contains(ScanGroup.Neighbour(first, channels)))
                    {
                        channels++;
                    }
                }

                List<ScanSource> run = ScanGroup.Run(first, channels);
                left.RemoveAll(run.Contains);
                int known = runs.FindIndex(other => other.First == first && other.Channels == channels);
                if (known < 0)
                {
                    runs.Add((first, channels, [column.Key]));
                }
                else
                {
                    runs[known].Items.Add(column.Key);
                }
            }
        }

        foreach ((ScanSource first, int channels, List<ScanItem> items) in runs)
        {
            groups.AddRange(Pack(first, channels, items));
        }

        return groups;
    }

    /// <summary>As few instructions as the item limit and the one corr of a scan allow.</summary>
    private static IEnumerable<ScanGroup> Pack(ScanSource first, int channels, List<ScanItem> items)
    {
        if (channels > 1)
        {
            return items.Chunk(Limits.ScanItemsMax).Select(chunk => new ScanGroup(ScanForm.Each, first, channels, chunk));
        }

        var groups = new List<ScanGroup>();
        foreach (ScanItem item in items)
        {
            int open = groups.FindIndex(group => group.CanTake(item));
            if (open < 0)
            {
                groups.Add(ScanGroup.Over(first, [item]));
            }
            else
            {
                groups[open] = groups[open] with { Items = [.. groups[open].Items, item] };
            }
        }

        return groups;
    }
}
