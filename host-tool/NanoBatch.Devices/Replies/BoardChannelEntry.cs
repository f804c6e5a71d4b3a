using System.Collections.Generic;

namespace NanoBatch.Devices;

/// <summary>One channel of a board.</summary>
/// <param name="Name">Name that jobs use.</param>
/// <param name="AdcInput">ADC1 channel number.</param>
/// <param name="Unit">Unit of calibrated values; "raw" without a calibration.</param>
/// <param name="Points">Calibration in the order of its points; empty where counts are the values.</param>
public sealed record BoardChannelEntry(string Name, int AdcInput, string Unit, IReadOnlyList<BoardCalibrationPoint> Points);
