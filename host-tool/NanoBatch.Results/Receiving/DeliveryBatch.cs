using System.Collections.Generic;

namespace NanoBatch.Results;

/// <summary>What one delivery from a board brings: stored whole or not at all.</summary>
/// <param name="Board">Label of the board that the message came from, or null; not a key (DECISIONS 11).</param>
/// <param name="Epoch">Store that the records lie in; with a record's number its key.</param>
/// <param name="First">Least record number that the delivery stands for: numbers in its range without a record here hold nothing for a receiver.</param>
/// <param name="Last">Greatest record number.</param>
/// <param name="Records">Whole, undamaged records in rising order, at least one.</param>
public sealed record DeliveryBatch(string? Board, ulong Epoch, uint First, uint Last, IReadOnlyList<DeliveredRecord> Records);
