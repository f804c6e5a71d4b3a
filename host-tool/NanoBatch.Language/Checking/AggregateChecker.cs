using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>Calls of aggregates: the series, its filter, the constants behind it.</summary>
internal sealed class AggregateChecker
{
    private static readonly DecimalNumber s_one = new(1);

    private readonly Scope _scope;
    private readonly UnitLedger _units;
    private readonly SeriesChecker _series;

    public AggregateChecker(Scope scope, UnitLedger units)
    {
        _scope = scope;
        _units = units;
        _series = new SeriesChecker(scope);
    }

    /// <summary>The channel that the channel range of an expanding field stands for; null outside of such a field.</summary>
    public ChannelModel? Expansion { get; set; }

    private DiagnosticBag Bag => _scope.Bag;

    public AggregateExpression? Check(CallSyntax call)
    {
        if (!ReservedWords.IsAggregate(call.Function, out Aggregate kind, out int percentile))
        {
            ReportUnknownFunction(call);
            return null;
        }

        List<ExpressionSyntax> rest = call.Arguments.Skip(1).ToList();
        if (call.Arguments.Count == 0 || rest.Count != AggregateShape.ConstantsOf(kind) + (kind == Aggregate.Corr ? 1 : 0))
        {
            Bag.WrongArgumentCount(call.Span, call.Function, call.Arguments.Count, AggregateShape.SignatureOf(kind, call.Function));
            foreach (ExpressionSyntax argument in call.Arguments)
            {
                _series.MarkUsed(argument);
            }

            return null;
        }

        (ExpressionSyntax seriesSyntax, InSyntax? filterSyntax) = call.Arguments[0] is InSyntax inside
            ? (inside.Operand, inside)
            : (call.Arguments[0], null);
        Series? series = _series.Check(seriesSyntax, kind == Aggregate.Corr ? null : Expansion);
        bool hasFilter = CheckFilter(filterSyntax, series, out ValueRange? filter);
        var aggregate = new AggregateExpression(call.Span)
        {
            Kind = kind,
            Series = series ?? new NumberSeries(default, default),
            Filter = filter,
            Percentile = percentile,
        };
        AggregateExpression? complete = kind == Aggregate.Corr
            ? CheckCorrelation(aggregate, rest[0], call)
            : CheckConstants(aggregate, rest, series);
        return series == null || !hasFilter ? null : complete;
    }

    private AggregateExpression? CheckCorrelation(AggregateExpression aggregate, ExpressionSyntax syntax, CallSyntax call)
    {
        Series? second = _series.Check(syntax, null);
        if (second == null || !_series.HasOnePeriod(ChannelsOf.Series(aggregate.Series, second), call))
        {
            return null;
        }

        return aggregate with { SecondSeries = second };
    }

    private void ReportUnknownFunction(CallSyntax call)
    {
        foreach (ExpressionSyntax argument in call.Arguments)
        {
            _series.MarkUsed(argument);
        }

        bool isPercentile = call.Function.Length > 1 && call.Function[0] == 'p' && call.Function.Skip(1).All(char.IsAsciiDigit);
        if (isPercentile)
        {
            Bag.BadPercentile(call.FunctionSpan, call.Function);
        }
        else
        {
            Bag.UnknownAggregate(call.FunctionSpan, call.Function, EditDistance.Nearest(call.Function, ReservedWords.Functions));
        }
    }

    /// <summary>False after a report.</summary>
    private bool CheckFilter(InSyntax? syntax, Series? series, out ValueRange? filter)
    {
        filter = null;
        if (syntax == null)
        {
            return true;
        }

        if (syntax.Range is not { } range)
        {
            return false;
        }

        if (range.Low >= range.High)
        {
            Bag.RangeEndsSwapped(range.Span, range.Low, range.High);
            return false;
        }

        bool isRaw = range.Unit != null && series != null && SettleUnit(range.Unit, series);
        filter = new ValueRange(range.Low, range.High, isRaw, range.Span);
        return true;
    }

