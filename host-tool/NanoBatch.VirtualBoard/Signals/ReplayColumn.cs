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
    // A mantissa below 2^53 and a power of ten below 10^22 are exact doubles, so their quotient is the correctly rounded value.
    private const int FastDigitsMax = 15;

    private static readonly double[] s_powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

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

        if (!TryPlain(cell, out double value) && !(double.TryParse(cell, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)))
        {
            return false;
        }

        count = inverse is null ? InverseCalibration.NearestCount(value) : inverse.CountOf(value);
        return true;
    }

    /// <summary>Digits with at most one point are what loggers write: 5 ns instead of 50 for the general parser, to the same bit.</summary>
    private static bool TryPlain(ReadOnlySpan<char> cell, out double value)
    {
        value = 0;
        if (cell.Length > FastDigitsMax)
        {
            return false;
        }

        long mantissa = 0;
        int pointAt = -1;
        for (int i = 0; i < cell.Length; i++)
        {
            int digit = cell[i] - '0';
            if ((uint)digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (cell[i] == '.' && pointAt < 0 && cell.Length > 1)
            {
                pointAt = i;
            }
            else
            {
                return false;
            }
        }

        value = pointAt < 0 ? mantissa : mantissa / s_powersOfTen[cell.Length - 1 - pointAt];
        return true;
    }
}
