namespace NanoBatch.Devices;

/// <summary>Record numbers of one store epoch, both ends included.</summary>
public readonly record struct RecordSpan(uint First, uint Last);
