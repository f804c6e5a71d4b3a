using System;
using System.Globalization;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>One channel column of a replay file: how its cells become counts, and where they are kept.</summary>
/// <param name="channel">Position of the channel in the profile.</param>
/// <param name="inverse">Turns the column's unit into counts; null for a column of ADC counts.</param>
/// <param name="keptColumn">Where the counts go in <see cref="RowChunk.Counts"/>; -1 checks the cells only.</param>
internal sealed class ReplayColumn(int channel, InverseCalibration? inverse, int keptColumn)
{
    private const int FastDigitsMax = 9;
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public int Channel { get; } = channel;

    public int KeptColumn { get; } = keptColumn;

    /// <summary>Makes the column that a header asks for: <c>soil1</c> for counts, <c>soil1[%]</c> for the channel's unit.</summary>
    /// <param name="unit">What stands in the brackets, or null without them.</param>
    public static ReplayColumn Of(ChannelProfile channel, int index, string? unit, int keptColumn)
    {
        bool isInUnit = unit is not null && unit != ChannelProfile.RawUnit;
        return new ReplayColumn(index, isInUnit ? new InverseCalibration(channel.Calibration) : null, keptColumn);
    }

    /// <summary>Turns a trimmed cell into a count.</summary>
    /// <returns>False when the cell is no finite number.</returns>
    public bool TryCount(ReadOnlySpan<char> cell, out int count)
    {
        count = Signal.Gap;
        if (cell.IsEmpty)
        {
            return true;
        }

        if (inverse is null && cell.Length <= FastDigitsMax && TryDigits(cell, out int whole))
        {
            count = Math.Min(whole, Signal.CountMax);
            return true;
        }

        if (!double.TryParse(cell, Style, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            return false;
        }

        count = inverse is null ? InverseCalibration.NearestCount(value) : inverse.CountOf(value);
        return true;
    }

    /// <summary>Whole counts are what loggers write: 3 ns instead of 40 for the general parser.</summary>
    private static bool TryDigits(ReadOnlySpan<char> cell, out int value)
    {
        value = 0;
        foreach (char c in cell)
        {
            int digit = c - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }
}
