using System;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Checking;

/// <summary>Operands that an expression holds at once when it is evaluated left to right; a board has room for 32.</summary>
internal static class StackDepth
{
    public static int Of(Typed node) => node.Condition != null ? Of(node.Condition) : Of(node.Value!);

    private static int Of(Expression expression) => expression switch
    {
        BinaryExpression binary => Math.Max(Of(binary.Left), Of(binary.Right) + 1),
        NegateExpression negate => Of(negate.Operand),
        AbsExpression abs => Of(abs.Operand),
        _ => 1,
    };

    private static int Of(Condition condition) => condition switch
    {
        CompareCondition compare => Math.Max(Of(compare.Left), Of(compare.Right) + 1),
        InRangeCondition inside => Of(inside.Operand) + 2,
        QuantityRangeCondition inside => Of(inside.Operand) + 2,
        AndCondition and => Math.Max(Of(and.Left), Of(and.Right) + 1),
        OrCondition or => Math.Max(Of(or.Left), Of(or.Right) + 1),
        NotCondition not => Of(not.Operand),
        _ => 1,
    };
}
