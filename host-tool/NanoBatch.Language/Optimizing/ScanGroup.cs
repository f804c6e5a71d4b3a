using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>One scan instruction to be.</summary>
/// <param name="Form">Its shape.</param>
/// <param name="Source">Its source; the first channel's in the two shapes over several.</param>
/// <param name="ChannelCount">Consecutive channels from the source's on; 1 in <see cref="ScanForm.One"/>.</param>
/// <param name="Items">1..<see cref="Limits.ScanItemsMax"/> items in order.</param>
internal sealed record ScanGroup(ScanForm Form, ScanSource Source, int ChannelCount, IReadOnlyList<ScanItem> Items)
{
    /// <summary>A group over one source.</summary>
    public static ScanGroup Over(ScanSource source, IReadOnlyList<ScanItem> items) => new(ScanForm.One, source, 1, items);

    public int Bytes => (Form == ScanForm.One ? Source.Bytes : 2 + (Source.Filter.Length / 2)) + Items.Sum(item => item.Bytes);

    /// <summary>The values in the order of their slots.</summary>
    public IEnumerable<ScanValue> Values => Form == ScanForm.EachByItem
        ? Items.SelectMany(item => Run(Source, ChannelCount).Select(source => new ScanValue(source, item)))
        : Run(Source, ChannelCount).SelectMany(source => Items.Select(item => new ScanValue(source, item)));

    /// <summary>True where one more item can join: room, and no corr, whose second series narrows what a scan of all that is kept may see.</summary>
    public bool CanTake(ScanItem item)
        => Form == ScanForm.One && Items.Count < Limits.ScanItemsMax && !item.IsCorr && !Items.Any(other => other.IsCorr);

    /// <summary>A source and those of the channels behind it.</summary>
    public static List<ScanSource> Run(ScanSource first, int channels)
        => [.. Enumerable.Range(0, channels).Select(offset => offset == 0 ? first : Neighbour(first, offset))];

    /// <summary>The same filter over another channel; one before the first channel equals no source.</summary>
    public static ScanSource Neighbour(ScanSource source, int offset)
    {
        int channel = source.Channel + offset;
        return source with { Channel = channel, Series = (channel | SeriesCode.LastMark).ToString("X2", CultureInfo.InvariantCulture) };
    }
}
