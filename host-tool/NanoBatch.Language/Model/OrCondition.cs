using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>True when either is.</summary>
public sealed record OrCondition(Condition Left, Condition Right, TextSpan Span) : Condition(Span);
