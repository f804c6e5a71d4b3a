namespace NanoBatch.Devices;

/// <summary>One line of a board's log.</summary>
/// <param name="Number">From 1 in each start of the board.</param>
/// <param name="UptimeMs">Milliseconds since that start.</param>
/// <param name="UtcMs">Milliseconds since 1970, or null while the board's clock is not set.</param>
/// <param name="Level">0 note, 1 warning, 2 error.</param>
/// <param name="Text">What happened.</param>
public sealed record LogEntry(uint Number, long UptimeMs, long? UtcMs, int Level, string Text);
