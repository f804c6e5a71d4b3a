namespace NanoBatch.Results;

/// <summary>A row of the table of records; members are its columns.</summary>
/// <param name="Epoch">Store epoch, as databases keep it: signed.</param>
/// <param name="Kind">1 report, 2 alert, 3 no result.</param>
/// <param name="Task">Task number; of no result its record type.</param>
/// <param name="Body">JSON of a result, else null.</param>
/// <param name="Payload">Bytes of no result, else null.</param>
internal readonly record struct StoreRow(
    long Epoch,
    long Record,
    short Kind,
    string? Board,
    string? Job,
    int Task,
    long? TimeMs,
    long? Boot,
    long? MonotonicMs,
    string? Digest,
    string? Body,
    byte[]? Payload)
{
    public const short Report = 1;
    public const short Alert = 2;
    public const short Other = 3;

    /// <summary>Columns in the order of the members.</summary>
    public const string Columns = "epoch, record, kind, board, job, task, time_ms, boot, monotonic_ms, digest, body, payload";
}
