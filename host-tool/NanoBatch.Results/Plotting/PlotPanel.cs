using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Results.Plotting;

/// <summary>One picture in the column of pictures: the fields of a task that share a scale, or one histogram over time.</summary>
/// <param name="Title">Job, task and what is measured.</param>
/// <param name="AxisLabel">Unit or kind of the values.</param>
internal sealed record PlotPanel(string Title, string AxisLabel)
{
    /// <summary>The lines, in the job's order.</summary>
    public List<PlotSeries> Series { get; } = [];

    /// <summary>Reports whose histogram is the picture; empty for lines.</summary>
    public List<(ReportResult Report, IReadOnlyList<long> Bins)> Histograms { get; } = [];

    /// <summary>Times at which an alert of the task stood.</summary>
    public List<AlertSpan> Alerts { get; } = [];

    /// <summary>The line of a name, made on first use.</summary>
    public PlotSeries SeriesOf(string name)
    {
        PlotSeries? series = Series.FirstOrDefault(candidate => candidate.Name == name);
        if (series is null)
        {
            series = new PlotSeries(name);
            Series.Add(series);
        }

        return series;
    }
}
