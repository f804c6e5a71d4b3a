using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace NanoBatch.Results.Plotting;

/// <summary>Draws results as a PNG: a picture for each task and unit, one above the other on the same UTC axis.</summary>
/// <remarks>
/// Lines break where a value is null, a report was lost or a regular task was silent; times at which an alert stood are shaded. Fonts are the
/// system's; on a machine without any font the picture has no words, and nothing fails.
/// </remarks>
public static class ResultPlot
{
    private const int PanelHeight = 270;
    private const int BottomHeight = 42;
    private const int WidthMin = 480;
    private const int PanelsMax = 40;
    private const double LoneMarginMs = 1_800_000;      // half an hour around a single instant
    private const int MarkersMax = 80;
    private const int HeatColumns = 500;
    private const float LeftPadding = 82;
    private const float RightPadding = 190;
    private const float TopPadding = 40;
    private const float BottomPadding = 12;
    private const float TitleSize = 16;
    private const float LabelSize = 14;
    private const float TextSize = 13;

    private static readonly Color s_alertColor = Color.FromHex("#D62728");
    private static readonly Color s_textColor = Color.FromHex("#333333");
    private static readonly Color s_gridColor = Color.FromHex("#E4E7EB");

    /// <summary>Whether pictures have words: false on a machine without any font, where a caller should say which package brings one.</summary>
    public static bool HasWords => PlotFont.IsAvailable;

    /// <summary>Draws the dated results.</summary>
    /// <param name="path">The PNG to write; its folder is made.</param>
    /// <param name="results">Reports and alerts in any order; undated ones are left out.</param>
    /// <param name="widthPixels">Width of the picture; the height follows from what there is to show.</param>
    /// <returns>False, with nothing written, when no result has both a time and a value.</returns>
    public static bool SavePng(string path, IEnumerable<Result> results, int widthPixels = 1280)
    {
        Result[] dated = results.Where(result => result.TimeMs is not null).OrderBy(result => result.TimeMs).ToArray();
        PlotPanel[] panels = dated.Length == 0 ? [] : PanelPlanner.Plan(dated).Take(PanelsMax).ToArray();
        if (panels.Length == 0)
        {
            return false;
        }

        var figure = new Multiplot();
        figure.AddPlots(panels.Length);
        (double first, double last) = Range(dated);
        for (int i = 0; i < panels.Length; i++)
        {
            Draw(figure.GetPlot(i), panels[i], first, last, isLowest: i == panels.Length - 1);
        }

        // The lowest picture is higher by its axis, so that all drawing areas are the same.
        float[] heights = Enumerable.Repeat((float)PanelHeight, panels.Length - 1).Append(PanelHeight + BottomHeight).ToArray();
        figure.Layout = new StackLayout(heights);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        figure.SavePng(path, Math.Max(widthPixels, WidthMin), (int)heights.Sum());
        return true;
    }

    private static (double First, double Last) Range(Result[] dated)
    {
        double first = dated[0].TimeMs!.Value;
        double last = dated[^1].TimeMs!.Value;
        double margin = last > first ? (last - first) * 0.01 : LoneMarginMs;
        return (first - margin, last + margin);
    }

    private static void Draw(Plot plot, PlotPanel panel, double firstMs, double lastMs, bool isLowest)
    {
        foreach (IGrouping<string, AlertSpan> alert in panel.Alerts.GroupBy(span => span.Name))
        {
            DrawAlert(plot, alert.Key, alert);
        }

        if (panel.Histograms.Count > 0)
        {
            DrawHistograms(plot, panel, firstMs, lastMs);
        }

        var palette = new ScottPlot.Palettes.ColorblindFriendly();
        for (int i = 0; i < panel.Series.Count; i++)
        {
            DrawSeries(plot, panel.Series[i], palette.GetColor(i + 1));    // its first colour is black, which is the axes'
        }

        plot.Axes.AutoScaleY();
        plot.Axes.SetLimitsX(PlotTime.Days(firstMs), PlotTime.Days(lastMs));
        DressAxes(plot, panel, isLowest, PlotTime.Ticks(firstMs, lastMs));
        DressLegend(plot, panel);
    }

