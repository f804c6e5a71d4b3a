using System.Collections.Generic;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>What an aggregate runs over: channels and numbers, joined by + - * /.</summary>
internal sealed class SeriesChecker
{
    private readonly Scope _scope;

    public SeriesChecker(Scope scope)
    {
        _scope = scope;
    }

    private DiagnosticBag Bag => _scope.Bag;

    /// <summary>Checks a whole series: it has a channel, all its channels share a period, it is small enough for a board.</summary>
    /// <param name="syntax">The argument of the aggregate.</param>
    /// <param name="expansion">The channel that a channel range in this place stands for; null forbids one.</param>
    public Series? Check(ExpressionSyntax syntax, ChannelModel? expansion)
    {
        ExpressionSyntax whole = Unwrap(syntax);
        if (whole is ChannelRangeSyntax range && expansion != null)
        {
            return new ChannelSeries(expansion, range.Span);
        }

        Series? series = Part(whole);
        if (series == null)
        {
            return null;
        }

        List<ChannelModel> channels = ChannelsOf.Series(series);
        if (channels.Count == 0)
        {
            Bag.SeriesWithoutChannel(syntax.Span);
            return null;
        }

        if (Elements(series) > Limits.SeriesElementsMax)
        {
            Bag.SeriesTooLarge(syntax.Span, Limits.SeriesElementsMax);
            return null;
        }

        return HasOnePeriod(channels, syntax) ? series : null;
    }

    /// <summary>True when all channels share a period; reports the first that does not. Unknown periods were reported.</summary>
    public bool HasOnePeriod(IReadOnlyList<ChannelModel> channels, ExpressionSyntax syntax)
    {
        foreach (ChannelModel channel in channels)
        {
            bool isKnown = channel.PeriodMs != 0 && channels[0].PeriodMs != 0;
            if (isKnown && channel.PeriodMs != channels[0].PeriodMs)
            {
                Bag.SeriesPeriodsDiffer(syntax.Span, channels[0], channel);
                return false;
            }
        }

        return true;
    }

    /// <summary>Marks the channels of a call that was reported as a whole, so that they do not look unused.</summary>
    public void MarkUsed(ExpressionSyntax syntax)
    {
        if (syntax is NameSyntax name && _scope.FindChannel(name.Name) is { } channel)
        {
            _scope.UsedChannels.Add(channel);
        }
    }

    public static ExpressionSyntax Unwrap(ExpressionSyntax syntax)
    {
        while (syntax is ParenthesizedSyntax parentheses)
        {
            syntax = parentheses.Inner;
        }

        return syntax;
    }

    private Series? Part(ExpressionSyntax syntax)
    {
        switch (syntax)
        {
            case NameSyntax name:
                return Channel(name);
            case NumberSyntax { Unit: null } number:
                return new NumberSeries(number.Value, number.Span);
            case NumberSyntax number:
                Bag.UnitInSeries(number.Unit!.Span, number.Unit.Text);
                return null;
            case ParenthesizedSyntax parentheses:
                return Part(parentheses.Inner);
            case BinarySyntax { Operator: <= BinaryOperator.Divide } binary:
                Series? left = Part(binary.Left);
                Series? right = Part(binary.Right);
                return left == null || right == null
                    ? null
                    : new BinarySeries((ArithmeticOperator)binary.Operator, left, right, binary.Span);
            case ChannelRangeSyntax range:
                Bag.MisplacedChannelRange(range.Span);
                return null;
            case UnarySyntax { IsNot: false } minus:
                Bag.MinusInSeries(minus.Span);
                return null;
            case ErrorSyntax:
                return null;
            default:
                Bag.NotASeries(syntax.Span);
                return null;
        }
    }

    private ChannelSeries? Channel(NameSyntax name)
    {
        if (_scope.FindChannel(name.Name) is { } channel)
        {
            _scope.UsedChannels.Add(channel);
            return new ChannelSeries(channel, name.Span);
        }

        if (_scope.FindLet(name.Name) is { } let)
        {
            let.IsUsed = true;
            Bag.LetInSeries(name.Span, name.Name);
        }
        else if (_scope.LaterLets.ContainsKey(name.Name))
        {
            Bag.LetInSeries(name.Span, name.Name);
        }
        else
        {
            _scope.ReportUnknownChannel(name.Span, name.Name);
        }

        return null;
    }

    private static int Elements(Series series)
        => series is BinarySeries binary ? Elements(binary.Left) + Elements(binary.Right) + 1 : 1;
}
