using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>Record numbers behind which no record will ever come, both ends included, as the board itself says.</summary>
/// <param name="First">First number.</param>
/// <param name="Last">Last number, not below the first.</param>
/// <param name="Reason">Why; a value without a name where the board is newer than this program.</param>
public readonly record struct DroppedRecords(long First, long Last, DropReason Reason);
