namespace NanoBatch.Language.Checking;

/// <summary>What a compiler needs to know about one channel of a board.</summary>
/// <param name="Name">Channel name as jobs use it.</param>
/// <param name="Unit">Unit of its values; <c>raw</c> without a calibration.</param>
/// <param name="IsCalibrated">True where counts are turned into a unit.</param>
public sealed record BoardChannel(string Name, string Unit, bool IsCalibrated);
