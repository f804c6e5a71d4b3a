using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>True when both are.</summary>
public sealed record AndCondition(Condition Left, Condition Right, TextSpan Span) : Condition(Span);
