namespace NanoBatch.Results;

/// <summary>When a boot of a board was.</summary>
/// <param name="Boot">Boot number.</param>
/// <param name="UtcMs">The instant at which its monotonic clock stood at zero, milliseconds since 1970.</param>
/// <param name="KnownFromMs">Milliseconds since the boot at which the board learned it.</param>
public readonly record struct BootOrigin(long Boot, long UtcMs, long KnownFromMs);
