using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary>Holds every quantity against the terms it meets, and leaves plain numbers and raw counts in its place.</summary>
internal sealed class UnitResolver
{
    private readonly DiagnosticBag _bag;
    private readonly UnitLedger _units;

    public UnitResolver(DiagnosticBag bag, UnitLedger units)
    {
        _bag = bag;
        _units = units;
    }

    public void Resolve(Typed node)
    {
        if (node.Value != null)
        {
            Resolve(node.Value);
        }
        else if (node.Condition != null)
        {
            Resolve(node.Condition);
        }
    }

    public Expression Resolve(Expression expression) => Apply(expression, UnitGroup.Of(expression));

    public Condition Resolve(Condition condition)
    {
        switch (condition)
        {
            case AndCondition and:
                return and with { Left = Resolve(and.Left), Right = Resolve(and.Right) };
            case OrCondition or:
                return or with { Left = Resolve(or.Left), Right = Resolve(or.Right) };
            case NotCondition not:
                return not with { Operand = Resolve(not.Operand) };
            case CompareCondition compare:
                UnitGroup both = UnitGroup.Of(compare.Left, compare.Right);
                return compare with { Left = Apply(compare.Left, both), Right = Apply(compare.Right, both) };
            case QuantityRangeCondition inside:
                return ResolveRange(inside);
            case InRangeCondition inside:
                return inside with { Operand = Resolve(inside.Operand) };
            default:
                return condition;
        }
    }

    /// <summary>A change is a difference: raw counts have no calibrated counterpart there, and of mixed fields one must fit.</summary>
    public void SettleChange(string unit, TextSpan span, IEnumerable<Expression> fields)
    {
        UnitGroup group = UnitGroup.Of(fields.ToArray());
        if (group.Channels.Count > 0 && !group.IsOwn(unit))
        {
            _units.DemandAny(group.Channels, unit, span);
        }
        else if (!group.AcceptsAny && !group.IsOwn(unit))
        {
            _bag.OwnUnitMismatch(span, unit, group.OwnUnit);
        }
    }

    private InRangeCondition ResolveRange(QuantityRangeCondition inside)
    {
        UnitGroup group = UnitGroup.Of(inside.Operand);
        ChannelModel? rawChannel = Settle(inside.Unit, inside.UnitSpan, group);
        ValueRange range = inside.Range with { IsRaw = rawChannel != null };
        return new InRangeCondition(Apply(inside.Operand, group), range, rawChannel, inside.Span);
    }

    private Expression Apply(Expression expression, UnitGroup group)
    {
        switch (expression)
        {
            case QuantityExpression quantity:
                return Settle(quantity.Unit, quantity.UnitSpan, group) is { } channel
                    ? new RawCountsExpression(quantity.Value, channel, quantity.Span)
                    : new NumberExpression(quantity.Value, quantity.Span);
            case NegateExpression negate:
                return negate with { Operand = Apply(negate.Operand, group) };
            case AbsExpression abs:
                return abs with { Operand = Apply(abs.Operand, group) };
            case BinaryExpression binary:
                bool isOneGroup = binary.Operator is ArithmeticOperator.Add or ArithmeticOperator.Subtract || UnitGroup.ScaledPart(binary) != null;
                return isOneGroup
                    ? binary with { Left = Apply(binary.Left, group), Right = Apply(binary.Right, group) }
                    : binary with { Left = Resolve(binary.Left), Right = Resolve(binary.Right) };
            default:
                return expression;
        }
    }

    /// <summary>Checks a unit against its company.</summary>
    /// <returns>The channel whose calibration applies to raw counts; null for a plain number.</returns>
    private ChannelModel? Settle(string unit, TextSpan span, UnitGroup group)
    {
        if (group.AcceptsAny || group.IsOwn(unit))
        {
            return null;
        }

        if (unit == Units.Raw && group.RawChannel is { } channel)
        {
            return channel;
        }

        if (group.Channels.Count == 0)
        {
            _bag.OwnUnitMismatch(span, unit, group.OwnUnit);
        }
        else
        {
            _units.Demand(group.Channels, unit, group.AlternativeOf(unit), span);
        }

        return null;
    }
}
