using System;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Optimizing;

/// <summary>Operands that an expression or a condition has on the board's stack at once.</summary>
internal static class ExpressionDepth
{
    public static int Of(Expression expression) => expression switch
    {
        NegateExpression negate => Of(negate.Operand),
        AbsExpression abs => Of(abs.Operand),
        BinaryExpression binary => Math.Max(Of(binary.Left), Of(binary.Right) + 1),
        _ => 1,
    };

    public static int Of(Condition condition) => condition switch
    {
        CompareCondition compare => Math.Max(Of(compare.Left), Of(compare.Right) + 1),
        InRangeCondition inRange => Of(inRange.Operand),
        NotCondition not => Of(not.Operand),
        AndCondition and => Math.Max(Of(and.Left), Of(and.Right) + 1),
        OrCondition or => Math.Max(Of(or.Left), Of(or.Right) + 1),
        _ => 2,
    };
}
