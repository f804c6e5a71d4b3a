using System.Collections.Generic;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A task's report.</summary>
public sealed record ReportModel
{
    /// <summary>1..32 fields, channel ranges expanded, names unique.</summary>
    public required IReadOnlyList<FieldModel> Fields { get; init; }

    /// <summary>Sent only when true; null: always.</summary>
    public required Condition? When { get; init; }

    /// <summary>Send-on-change policy; null: every run sends.</summary>
    public required ChangeModel? OnChange { get; init; }

    public required TextSpan Span { get; init; }
}
