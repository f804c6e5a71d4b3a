using NanoBatch.Language.Model;

namespace NanoBatch.Language.Optimizing;

/// <summary>An alert with its constants folded.</summary>
internal sealed record FoldedAlert(AlertModel Alert, Condition When, Condition? Until);
