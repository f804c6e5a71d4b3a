using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>Finds out for each node whether it is a value or a condition, inlines lets, and builds the model's expressions.</summary>
/// <remarks>Null out means that something was reported below; both operands are always visited, so independent mistakes all show.</remarks>
internal sealed class ExpressionChecker
{
    /// <summary>Nodes of one expression after inlining: no package holds more, and lets of lets would double without end.</summary>
    public const int MaxNodes = 1000;

    private readonly Scope _scope;
    private readonly UnitLedger _units;
    private readonly UnitResolver _resolver;
    private readonly AggregateChecker _aggregates;
    private long _size;

    public ExpressionChecker(Scope scope, UnitLedger units)
    {
        _scope = scope;
        _units = units;
        _resolver = new UnitResolver(scope.Bag, units);
        _aggregates = new AggregateChecker(scope, units);
    }

    private DiagnosticBag Bag => _scope.Bag;

    /// <summary>Checks a let's value; its units are settled where it is used, and once here for what is wrong within it.</summary>
    public void CheckLet(LetSymbol let, ExpressionSyntax syntax)
    {
        List<UnitDemand> job = _units.Redirect(let.Demands);
        _size = 0;
        let.Value = Check(syntax);
        let.Size = (int)_size;
        if (_size > MaxNodes)
        {
            Bag.ExpressionTooLarge(syntax.Span);
            let.Value = Typed.Poison;
            let.Demands.Clear();
        }

        if (let.Value == Typed.Poison)
        {
            let.Size = 0;
        }

        _units.Redirect([]);
        _resolver.Resolve(let.Value);
        _units.Redirect(job);
    }

    /// <summary>A whole condition, ready for the model.</summary>
    public Condition? CheckCondition(ExpressionSyntax? syntax)
    {
        if (syntax == null)
        {
            return null;
        }

        _size = 0;
        return IsSmall(syntax, new Typed(null, Condition(syntax))) is { Condition: { } condition }
            ? _resolver.Resolve(condition)
            : null;
    }

    /// <summary>A whole field, ready for the model; a histogram is allowed here.</summary>
    /// <param name="syntax">The field's expression.</param>
    /// <param name="expansion">The channel that a channel range stands for this time, or null.</param>
    public Expression? CheckField(ExpressionSyntax syntax, ChannelModel? expansion)
    {
        _size = 0;
        _aggregates.Expansion = expansion;
        Typed field = Check(syntax);
        _aggregates.Expansion = null;
        if (field.Condition != null)
        {
            Bag.ConditionWhereNumberNeeded(syntax.Span);
            return null;
        }

        return IsSmall(syntax, field) is { Value: { } value } ? _resolver.Resolve(value) : null;
    }

    /// <summary>Holds the unit of <c>on change by</c> against the fields whose change it measures.</summary>
    public void CheckChange(UnitSyntax unit, IEnumerable<FieldModel> fields)
        => _resolver.SettleChange(unit.Text, unit.Span, fields.Select(field => field.Value));

    private Typed IsSmall(ExpressionSyntax syntax, Typed node)
    {
        if (node == Typed.Poison)
        {
            return node;
        }

        bool isSmall = _size <= MaxNodes && StackDepth.Of(node) <= Limits.StackDepthMax;
        if (!isSmall)
        {
            Bag.ExpressionTooLarge(syntax.Span);
        }

        return isSmall ? node : Typed.Poison;
    }

    private Typed Check(ExpressionSyntax syntax)
    {
        _size++;
        switch (syntax)
        {
            case NumberSyntax { Unit: { } unit } number:
                return Typed.Of(new QuantityExpression(number.Value, unit.Text, unit.Span, number.Span));
            case NumberSyntax number:
                return Typed.Of(new NumberExpression(number.Value, number.Span));
            case NameSyntax name:
                return CheckName(name);
            case ChannelRangeSyntax range:
                Bag.MisplacedChannelRange(range.Span);
                return Typed.Poison;
            case CallSyntax { Function: "abs" } call:
                return CheckAbs(call);
            case CallSyntax call:
                return Typed.Of(_aggregates.Check(call));
            case UnarySyntax { IsNot: true } not:
                return Typed.Of(Condition(not.Operand) is { } negated ? new NotCondition(negated, not.Span) : null);
            case UnarySyntax minus:
                return Typed.Of(Negate(minus));
            case BinarySyntax binary:
                return CheckBinary(binary);
            case InSyntax inside:
                return Typed.Of(CheckIn(inside));
            case ParenthesizedSyntax parentheses:
                return Check(parentheses.Inner);
            default:
                return Typed.Poison;
        }
    }

