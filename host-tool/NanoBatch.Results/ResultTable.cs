using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NanoBatch.Results;

/// <summary>Results of one task as text in columns, for whatever draws tables.</summary>
/// <param name="Title">What the rows are: <c>irrigation, task 1</c>.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">Cells, as many as there are columns; a missing value is an en dash.</param>
/// <param name="HiddenCount">Rows that were left out in the middle of these.</param>
public sealed record ResultTable(string Title, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, long HiddenCount = 0)
{
    /// <summary>What stands for null: an empty cell would look like a fault of the table.</summary>
    public const string Missing = "–";

    private const double CoverageGood = 0.995;

    /// <summary>One table for each task's reports and each task's alerts, in the order of their first rows.</summary>
    public static IReadOnlyList<ResultTable> Of(IEnumerable<Result> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var tabulator = new ResultTabulator(int.MaxValue);
        foreach (Result result in results)
        {
            tabulator.Add(result);
        }

        return tabulator.Tables();
    }

    /// <summary>A table of results that have one board, job, task and shape.</summary>
    internal static ResultTable Of(IReadOnlyList<Result> alike, long hiddenCount) => (alike[0] is ReportResult first
        ? OfReports(TitleOf(first), first, [.. alike.Cast<ReportResult>()])
        : OfAlerts($"{TitleOf(alike[0])}, alerts", [.. alike.Cast<AlertResult>()])) with
    { HiddenCount = hiddenCount };

    /// <summary>What results in one table have in common beside board, job and task: the names of their fields.</summary>
    internal static string ShapeOf(Result result) => result is ReportResult report ? string.Join(' ', report.Fields.Select(field => field.Key)) : "!";

    private static ResultTable OfReports(string title, ReportResult first, ReportResult[] reports)
    {
        var columns = new List<ResultColumn> { new("time", null, false) };
        foreach ((string name, _) in first.Fields)
        {
            string? unit = null;
            first.Units?.TryGet(name, out unit);
            columns.Add(new ResultColumn(name, unit, true));
        }

        columns.Add(new ResultColumn("valid", null, true));
        return new ResultTable(title, columns, reports.Select(RowOf).ToArray());
    }

    private static ResultTable OfAlerts(string title, AlertResult[] alerts) => new(
        title,
        [new("time", null, false), new("alert", null, false), new("state", null, false)],
        alerts.Select(alert => (IReadOnlyList<string>)[TimeOf(alert), alert.Alert, alert.State]).ToArray());

    private static IReadOnlyList<string> RowOf(ReportResult report) =>
        [TimeOf(report), .. report.Fields.Select(field => TextOf(field.Value)), ValidOf(report)];

    private static string TimeOf(Result result) => result.TimeMs is { } ms ? ResultTime.Text(ms) : "clock not set";

    /// <summary>Six significant digits: what a float32 can be trusted with.</summary>
    private static string TextOf(FieldValue value) => value.Kind switch
    {
        FieldKind.Null => Missing,
        FieldKind.Number => value.Number.ToString("G6", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Share of valid samples of the worst channel; the raw figures where something is missing.</summary>
    private static string ValidOf(ReportResult report)
    {
        double worst = 2;
        string text = Missing;
        foreach ((string channel, long expected) in report.Expected)
        {
            report.Counts.TryGet(channel, out long count);
            double share = expected == 0 ? 0 : (double)count / expected;
            if (share < worst)
            {
                worst = share;
                text = share >= CoverageGood ? "100 %" : FormattableString.Invariant($"{100 * share:0} % ({count}/{expected})");
            }
        }

        return text;
    }

    private static string TitleOf(Result result) =>
        FormattableString.Invariant($"{(result.Board is null ? string.Empty : $"{result.Board}: ")}{result.Job}, task {result.Task}");
}
