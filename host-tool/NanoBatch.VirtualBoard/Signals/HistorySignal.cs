using System.Collections.Generic;
using System.Linq;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>A board's own past: each channel shows the counts that the board took at the instants of its series, and gaps elsewhere.</summary>
/// <remarks>The counts are those after burst reduction. All readings of a burst are taken at one instant and see the same count, so mean and median give it back.</remarks>
public sealed class HistorySignal : ISignal
{
    private readonly RawSeries?[] _series;

    /// <param name="profile">The board.</param>
    /// <param name="series">Counts by channel name; a channel without any reads as a gap.</param>
    public HistorySignal(BoardProfile profile, IReadOnlyDictionary<string, RawSeries> series)
    {
        _series = [.. profile.Channels.Select(channel => series.GetValueOrDefault(channel.Name))];
    }

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs) => _series[channel]?.CountAt(utcMs) ?? Signal.Gap;
}