    private static void DrawSeries(Plot plot, PlotSeries series, Color color)
    {
        string label = series.Name;
        foreach ((double[] days, double[] values) in series.Segments())
        {
            Scatter line = plot.Add.Scatter(days, values, color);
            line.LineWidth = 1.8f;
            line.MarkerSize = days.Length == 1 || series.Count <= MarkersMax ? 5 : 0;
            line.LegendText = label;
            label = string.Empty;
        }
    }

    private static void DrawAlert(Plot plot, string name, IEnumerable<AlertSpan> spans)
    {
        string label = $"alert {name}";
        foreach (AlertSpan span in spans)
        {
            HorizontalSpan area = plot.Add.HorizontalSpan(PlotTime.Days(span.FromMs), PlotTime.Days(span.ToMs), s_alertColor.WithAlpha(0.14));
            area.LineStyle.Color = s_alertColor.WithAlpha(0.5);
            area.LineStyle.Width = 1;
            area.LegendText = label;
            label = string.Empty;
        }
    }

    /// <summary>Histograms over time as a map of colours: each report fills the time of its window, what none fills stays white.</summary>
    private static void DrawHistograms(Plot plot, PlotPanel panel, double firstMs, double lastMs)
    {
        int bins = panel.Histograms.Max(histogram => histogram.Bins.Count);
        var shares = new double[bins, HeatColumns];
        MemoryMarshal.CreateSpan(ref shares[0, 0], shares.Length).Fill(double.NaN);
        double columnMs = (lastMs - firstMs) / HeatColumns;
        foreach ((ReportResult report, IReadOnlyList<long> counts) in panel.Histograms)
        {
            double endMs = report.TimeMs!.Value;
            int end = (int)((endMs - firstMs) / columnMs);      // a short window still gets the column in which it ends
            int start = Math.Clamp((int)Math.Round((endMs - ((double)report.WindowSeconds * 1000) - firstMs) / columnMs), 0, end);
            double sum = Math.Max(1, counts.Sum());
            for (int bin = 0; bin < counts.Count; bin++)
            {
                for (int column = start; column <= end; column++)
                {
                    shares[bins - 1 - bin, column] = 100 * counts[bin] / sum;
                }
            }
        }

        Heatmap map = plot.Add.Heatmap(shares);
        map.Rectangle = new CoordinateRect(PlotTime.Days(firstMs), PlotTime.Days(lastMs), -0.5, bins - 0.5);
        map.Colormap = new ScottPlot.Colormaps.CustomInterpolated([Color.FromHex("#EFF4FA"), Color.FromHex("#6BAED6"), Color.FromHex("#08306B")]);
        ScottPlot.Panels.ColorBar scale = plot.Add.ColorBar(map);
        scale.Label = "% of samples";
        scale.LabelStyle.FontSize = TextSize;
        scale.LabelStyle.FontName = PlotFont.Family;
        scale.Axis.TickLabelStyle.FontName = PlotFont.Family;
        scale.LabelStyle.ForeColor = s_textColor;
    }

    private static void DressAxes(Plot plot, PlotPanel panel, bool isLowest, IReadOnlyList<(double Days, string Label)> ticks)
    {
        plot.Font.Set(PlotFont.Family);
        plot.Title(panel.Title, TitleSize);
        plot.YLabel(panel.AxisLabel, LabelSize);
        plot.Axes.Left.TickLabelStyle.FontSize = TextSize;
        plot.Axes.Bottom.TickGenerator = new NumericManual(ticks.Select(tick => tick.Days).ToArray(), ticks.Select(tick => isLowest ? tick.Label : string.Empty).ToArray());
        plot.Axes.Bottom.TickLabelStyle.FontSize = TextSize;
        plot.Axes.Color(s_textColor);
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = s_gridColor;
        if (isLowest)
        {
            plot.XLabel("UTC", LabelSize);
        }

        plot.Layout.Fixed(new PixelPadding(LeftPadding, RightPadding, isLowest ? BottomPadding + BottomHeight : BottomPadding, TopPadding));
    }

    private static void DressLegend(Plot plot, PlotPanel panel)
    {
        if (panel.Series.Count == 0 && panel.Alerts.Count == 0)
        {
            return;
        }

        plot.ShowLegend(Edge.Right);
        plot.Legend.FontSize = TextSize;
        plot.Legend.FontName = PlotFont.Family;
        plot.Legend.OutlineStyle.IsVisible = false;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.Transparent;
    }
}
