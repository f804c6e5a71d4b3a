using System.Linq;
using System.Text;
using NanoBatch.Language.Model;
using ScheduleKind = NanoBatch.Protocol.ScheduleKind;

namespace NanoBatch.Tests.Support;

/// <summary>A model as text without spans: two jobs mean the same exactly when their texts are equal.</summary>
internal static class ModelText
{
    public static string Of(JobModel model)
    {
        var text = new StringBuilder();
        text.Append(Invariant($"job {model.Name} version {model.Version} zone {model.ZoneMinutes}\n"));
        foreach (ChannelModel c in model.Channels)
        {
            text.Append(Invariant($"channel {c.Index} {c.Name} every {c.PeriodMs} burst {c.Burst} {c.BurstReducer} keep {c.KeepSlots} "));
            text.Append(Invariant($"ring {c.RingSlots} valid {Of(c.Valid)} unit {c.Unit}\n"));
        }

        foreach (TaskModel task in model.Tasks)
        {
            Append(text, task);
        }

        return text.ToString();
    }

    public static string Of(Expression value) => value switch
    {
        NumberExpression number => number.Value.ToString(),
        RawCountsExpression raw => Invariant($"calibrated({raw.Counts}, {raw.Channel.Name})"),
        BinaryExpression binary => $"({binary.Operator} {Of(binary.Left)} {Of(binary.Right)})",
        NegateExpression negate => $"(- {Of(negate.Operand)})",
        AbsExpression abs => $"(abs {Of(abs.Operand)})",
        AggregateExpression call => Of(call),
        _ => "?" + value.GetType().Name,
    };

    public static string Of(Condition? condition) => condition switch
    {
        null => "none",
        CompareCondition compare => $"({compare.Operator} {Of(compare.Left)} {Of(compare.Right)})",
        InRangeCondition inside => $"(In {Of(inside.Operand)} {Of(inside.Range)} {inside.RawChannel?.Name})",
        AndCondition and => $"(And {Of(and.Left)} {Of(and.Right)})",
        OrCondition or => $"(Or {Of(or.Left)} {Of(or.Right)})",
        NotCondition not => $"(Not {Of(not.Operand)})",
        _ => "?" + condition.GetType().Name,
    };

    private static string Of(AggregateExpression call)
    {
        string arguments = string.Concat(call.Arguments.Select(argument => Invariant($" {argument.Value}{(argument.IsRaw ? "raw" : "")}")));
        string second = call.SecondSeries == null ? "" : " " + Of(call.SecondSeries);
        string filter = call.Filter == null ? "" : " in " + Of(call.Filter);
        string bins = call.Bins > 0 ? Invariant($" bins {call.Bins}") : "";
        return Invariant($"{call.Kind}{(call.Percentile > 0 ? call.Percentile : "")}[{Of(call.Series)}{second}{filter}{arguments}{bins}]");
    }

    private static string Of(Series series) => series switch
    {
        ChannelSeries channel => channel.Channel.Name,
        NumberSeries number => number.Value.ToString(),
        BinarySeries binary => $"({binary.Operator} {Of(binary.Left)} {Of(binary.Right)})",
        _ => "?",
    };

    private static string Of(ValueRange? range) => range == null ? "none" : Invariant($"{range.Low}..{range.High}{(range.IsRaw ? "raw" : "")}");

    private static string Of(ScheduleModel schedule) => schedule.Kind switch
    {
        ScheduleKind.Every => Invariant($"every {schedule.PeriodMs} spread {schedule.SpreadMs}"),
        ScheduleKind.Daily => Invariant($"daily {schedule.MinuteOfDay}"),
        ScheduleKind.Weekly => Invariant($"weekly {schedule.DaysOfWeek:x} {schedule.MinuteOfDay}"),
        ScheduleKind.AfterSamples => Invariant($"after {schedule.Samples}"),
        ScheduleKind.Cron => Of(schedule.Cron!),
        _ => "on demand",
    };

    private static string Of(CronModel c)
        => Invariant($"cron {c.Minutes:x} {c.Hours:x} {c.DaysOfMonth:x} {c.Months:x} {c.DaysOfWeek:x} {c.IsDayOfMonthRestricted} {c.IsDayOfWeekRestricted}");

    private static void Append(StringBuilder text, TaskModel task)
    {
        WindowModel window = task.Window;
        string channels = string.Join(",", task.Channels.Select(channel => channel.Name));
        text.Append(Invariant($"task {task.Number} {Of(task.Schedule)} window {window.Kind} {window.DurationMs} {window.Samples} {window.IsDefault} "));
        text.Append(Invariant($"needs {task.NeedsPercent} uses {channels}\n"));
        foreach (FieldModel field in task.Report?.Fields ?? [])
        {
            text.Append($"    field {field.Name} {field.IsNameDefault} {Of(field.Value)}\n");
        }

        if (task.Report is { } report)
        {
            text.Append(Invariant($"    when {Of(report.When)} change {report.OnChange?.By} or {report.OnChange?.OrEveryMs}\n"));
        }

        foreach (AlertModel alert in task.Alerts)
        {
            text.Append(Invariant($"    alert {alert.Name} when {Of(alert.When)} for {alert.ForRuns} until {Of(alert.Until)}\n"));
        }
    }

    private static string Invariant(System.FormattableString text) => System.FormattableString.Invariant(text);
}
