namespace NanoBatch.Devices;

/// <summary>One point of a channel's calibration: ADC counts and the value that they mean.</summary>
public sealed record BoardCalibrationPoint(double Raw, double Value);
