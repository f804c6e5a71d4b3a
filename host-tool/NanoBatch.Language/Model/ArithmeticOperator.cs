namespace NanoBatch.Language.Model;

/// <summary>The four operators of expressions and series.</summary>
public enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,

    /// <summary>Division by zero is null.</summary>
    Divide,
}
