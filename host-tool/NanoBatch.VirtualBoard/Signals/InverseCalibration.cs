using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>From an engineering value to the ADC count that the real converter would have read.</summary>
/// <remarks>
/// Piecewise linear through the points, continuing the first and the last segment outside them; the nearest count, ties to the next
/// count up, clamped to 0..4095 (JOB-LANGUAGE sections 7 and 8). The opposite direction belongs to the board's runtime alone.
/// </remarks>
public sealed class InverseCalibration
{
    // Closer to a tie than this, double arithmetic cannot be trusted to tell the sides apart: 1.005 * 1000 is 1004.9999999999999.
    private const double TieTolerance = 1e-6;

    // Above this magnitude the products below would leave decimal's range; such a calibration has no exact ties to speak of.
    private const double ExactMax = 1e13;

    private readonly double[] _raw;
    private readonly double[] _value;
    private readonly bool _isExact;

    /// <summary>Takes the points of a channel.</summary>
    /// <param name="points">2 to 8 points, strictly monotone in raw and in value.</param>
    public InverseCalibration(IReadOnlyList<CalibrationPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Count, 2, nameof(points));
        CalibrationPoint[] rising = points.OrderBy(point => point.Value).ToArray();
        _raw = rising.Select(point => point.Raw).ToArray();
        _value = rising.Select(point => point.Value).ToArray();
        _isExact = _raw.Concat(_value).All(x => Math.Abs(x) <= ExactMax);
    }

    /// <summary>Nearest count to a whole or broken number of counts: ties up, clamped to 0..4095.</summary>
    public static int NearestCount(double raw)
    {
        double floor = Math.Floor(raw);
        double count = raw - floor >= 0.5 ? floor + 1 : floor;   // not Floor(raw + 0.5): that sum rounds 0.49999999999999994 up to 1
        return (int)Math.Clamp(count, 0, Signal.CountMax);
    }

    /// <summary>The count for a value.</summary>
    /// <param name="value">A finite value in the channel's unit.</param>
    /// <returns>0..4095.</returns>
    public int CountOf(double value)
    {
        int i = 0;
        while (i < _value.Length - 2 && value >= _value[i + 1])
        {
            i++;
        }

        double raw = _raw[i] + ((value - _value[i]) * (_raw[i + 1] - _raw[i]) / (_value[i + 1] - _value[i]));
        if (raw > -1 && raw < Signal.CountMax + 1 && Math.Abs(raw - Math.Floor(raw) - 0.5) < TieTolerance)
        {
            return ResolveTie(value, i, (int)Math.Floor(raw));
        }

        return NearestCount(raw);
    }

    /// <summary>Decides in decimal arithmetic, on the numbers as they were written, whether a value reaches <c>floor + 0.5</c>.</summary>
    private int ResolveTie(double value, int i, int floor)
    {
        if (!_isExact || Math.Abs(value) > ExactMax)
        {
            return Math.Clamp(floor + 1, 0, Signal.CountMax);
        }

        decimal valueSpan = (decimal)_value[i + 1] - (decimal)_value[i];   // positive: the points are in rising order of value
        decimal rise = ((decimal)value - (decimal)_value[i]) * ((decimal)_raw[i + 1] - (decimal)_raw[i]);
        decimal above = (((decimal)_raw[i] - floor - 0.5m) * valueSpan) + rise;
        return Math.Clamp(above >= 0 ? floor + 1 : floor, 0, Signal.CountMax);
    }
}
