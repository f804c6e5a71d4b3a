namespace NanoBatch.Results;

/// <summary>A record that could not be read as what it says it is; nothing of it became a result.</summary>
/// <param name="Number">Record number, or null where not even that can be trusted.</param>
/// <param name="Reason">What is wrong, one sentence without a full stop.</param>
public sealed record RecordFault(long? Number, string Reason);
