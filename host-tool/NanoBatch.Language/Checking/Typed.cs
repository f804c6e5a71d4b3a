using NanoBatch.Language.Model;

namespace NanoBatch.Language.Checking;

/// <summary>What a syntax node turned out to be: a value, a condition, or neither after a report.</summary>
internal readonly record struct Typed(Expression? Value, Condition? Condition)
{
    public static Typed Poison => default;

    public static Typed Of(Expression? value) => new(value, null);

    public static Typed Of(Condition? condition) => new(null, condition);
}
