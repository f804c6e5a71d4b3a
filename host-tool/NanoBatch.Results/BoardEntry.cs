namespace NanoBatch.Results;

/// <summary>A board that results came from: one entry for each store epoch, since ids can be copied and disks wiped (DECISIONS 11, 12).</summary>
/// <param name="Epoch">Epoch of the board's store.</param>
/// <param name="Id">Its label when it was seen last.</param>
/// <param name="Mac">Hardware address as text, or null.</param>
/// <param name="Build">Firmware build, or null.</param>
/// <param name="SeenMs">When it was seen last by this machine's clock, milliseconds since 1970.</param>
public sealed record BoardEntry(ulong Epoch, string Id, string? Mac, string? Build, long SeenMs);
