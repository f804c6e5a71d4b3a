using System.Collections.Generic;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>The fields of a report: channel ranges expanded, every field named.</summary>
internal sealed class FieldChecker
{
    private readonly Scope _scope;
    private readonly ExpressionChecker _expressions;

    public FieldChecker(Scope scope, ExpressionChecker expressions)
    {
        _scope = scope;
        _expressions = expressions;
    }

    private DiagnosticBag Bag => _scope.Bag;

    public List<FieldModel> Check(IReadOnlyList<FieldSyntax> syntaxes)
    {
        var fields = new List<FieldModel>();
        var lines = new Dictionary<string, TextSpan>();
        bool isCountReported = false;
        foreach (FieldSyntax syntax in syntaxes)
        {
            foreach (FieldModel field in CheckField(syntax))
            {
                if (!lines.TryAdd(field.Name, field.Span))
                {
                    Bag.DuplicateField(syntax.Name?.Span ?? field.Span, field.Name, _scope.LineOf(lines[field.Name]));
                }

                if (fields.Count == Limits.FieldsMax && !isCountReported)
                {
                    Bag.TooManyFields(field.Span, Limits.FieldsMax);
                    isCountReported = true;
                }

                fields.Add(field);
            }
        }

        return fields;
    }

    /// <summary>The name that the code implies, or null: one aggregate over one plain channel.</summary>
    public static string? DefaultName(Expression value)
    {
        if (value is not AggregateExpression { Series: ChannelSeries series, SecondSeries: null } aggregate)
        {
            return null;
        }

        string word = AggregateTable.NameOf((int)aggregate.Kind);
        return aggregate.Kind == Aggregate.Percentile ? $"{word}{aggregate.Percentile}_{series.Channel.Name}" : $"{word}_{series.Channel.Name}";
    }

    private List<FieldModel> CheckField(FieldSyntax syntax)
    {
        var fields = new List<FieldModel>();
        if (ExpansionOf(syntax.Value) is not { } range)
        {
            AddField(syntax, null, fields);
            return fields;
        }

        if (syntax.Name is { } name)
        {
            Bag.NamedExpansion(name.Span, name.Value);
        }

        foreach (ChannelModel channel in ChannelsIn(range))
        {
            AddField(syntax with { Name = null }, channel, fields);
        }

        return fields;
    }

    private void AddField(FieldSyntax syntax, ChannelModel? expansion, List<FieldModel> fields)
    {
        if (_expressions.CheckField(syntax.Value, expansion) is not { } value)
        {
            return;
        }

        string? implied = DefaultName(value);
        string? name = syntax.Name?.Value ?? implied;
        if (name == null)
        {
            Bag.FieldNeedsName(syntax.Span, _scope.Source.Slice(syntax.Span));
            return;
        }

        fields.Add(new FieldModel(name, name == implied, value, syntax.Span));
    }

    /// <summary>The channel range that is the whole series of a whole field, or null.</summary>
    private static ChannelRangeSyntax? ExpansionOf(ExpressionSyntax value)
    {
        bool isAggregate = SeriesChecker.Unwrap(value) is CallSyntax { Arguments.Count: > 0 } call
            && ReservedWords.IsAggregate(call.Function, out Aggregate kind, out _)
            && kind != Aggregate.Corr;
        if (!isAggregate)
        {
            return null;
        }

        ExpressionSyntax first = ((CallSyntax)SeriesChecker.Unwrap(value)).Arguments[0];
        return SeriesChecker.Unwrap(first is InSyntax inside ? inside.Operand : first) as ChannelRangeSyntax;
    }

    /// <summary>The channels of a range in a field; empty after a report.</summary>
    private List<ChannelModel> ChannelsIn(ChannelRangeSyntax range)
    {
        var channels = new List<ChannelModel>();
        IReadOnlyList<string>? names = ChannelNames.Expand(range.First.Name, range.Last.Name);
        if (names == null)
        {
            Bag.BadChannelRange(range.Span, range.First.Name, range.Last.Name);
            names = [];
        }

        bool isComplete = true;
        foreach (string name in names)
        {
            if (_scope.FindChannel(name) is { } channel)
            {
                _scope.UsedChannels.Add(channel);
                channels.Add(channel);
            }
            else if (isComplete)
            {
                _scope.ReportUnknownChannel(range.Span, name);
                isComplete = false;
            }
        }

        return channels;
    }
}
