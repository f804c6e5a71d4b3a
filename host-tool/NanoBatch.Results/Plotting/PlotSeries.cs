using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Results.Plotting;

/// <summary>One field of a task over time, with its holes.</summary>
internal sealed class PlotSeries
{
    private const double RegularShare = 0.9;
    private const double GapFactor = 1.5;

    private readonly List<(long TimeMs, double? Value, long Seq, string Source)> _points = [];

    /// <param name="name">What the legend says.</param>
    public PlotSeries(string name)
    {
        Name = name;
    }

    public string Name { get; }

    public int Count => _points.Count;

    /// <summary>Takes a report's value; reports come in time order.</summary>
    /// <param name="source">What the sequence number belongs to: the package.</param>
    public void Add(long timeMs, double? value, long seq, string source) => _points.Add((timeMs, value, seq, source));

    /// <summary>Runs of points that may be joined by a line: nothing was null, lost or silent in between.</summary>
    public IEnumerable<(double[] Days, double[] Values)> Segments()
    {
        long silence = SilenceMs();
        var days = new List<double>();
        var values = new List<double>();
        for (int i = 0; i < _points.Count; i++)
        {
            bool isJoined = i > 0 && _points[i].Source == _points[i - 1].Source && _points[i].Seq == _points[i - 1].Seq + 1
                && _points[i].TimeMs - _points[i - 1].TimeMs <= silence;
            if ((!isJoined || _points[i].Value is null) && days.Count > 0)
            {
                yield return (days.ToArray(), values.ToArray());
                days.Clear();
                values.Clear();
            }

            if (_points[i].Value is { } value)
            {
                days.Add(PlotTime.Days(_points[i].TimeMs));
                values.Add(value);
            }
        }

        if (days.Count > 0)
        {
            yield return (days.ToArray(), values.ToArray());
        }
    }

    /// <summary>The longest time without a report that is no gap: 1.5 periods of a regular task, any time for one that reports on change.</summary>
    private long SilenceMs()
    {
        long[] spacings = _points.Skip(1).Zip(_points, (next, previous) => next.TimeMs - previous.TimeMs).Order().ToArray();
        if (spacings.Length == 0)
        {
            return long.MaxValue;
        }

        long median = spacings[spacings.Length / 2];
        double regular = (double)spacings.Count(spacing => spacing == median) / spacings.Length;
        return regular >= RegularShare ? (long)(GapFactor * median) : long.MaxValue;
    }
}
