using System.Collections.Generic;

namespace NanoBatch.Results;

/// <summary>A record of a board's ledger that is no result (a job's state, a clock record): kept, so that holes in the numbers mean loss.</summary>
/// <param name="Epoch">Store that it lies in.</param>
/// <param name="Number">Record number.</param>
/// <param name="Type">Record type as the protocol numbers it.</param>
/// <param name="Payload">The record's bytes.</param>
public sealed record LedgerRecord(ulong Epoch, long Number, int Type, IReadOnlyList<byte> Payload);
