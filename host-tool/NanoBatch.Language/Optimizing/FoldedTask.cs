using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Model;

namespace NanoBatch.Language.Optimizing;

/// <summary>A task with its constants folded and every aggregate coded: what layout search and program writer share.</summary>
internal sealed class FoldedTask
{
    private readonly Dictionary<AggregateExpression, ScanValue> _values = new(ReferenceEqualityComparer.Instance);

    public FoldedTask(TaskModel task)
    {
        Task = task;
        RunsPerDay = RunRate.PerDay(task);
        Fields = [.. (task.Report?.Fields ?? []).Select(field => ConstantFolder.Fold(field.Value))];
        Condition? when = task.Report?.When is { } written ? ConstantFolder.Fold(written) : null;
        When = when is ConstantCondition { Value: true } ? null : when;
        Alerts = [.. task.Alerts.Select(alert =>
            new FoldedAlert(alert, ConstantFolder.Fold(alert.When), alert.Until is { } until ? ConstantFolder.Fold(until) : null))];

        foreach (Expression field in Fields)
        {
            AggregateWalk.Collect(field, FieldAggregates);
        }

        if (When is not null)
        {
            AggregateWalk.Collect(When, WhenAggregates);
        }

        foreach (FoldedAlert alert in Alerts)
        {
            AggregateWalk.Collect(alert.When, AlertAggregates);
            if (alert.Until is not null)
            {
                AggregateWalk.Collect(alert.Until, AlertAggregates);
            }
        }
    }

    public TaskModel Task { get; }

    /// <summary>Runs a day on average (<see cref="RunRate"/>).</summary>
    public double RunsPerDay { get; }

    /// <summary>The report's fields in order; empty without one.</summary>
    public IReadOnlyList<Expression> Fields { get; }

    /// <summary>The report's condition; null where it is always sent.</summary>
    public Condition? When { get; }

    public IReadOnlyList<FoldedAlert> Alerts { get; }

    public List<AggregateExpression> FieldAggregates { get; } = [];

    public List<AggregateExpression> WhenAggregates { get; } = [];

    public List<AggregateExpression> AlertAggregates { get; } = [];

    /// <summary>Every aggregate as written, duplicates included.</summary>
    public IEnumerable<AggregateExpression> Aggregates => FieldAggregates.Concat(WhenAggregates).Concat(AlertAggregates);

    /// <summary>The value an aggregate stands for; equal ones have equal values.</summary>
    public ScanValue ValueOf(AggregateExpression aggregate)
    {
        if (!_values.TryGetValue(aggregate, out ScanValue? value))
        {
            value = ScanCoder.Code(aggregate);
            _values.Add(aggregate, value);
        }

        return value;
    }
}
