using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>One task: its schedule, window, report and alerts.</summary>
internal sealed class TaskChecker
{
    private static readonly DecimalNumber s_hundred = new(100);

    private readonly Scope _scope;
    private readonly ExpressionChecker _expressions;
    private readonly FieldChecker _fields;
    private readonly ScheduleChecker _schedules;
    private readonly WindowChecker _windows;

    public TaskChecker(Scope scope, ExpressionChecker expressions)
    {
        _scope = scope;
        _expressions = expressions;
        _fields = new FieldChecker(scope, expressions);
        _schedules = new ScheduleChecker(scope);
        _windows = new WindowChecker(scope);
    }

    private DiagnosticBag Bag => _scope.Bag;

    /// <summary>The task's model, or null where its schedule or window was reported.</summary>
    public TaskModel? Check(TaskSyntax syntax, int number)
    {
        int messagesBefore = Bag.Count;
        ScheduleModel? schedule = _schedules.Check(syntax.Schedule);
        WindowModel? window = _schedules.CheckWindow(syntax.Window, schedule);
        DecimalNumber? needs = CheckNeeds(syntax);
        ReportModel? report = null;
        var alerts = new List<AlertModel>();
        var alertNames = new Dictionary<string, TextSpan>();
        foreach (ActionSyntax action in syntax.Actions)
        {
            if (action is ReportSyntax reportSyntax)
            {
                report = CheckReport(reportSyntax);
            }
            else if (action is AlertSyntax alert)
            {
                CheckAlert(alert, alerts, alertNames);
            }
        }

        List<ChannelModel> channels = UsedChannels(report, alerts);
        _windows.Check(schedule, window, channels, isComplete: Bag.Count == messagesBefore);
        return schedule == null || window == null ? null : new TaskModel
        {
            Number = number,
            Schedule = schedule,
            Window = window,
            NeedsPercent = needs,
            Report = report,
            Alerts = alerts,
            Channels = channels,
            Span = schedule.Span,
        };
    }

    private DecimalNumber? CheckNeeds(TaskSyntax syntax)
    {
        if (syntax.Needs is { } needs && needs.Value > s_hundred)
        {
            Bag.NeedsOutOfRange(needs.Span, needs.Value);
        }

        return syntax.Needs?.Value;
    }

    private ReportModel CheckReport(ReportSyntax syntax)
    {
        List<FieldModel> fields = _fields.Check(syntax.Fields);
        Condition? when = _expressions.CheckCondition(syntax.When);
        ChangeModel? change = null;
        if (syntax.Change is { } changeSyntax)
        {
            change = CheckChange(changeSyntax, fields);
        }

        return new ReportModel { Fields = fields, When = when, OnChange = change, Span = syntax.Span };
    }

    private ChangeModel CheckChange(ChangeSyntax syntax, List<FieldModel> fields)
    {
        if (syntax.Unit is { } unit)
        {
            _expressions.CheckChange(unit, fields);
        }

        if (syntax.OrEveryMs is { Value: 0 } orEvery)
        {
            Bag.SilenceIsZero(orEvery.Span);
        }

        return new ChangeModel(syntax.By?.Value ?? default, syntax.OrEveryMs?.Value, syntax.Span);
    }

    private void CheckAlert(AlertSyntax syntax, List<AlertModel> alerts, Dictionary<string, TextSpan> names)
    {
        Condition? when = _expressions.CheckCondition(syntax.When);
        int runs = 1;
        if (syntax.Runs is { } count && !Limited.TryWhole(count.Value, 1, Limits.AlertRunsMax, out runs))
        {
            Bag.RunsOutOfRange(count.Span, _scope.Source.Slice(count.Span));
        }

        Condition? until = _expressions.CheckCondition(syntax.Until);
        if (syntax.Name is not { } name)
        {
            return;
        }

        if (!names.TryAdd(name.Value, name.Span))
        {
            Bag.DuplicateAlert(name.Span, name.Value, _scope.LineOf(names[name.Value]));
        }
        else if (names.Count == Limits.AlertsMax + 1)
        {
            Bag.TooManyAlerts(name.Span, Limits.AlertsMax);
        }

        if (when != null)
        {
            alerts.Add(new AlertModel(name.Value, when, runs, until, syntax.Span));
        }
    }

    private static List<ChannelModel> UsedChannels(ReportModel? report, List<AlertModel> alerts)
    {
        var found = new List<ChannelModel>();
        if (report != null)
        {
            report.Fields.ToList().ForEach(field => ChannelsOf.Add(field.Value, found));
            ChannelsOf.Add(report.When, found);
        }

        foreach (AlertModel alert in alerts)
        {
            ChannelsOf.Add(alert.When, found);
            ChannelsOf.Add(alert.Until, found);
        }

        return found.OrderBy(channel => channel.Index).ToList();
    }
}