    /// <summary>Checks a node that must be a number.</summary>
    private Expression? Number(ExpressionSyntax syntax)
    {
        Typed typed = Check(syntax);
        if (typed.Condition != null)
        {
            Bag.ConditionWhereNumberNeeded(syntax.Span);
        }
        else if (typed.Value is AggregateExpression { Kind: Aggregate.Hist })
        {
            Bag.HistogramInExpression(syntax.Span);
            return null;
        }

        return typed.Value;
    }

    /// <summary>Checks a node that must be a condition.</summary>
    private Condition? Condition(ExpressionSyntax syntax)
    {
        Typed typed = Check(syntax);
        if (typed.Value != null)
        {
            Bag.NumberWhereConditionNeeded(syntax.Span);
        }

        return typed.Condition;
    }

    private Typed CheckName(NameSyntax name)
    {
        if (_scope.FindLet(name.Name) is { } let)
        {
            let.IsUsed = true;
            _size += let.Size;
            _units.TakeOver(let);
            return let.Value;
        }

        if (_scope.FindChannel(name.Name) is { } channel)
        {
            _scope.UsedChannels.Add(channel);
            Bag.ChannelWithoutAggregate(name.Span, name.Name);
        }
        else if (_scope.LaterLets.TryGetValue(name.Name, out TextSpan later))
        {
            Bag.LetUsedBeforeDefinition(name.Span, name.Name, _scope.LineOf(later));
        }
        else
        {
            Bag.UnknownName(name.Span, name.Name, _scope.NearestName(name.Name));
        }

        return Typed.Poison;
    }

    private Typed CheckAbs(CallSyntax call)
    {
        if (call.Arguments.Count != 1)
        {
            Bag.WrongArgumentCount(call.Span, "abs", call.Arguments.Count, "abs(expression)");
            return Typed.Poison;
        }

        return Typed.Of(Number(call.Arguments[0]) is { } operand ? new AbsExpression(operand, call.Span) : null);
    }

    private Expression? Negate(UnarySyntax minus) => Number(minus.Operand) switch
    {
        null => null,
        NumberExpression number => new NumberExpression(number.Value.Negated(), minus.Span),
        QuantityExpression quantity => quantity with { Value = quantity.Value.Negated(), Span = minus.Span },
        { } operand => new NegateExpression(operand, minus.Span),
    };

    private Typed CheckBinary(BinarySyntax binary)
    {
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            Condition? first = Condition(binary.Left);
            Condition? second = Condition(binary.Right);
            return first == null || second == null
                ? Typed.Poison
                : Typed.Of(binary.Operator == BinaryOperator.And
                    ? new AndCondition(first, second, binary.Span)
                    : (Condition)new OrCondition(first, second, binary.Span));
        }

        if (IsPercentPerHour(binary))
        {
            var percent = (NumberSyntax)binary.Left;
            var unitSpan = new TextSpan(percent.Unit!.Span.Start, binary.Span.End - percent.Unit.Span.Start);
            return Typed.Of(new QuantityExpression(percent.Value, "%/h", unitSpan, binary.Span));
        }

        Expression? left = Number(binary.Left);
        Expression? right = Number(binary.Right);
        if (left == null || right == null)
        {
            return Typed.Poison;
        }

        return binary.Operator <= BinaryOperator.Divide
            ? Typed.Of(new BinaryExpression((ArithmeticOperator)binary.Operator, left, right, binary.Span))
            : Typed.Of(new CompareCondition((CompareOperator)(binary.Operator - BinaryOperator.Less), left, right, binary.Span));
    }

    /// <summary>
    /// <c>%</c> is a whole unit token, so that <c>2 %/h</c> reads as a quotient. Without blanks, and where no let is called h, it can
    /// only be meant as percent per hour.
    /// </summary>
    private bool IsPercentPerHour(BinarySyntax binary)
        => binary is { Operator: BinaryOperator.Divide, Left: NumberSyntax { Unit.Text: Units.Percent }, Right: NameSyntax { Name: Units.Hours } }
            && binary.Left.Span.End == binary.OperatorSpan.Start
            && binary.OperatorSpan.End == binary.Right.Span.Start
            && _scope.FindLet(Units.Hours) == null
            && _scope.FindChannel(Units.Hours) == null;

    private Condition? CheckIn(InSyntax inside)
    {
        Expression? operand = Number(inside.Operand);
        if (inside.Range is not { } range)
        {
            return null;
        }

        if (range.Low >= range.High)
        {
            Bag.RangeEndsSwapped(range.Span, range.Low, range.High);
            return null;
        }

        if (operand == null)
        {
            return null;
        }

        var values = new ValueRange(range.Low, range.High, false, range.Span);
        return range.Unit is { } unit
            ? new QuantityRangeCondition(operand, values, unit.Text, unit.Span, inside.Span)
            : new InRangeCondition(operand, values, null, inside.Span);
    }
}
