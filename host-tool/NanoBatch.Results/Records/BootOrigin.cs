namespace NanoBatch.Results;

/// <summary>When a boot of a board was: the instant at which its monotonic clock stood at zero, milliseconds since 1970.</summary>
public readonly record struct BootOrigin(long Boot, long UtcMs);