    private AggregateExpression? CheckConstants(AggregateExpression aggregate, List<ExpressionSyntax> syntaxes, Series? series)
    {
        var arguments = new List<AggregateArgument>();
        int bins = 0;
        bool isGood = true;
        for (int i = 0; i < syntaxes.Count; i++)
        {
            if (ConstantOf(syntaxes[i]) is not { } constant)
            {
                isGood = false;
            }
            else if (AggregateShape.IsLevel(aggregate.Kind, i))
            {
                bool isRaw = constant.Unit != null && series != null && SettleUnit(constant.Unit, series);
                arguments.Add(new AggregateArgument(constant.Value, isRaw, constant.Span));
            }
            else if (!CheckPlain(aggregate.Kind, constant, out bins))
            {
                isGood = false;
            }
            else if (aggregate.Kind != Aggregate.Hist)
            {
                arguments.Add(new AggregateArgument(constant.Value, false, constant.Span));
            }
        }

        if (isGood && aggregate.Kind == Aggregate.Hist && arguments[0].IsRaw == arguments[1].IsRaw && arguments[0].Value >= arguments[1].Value)
        {
            Bag.RangeEndsSwapped(TextSpan.Union(arguments[0].Span, arguments[1].Span), arguments[0].Value, arguments[1].Value);
        }

        return isGood ? aggregate with { Arguments = arguments, Bins = bins } : null;
    }

    /// <summary>A weight, a fraction or a number of bins: no unit, its own range. False after a report.</summary>
    private bool CheckPlain(Aggregate kind, Constant constant, out int bins)
    {
        bins = 0;
        if (constant.Unit is { } unit)
        {
            Bag.ArgumentTakesNoUnit(unit.Span, unit.Text);
            return false;
        }

        DecimalNumber value = constant.Value;
        switch (kind)
        {
            case Aggregate.Quantile when value.Sign < 0 || value > s_one:
                Bag.QuantileOutOfRange(constant.Span, value);
                return false;
            case Aggregate.Ewma when value.Sign <= 0 || value > s_one:
                Bag.WeightOutOfRange(constant.Span, value);
                return false;
            case Aggregate.Hist when !Limited.TryWhole(value, 1, Limits.BinsMax, out bins):
                Bag.BinsOutOfRange(constant.Span, value);
                return false;
            default:
                return true;
        }
    }

    /// <summary>Holds a unit against the series' channels.</summary>
    /// <returns>True when the numbers are ADC counts of the series' one channel.</returns>
    private bool SettleUnit(UnitSyntax unit, Series series)
    {
        if (unit.Text == Units.Raw && series is ChannelSeries)
        {
            return true;
        }

        SeriesUnit measured = SeriesUnit.Of(series);
        if (!measured.IsFree)
        {
            _units.Demand(measured.Channels, unit.Text, null, unit.Span);
        }

        return false;
    }

    /// <summary>A number with its sign, or a let that is one; null after a report.</summary>
    private Constant? ConstantOf(ExpressionSyntax syntax)
    {
        switch (SeriesChecker.Unwrap(syntax))
        {
            case NumberSyntax number:
                return new Constant(number.Value, number.Unit, number.Span);
            case UnarySyntax { IsNot: false, Operand: NumberSyntax number } minus:
                return new Constant(number.Value.Negated(), number.Unit, minus.Span);
            case NameSyntax name when _scope.FindLet(name.Name) is { } let:
                return ConstantOf(let, name);
            case ErrorSyntax:
                return null;
            default:
                Bag.ArgumentNotConstant(syntax.Span);
                return null;
        }
    }

    private Constant? ConstantOf(LetSymbol let, NameSyntax name)
    {
        let.IsUsed = true;
        switch (let.Value.Value)
        {
            case NumberExpression number:
                return new Constant(number.Value, null, name.Span);
            case QuantityExpression quantity:
                return new Constant(quantity.Value, new UnitSyntax(quantity.Unit, quantity.UnitSpan), name.Span);
            default:
                if (let.Value != Typed.Poison)
                {
                    Bag.ArgumentNotConstant(name.Span);
                }

                return null;
        }
    }

    private sealed record Constant(DecimalNumber Value, UnitSyntax? Unit, TextSpan Span);
}
