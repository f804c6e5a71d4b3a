using System.Linq;
using NanoBatch.Language.Optimizing;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>The package's limits that a checked job can still pass: found before code is written, so that each gets its own message.</summary>
/// <remarks>Fields, alerts, series and the depth of single expressions are the checker's.</remarks>
internal static class TaskLimits
{
    public static void Check(FoldedTask task, PackageDiagnostics diagnostics)
    {
        int values = task.Aggregates.Select(task.ValueOf).Distinct().Sum(value => value.Item.Slots);
        if (values > Limits.ValuesMax)
        {
            diagnostics.ReportTooManyValues(task.Task.Span, values);
        }

        foreach (FoldedAlert alert in task.Alerts)
        {
            // The condition that raises lies on the stack below the one that clears.
            if (alert.Until is { } until && ExpressionDepth.Of(until) > Limits.StackDepthMax - 1)
            {
                diagnostics.ReportUntilTooDeep(until.Span, ExpressionDepth.Of(until));
            }
        }
    }
}
