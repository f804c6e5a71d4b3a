namespace NanoBatch.Language.Optimizing;

/// <summary>An aggregate of a task, whoever asks for it: what makes two written aggregates one computation.</summary>
internal sealed record ScanValue(ScanSource Source, ScanItem Item);
