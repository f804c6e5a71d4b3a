using System;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>A signal of one profile for a board that was given another: a channel sees what its name saw before, else what its ADC input saw.</summary>
/// <param name="signal">The signal, by place in <paramref name="profile"/>.</param>
/// <param name="profile">The profile that the signal was made for.</param>
/// <param name="channels">The board's channels now; one that nothing leads to has gaps.</param>
public sealed class RewiredSignal(ISignal signal, BoardProfile profile, ChannelTable channels) : ISignal
{
    private readonly int[] _places = PlacesOf(profile, channels);

    /// <inheritdoc/>
    public int CountAt(int channel, long utcMs) => _places[channel] < 0 ? Signal.Gap : signal.CountAt(_places[channel], utcMs);

    private static int[] PlacesOf(BoardProfile profile, ChannelTable channels)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(channels);
        int[] places = new int[channels.Count];
        for (int c = 0; c < places.Length; c++)
        {
            BoardChannel channel = channels.Channels[c];
            places[c] = profile.IndexOf(channel.Name);
            for (int p = 0; p < profile.Channels.Count && places[c] < 0; p++)
            {
                places[c] = profile.Channels[p].Adc == channel.AdcInput ? p : -1;
            }
        }

        return places;
    }
}
