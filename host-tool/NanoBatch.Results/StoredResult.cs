namespace NanoBatch.Results;

/// <summary>A result with its place in the order of arrival.</summary>
/// <param name="Arrival">Rises with each record stored; not without holes.</param>
/// <param name="Result">The result.</param>
public readonly record struct StoredResult(long Arrival, Result Result);
