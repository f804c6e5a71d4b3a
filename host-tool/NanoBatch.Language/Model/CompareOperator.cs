namespace NanoBatch.Language.Model;

/// <summary>The six comparisons.</summary>
public enum CompareOperator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}
