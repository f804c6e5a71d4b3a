namespace NanoBatch.Results;

/// <summary>An alert that was raised and not cleared since.</summary>
/// <param name="Epoch">Epoch of the board's store.</param>
/// <param name="Job">Job name.</param>
/// <param name="Task">Task number, from 1.</param>
/// <param name="Alert">Name of the alert.</param>
/// <param name="SinceMs">When it was raised, milliseconds since 1970; null while the board's clock is unknown.</param>
public sealed record ActiveAlert(ulong Epoch, string Job, int Task, string Alert, long? SinceMs);
