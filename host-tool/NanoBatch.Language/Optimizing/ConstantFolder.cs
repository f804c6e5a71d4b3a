using System;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Optimizing;

/// <summary>Computes at compile time what the board would compute to the same bits, and nothing else.</summary>
/// <remarks>
/// A sum of constants is folded only where the board's double result is itself a package constant (<see cref="ExactDecimal"/>): 0.1 + 0.2 stays an
/// addition. An operand with aggregates is never dropped, because the channels that a task reads are part of its report.
/// The checker bounds the size of a tree, and with it this recursion.
/// </remarks>
internal static class ConstantFolder
{
    /// <summary>Folds an expression.</summary>
    public static Expression Fold(Expression expression)
    {
        switch (expression)
        {
            case AggregateExpression aggregate:
                return aggregate with { Series = Fold(aggregate.Series), SecondSeries = aggregate.SecondSeries is { } second ? Fold(second) : null };
            case NegateExpression negate:
                Expression opposite = Fold(negate.Operand);
                return opposite is NumberExpression { Value.Mantissa: not 0 } number
                    ? new NumberExpression(number.Value.Negated(), negate.Span)
                    : negate with { Operand = opposite };
            case AbsExpression abs:
                Expression operand = Fold(abs.Operand);
                return operand is NumberExpression constant
                    ? new NumberExpression(constant.Value.Sign < 0 ? constant.Value.Negated() : constant.Value, abs.Span)
                    : abs with { Operand = operand };
            case BinaryExpression binary:
                Expression left = Fold(binary.Left);
                Expression right = Fold(binary.Right);
                return left is NumberExpression a && right is NumberExpression b && Compute(binary.Operator, a.Value, b.Value) is { } value
                    ? new NumberExpression(value, binary.Span)
                    : binary with { Left = left, Right = right };
            default:
                return expression;
        }
    }

    /// <summary>Folds a series; its constants meet channels sample by sample, so a folded one saves time too.</summary>
    public static Series Fold(Series series)
    {
        if (series is not BinarySeries binary)
        {
            return series;
        }

        Series left = Fold(binary.Left);
        Series right = Fold(binary.Right);
        return left is NumberSeries a && right is NumberSeries b && Compute(binary.Operator, a.Value, b.Value) is { } value
            ? new NumberSeries(value, binary.Span)
            : binary with { Left = left, Right = right };
    }

    /// <summary>Folds a condition; a known outcome becomes a <see cref="ConstantCondition"/>.</summary>
    public static Condition Fold(Condition condition)
    {
        switch (condition)
        {
            case CompareCondition compare:
                Expression left = Fold(compare.Left);
                Expression right = Fold(compare.Right);
                return left is NumberExpression a && right is NumberExpression b
                    ? new ConstantCondition(Compare(compare.Operator, ExactDecimal.ValueOf(a.Value), ExactDecimal.ValueOf(b.Value)), compare.Span)
                    : compare with { Left = left, Right = right };
            case InRangeCondition inRange:
                Expression operand = Fold(inRange.Operand);
                if (operand is NumberExpression number && inRange.RawChannel is null)
                {
                    double value = ExactDecimal.ValueOf(number.Value);
                    bool isInside = value >= ExactDecimal.ValueOf(inRange.Range.Low) && value <= ExactDecimal.ValueOf(inRange.Range.High);
                    return new ConstantCondition(isInside, inRange.Span);
                }

                return inRange with { Operand = operand };
            case NotCondition not:
                return Fold(not.Operand) switch
                {
                    ConstantCondition known => new ConstantCondition(!known.Value, not.Span),
                    NotCondition twice => twice.Operand,
                    Condition other => not with { Operand = other },
                };
            case AndCondition and:
                return Join(and with { Left = Fold(and.Left), Right = Fold(and.Right) }, and.Left, and.Right, true);
            case OrCondition or:
                return Join(or with { Left = Fold(or.Left), Right = Fold(or.Right) }, or.Left, or.Right, false);
            default:
                return condition;
        }
    }

    /// <summary>Both or either of two sides.</summary>
    /// <param name="joined">The condition with its sides folded.</param>
    /// <param name="neutral">The outcome of one side that leaves the other one's: true for "and", false for "or".</param>
    private static Condition Join(Condition joined, Condition writtenLeft, Condition writtenRight, bool neutral)
    {
        Condition left = joined is AndCondition a ? a.Left : ((OrCondition)joined).Left;
        Condition right = joined is AndCondition b ? b.Right : ((OrCondition)joined).Right;
        return (left, right) switch
        {
            (ConstantCondition known, _) when known.Value == neutral => right,
            (_, ConstantCondition known) when known.Value == neutral => left,
            (ConstantCondition known, _) when !AggregateWalk.HasAny(writtenRight) => known,
            (_, ConstantCondition known) when !AggregateWalk.HasAny(writtenLeft) => known,
            _ => joined,
        };
    }

    private static DecimalNumber? Compute(ArithmeticOperator op, DecimalNumber left, DecimalNumber right)
    {
        double a = ExactDecimal.ValueOf(left);
        double b = ExactDecimal.ValueOf(right);
        return op switch
        {
            ArithmeticOperator.Add => ExactDecimal.Of(a + b),
            ArithmeticOperator.Subtract => ExactDecimal.Of(a - b),
            ArithmeticOperator.Multiply => ExactDecimal.Of(a * b),
            ArithmeticOperator.Divide => b == 0 ? null : ExactDecimal.Of(a / b),
            _ => throw new ArgumentOutOfRangeException(nameof(op)),
        };
    }

    private static bool Compare(CompareOperator op, double a, double b) => op switch
    {
        CompareOperator.Less => a < b,
        CompareOperator.LessOrEqual => a <= b,
        CompareOperator.Greater => a > b,
        CompareOperator.GreaterOrEqual => a >= b,
        CompareOperator.Equal => a == b,
        CompareOperator.NotEqual => a != b,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };
}
