using System.Collections.Generic;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>One input of a board: its name in jobs, where it is wired, and what its counts mean.</summary>
/// <param name="Name">The name that jobs use; a name of the job language that is not reserved.</param>
/// <param name="Adc">ADC1 channel number, 0..9; two names may share one.</param>
/// <param name="Unit">Unit token of the calibrated value; <c>raw</c> exactly where there is no calibration.</param>
/// <param name="Calibration">2 to 8 points, strictly monotone in raw and in value, in file order; empty for a raw channel.</param>
public sealed record ChannelProfile(string Name, int Adc, string Unit, IReadOnlyList<CalibrationPoint> Calibration)
{
    /// <summary>The unit of a channel without calibration: ADC counts.</summary>
    public const string RawUnit = "raw";

    /// <summary>Whether counts are turned into a unit at all.</summary>
    public bool IsCalibrated => Calibration.Count > 0;
}
