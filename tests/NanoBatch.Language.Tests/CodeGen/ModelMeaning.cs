using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.CodeGen;

/// <summary>What a checked task asks for, as normalised text.</summary>
internal static class ModelMeaning
{
    private static readonly string[] s_arithmetic = ["add", "sub", "mul", "div"];
    private static readonly string[] s_compare = ["lt", "le", "gt", "ge", "eq", "ne"];

    public static List<string> Of(TaskModel task)
    {
        var lines = new List<string>();
        foreach (FieldModel field in task.Report?.Fields ?? [])
        {
            lines.Add("field " + Of(field.Value));
        }

        if (task.Report is { } report)
        {
            string when = report.When is { } condition ? Of(condition) : "true";
            string change = report.OnChange is { } rule ? $" change {Value(rule.By)} every {rule.OrEveryMs ?? 0}" : "";
            lines.Add($"report when {when}{change}");
        }

        lines.AddRange(task.Alerts.Select(alert => $"alert {Of(alert.When)} for {alert.ForRuns} until {(alert.Until is { } until ? Of(until) : "-")}"));
        return lines;
    }

    private static string Of(Expression expression) => expression switch
    {
        NumberExpression number => Value(number.Value),
        RawCountsExpression raw => $"(raw {Value(raw.Counts)} {raw.Channel.Name})",
        NegateExpression negate => Symbols.Unary("neg", Of(negate.Operand)),
        AbsExpression abs => Symbols.Unary("abs", Of(abs.Operand)),
        BinaryExpression binary => Symbols.Binary(s_arithmetic[(int)binary.Operator], Of(binary.Left), Of(binary.Right)),
        AggregateExpression aggregate => Of(aggregate),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static string Of(AggregateExpression aggregate)
    {
        List<string> parts = [aggregate.Kind.ToString(), Of(aggregate.Series)];
        if (aggregate.Filter is { } filter)
        {
            parts.Add($"in{(filter.IsRaw ? " raw" : "")} {Value(filter.Low)} {Value(filter.High)}");
        }

        parts.AddRange(aggregate.Arguments.Select(argument => Value(argument.Value) + (argument.IsRaw ? "raw" : "")));
        parts.AddRange(aggregate.SecondSeries is { } second ? [Of(second)] : []);
        parts.AddRange(aggregate.Kind == Aggregate.Percentile ? [Symbols.Number(aggregate.Percentile)] : []);
        parts.AddRange(aggregate.Kind == Aggregate.Hist ? [Symbols.Number(aggregate.Bins)] : []);
        return $"[{string.Join(' ', parts)}]";
    }

    private static string Of(Series series) => series switch
    {
        ChannelSeries channel => channel.Channel.Name,
        NumberSeries number => Value(number.Value),
        BinarySeries binary => Symbols.Binary(s_arithmetic[(int)binary.Operator], Of(binary.Left), Of(binary.Right)),
        _ => throw new ArgumentOutOfRangeException(nameof(series)),
    };

    private static string Of(Condition condition) => condition switch
    {
        CompareCondition compare => Symbols.Compare(s_compare[(int)compare.Operator], Of(compare.Left), Of(compare.Right)),
        InRangeCondition { RawChannel: { } channel } raw => $"(in.raw {Of(raw.Operand)} {Value(raw.Range.Low)} {Value(raw.Range.High)} {channel.Name})",
        InRangeCondition inside => Symbols.InRange(Of(inside.Operand), Double(inside.Range.Low), Double(inside.Range.High)),
        NotCondition not => Symbols.Not(Of(not.Operand)),
        AndCondition and => Symbols.Join("and", Of(and.Left), Of(and.Right), true),
        OrCondition or => Symbols.Join("or", Of(or.Left), Of(or.Right), false),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    private static string Value(DecimalNumber number) => Symbols.Number(Double(number));

    private static double Double(DecimalNumber number) => DecimalConstant.Value(number.Mantissa, number.Exponent);
}
