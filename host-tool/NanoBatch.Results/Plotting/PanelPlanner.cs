using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Results.Plotting;

/// <summary>Decides which fields share a picture: those of one task with one unit, or, where units are unknown, of one kind.</summary>
internal static class PanelPlanner
{
    // What is in the channel's own unit, so that it may share a scale. Percentiles p1 to p99 are too.
    private static readonly HashSet<string> s_valueKinds = ["mean", "min", "max", "median", "first", "last", "ewma", "quantile"];

    private static readonly HashSet<string> s_otherKinds =
        ["count", "gaps", "coverage", "sum", "range", "delta", "stddev", "stddevp", "variance", "slope", "rate", "integral", "above", "below", "crossings", "corr"];

    /// <summary>Plans the pictures for dated results in time order.</summary>
    public static IReadOnlyList<PlotPanel> Plan(IReadOnlyList<Result> results)
    {
        bool isManyBoards = results.Select(result => result.Board).Distinct().Count() > 1;
        var panels = new Dictionary<(string Job, int Task, string Key), PlotPanel>();
        foreach (ReportResult report in results.OfType<ReportResult>())
        {
            foreach ((string name, FieldValue value) in report.Fields)
            {
                string label = LabelOf(name, report, isManyBoards);
                (string key, string axis) = KeyOf(name, value, report, label);
                var panelKey = (report.Job, report.Task, key);
                if (!panels.TryGetValue(panelKey, out PlotPanel? panel))
                {
                    panel = new PlotPanel(FormattableString.Invariant($"{report.Job}, task {report.Task}"), axis);
                    panels.Add(panelKey, panel);
                }

                if (value.Kind == FieldKind.Bins)
                {
                    panel.Histograms.Add((report, value.Bins));
                }
                else
                {
                    panel.SeriesOf(label).Add(report.TimeMs!.Value, value.AsDouble(), report.Seq, FormattableString.Invariant($"{report.Epoch} {report.Version} {report.Digest}"));
                }
            }
        }

        AddAlerts(results, panels, isManyBoards);
        // A field that was null from first to last, and a histogram's null reports, leave nothing to draw.
        return panels.Values.Where(panel => panel.Histograms.Count > 0 || panel.Series.Any(series => series.Segments().Any()))
            .OrderBy(panel => panel.Title, StringComparer.Ordinal).ToArray();
    }

    private static (string Key, string Axis) KeyOf(string name, FieldValue value, ReportResult report, string label)
    {
        if (value.Kind == FieldKind.Bins)
        {
            return ($"bins {label}", $"{name}: bin");
        }

        string? unit = null;
        report.Units?.TryGet(name, out unit);
        if (unit is not null)
        {
            return ($"unit {unit}", unit);
        }

        string kind = name.Split('_')[0];
        bool isPercentile = kind.Length is 2 or 3 && kind[0] == 'p' && kind.Skip(1).All(char.IsAsciiDigit);
        return s_otherKinds.Contains(kind) && !s_valueKinds.Contains(kind) && !isPercentile ? ($"kind {kind}", kind) : ("kind value", "value");
    }

    private static void AddAlerts(IReadOnlyList<Result> results, Dictionary<(string Job, int Task, string Key), PlotPanel> panels, bool isManyBoards)
    {
        long firstMs = results[0].TimeMs!.Value;
        long lastMs = results[^1].TimeMs!.Value;
        foreach (IGrouping<(string Job, int Task, string? Board, string Alert), AlertResult> alert in
            results.OfType<AlertResult>().GroupBy(alert => (alert.Job, alert.Task, alert.Board, alert.Alert)))
        {
            AlertSpan[] spans = AlertSpan.Pair(LabelOf(alert.Key.Alert, alert.First(), isManyBoards), alert, firstMs, lastMs).ToArray();
            foreach ((_, PlotPanel panel) in panels.Where(panel => (panel.Key.Job, panel.Key.Task) == (alert.Key.Job, alert.Key.Task)))
            {
                panel.Alerts.AddRange(spans);
            }
        }
    }

    private static string LabelOf(string name, Result result, bool isManyBoards) => isManyBoards ? $"{result.Board ?? "?"}: {name}" : name;
}
