using System;
using System.Globalization;
using System.IO;
using System.Linq;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Writes a signal as replay data, in ADC counts; gaps are empty cells.</summary>
public static class ReplayWriter
{
    /// <summary>Writes a row for every step from one instant to another, both included.</summary>
    /// <param name="output">Receives CSV with LF line ends; stays open.</param>
    /// <param name="profile">Gives the columns their names.</param>
    /// <param name="signal">What the pins see.</param>
    /// <param name="fromMs">First row, milliseconds since 1970.</param>
    /// <param name="toMs">Last row at most.</param>
    /// <param name="stepMs">Spacing of the rows; positive.</param>
    public static void Write(TextWriter output, BoardProfile profile, ISignal signal, long fromMs, long toMs, long stepMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepMs);
        output.Write(string.Join(',', profile.Channels.Select(channel => channel.Name).Prepend(ReplayHeader.TimeName)));
        output.Write('\n');
        for (long ms = fromMs; ms <= toMs; ms += stepMs)
        {
            DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(ms);
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.FFF}Z"));
            for (int channel = 0; channel < profile.Channels.Count; channel++)
            {
                int count = signal.CountAt(channel, ms);
                output.Write(count == Signal.Gap ? "," : string.Create(CultureInfo.InvariantCulture, $",{count}"));
            }

            output.Write('\n');
        }
    }
}
