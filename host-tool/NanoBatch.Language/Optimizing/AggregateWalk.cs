using System.Collections.Generic;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Optimizing;

/// <summary>The aggregates of an expression or a condition, in the order written.</summary>
internal static class AggregateWalk
{
    public static bool HasAny(Condition condition)
    {
        var found = new List<AggregateExpression>();
        Collect(condition, found);
        return found.Count > 0;
    }

    public static void Collect(Expression expression, List<AggregateExpression> into)
    {
        switch (expression)
        {
            case AggregateExpression aggregate:
                into.Add(aggregate);
                break;
            case NegateExpression negate:
                Collect(negate.Operand, into);
                break;
            case AbsExpression abs:
                Collect(abs.Operand, into);
                break;
            case BinaryExpression binary:
                Collect(binary.Left, into);
                Collect(binary.Right, into);
                break;
        }
    }

    public static void Collect(Condition condition, List<AggregateExpression> into)
    {
        switch (condition)
        {
            case CompareCondition compare:
                Collect(compare.Left, into);
                Collect(compare.Right, into);
                break;
            case InRangeCondition inRange:
                Collect(inRange.Operand, into);
                break;
            case NotCondition not:
                Collect(not.Operand, into);
                break;
            case AndCondition and:
                Collect(and.Left, into);
                Collect(and.Right, into);
                break;
            case OrCondition or:
                Collect(or.Left, into);
                Collect(or.Right, into);
                break;
        }
    }
}
