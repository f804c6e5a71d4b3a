namespace NanoBatch.Results;

/// <summary>Record numbers of one store epoch without a hole, both ends included.</summary>
public readonly record struct RecordRange(long First, long Last);
