namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>One measured point of a channel's calibration.</summary>
/// <param name="Raw">ADC counts; finite, usually 0..4095.</param>
/// <param name="Value">The engineering value at that count, in the channel's unit; finite.</param>
public readonly record struct CalibrationPoint(double Raw, double Value);
