namespace NanoBatch.Results;

/// <summary>What report and alert records begin with.</summary>
/// <param name="Digest">First 4 digest bytes of the package as 8 hex digits.</param>
/// <param name="Task">Task number, from 1.</param>
/// <param name="AgeMs">How long before the record its window ended.</param>
internal readonly record struct OutcomeHead(string Digest, int Task, long AgeMs);
