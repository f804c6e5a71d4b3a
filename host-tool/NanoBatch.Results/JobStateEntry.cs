using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>What a board said last about one of its jobs.</summary>
/// <param name="Epoch">Epoch of the board's store.</param>
/// <param name="Record">Record that says it; of two, the greater one counts.</param>
/// <param name="Job">Job name.</param>
/// <param name="Digest">First 4 bytes of the package digest as 8 hex digits.</param>
/// <param name="State">Its state; a value without a name where the board is newer than this program.</param>
public sealed record JobStateEntry(ulong Epoch, long Record, string Job, string Digest, JobState State);
