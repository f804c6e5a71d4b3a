using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Optimizing;

/// <summary>What is left of a condition whose outcome the compiler knows.</summary>
internal sealed record ConstantCondition(bool Value, TextSpan Span) : Condition(Span);
