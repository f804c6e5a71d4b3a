using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NanoBatch.Results;

namespace NanoBatch.Cli.Rendering;

/// <summary>One field over time as an area of block characters, with the times at which an alert stood.</summary>
internal sealed class AreaChart
{
    private const string Blocks = " ▁▂▃▄▅▆▇█";
    private const int Levels = 8;
    private const int LabelWidth = 7;
    private const int DateWidth = 14;

    private readonly double?[] _values;
    private readonly bool[] _isAlerted;
    private readonly long _firstMs;
    private readonly long _lastMs;
    private readonly double _low;
    private readonly double _high;

    private AreaChart(double?[] values, bool[] isAlerted, long firstMs, long lastMs)
    {
        _values = values;
        _isAlerted = isAlerted;
        _firstMs = firstMs;
        _lastMs = lastMs;
        double least = values.Min() ?? 0;
        double most = values.Max() ?? 0;
        double margin = most > least ? (most - least) * 0.08 : 1;
        _low = least - margin;
        _high = most + (margin / 2);
    }

    /// <summary>Sums a field up into columns of equal time; null where it never has a value.</summary>
    /// <param name="results">In time order.</param>
    /// <param name="field">Field of the reports.</param>
    /// <param name="alert">Alert whose standing is shown.</param>
    /// <param name="columns">Columns of the area.</param>
    public static AreaChart? Of(IReadOnlyCollection<Result> results, string field, string alert, int columns)
    {
        (long Ms, double Value)[] points = [.. results.OfType<ReportResult>().SelectMany(report => PointOf(report, field))];
        if (points.Length < 2 || points[0].Ms == points[^1].Ms)
        {
            return null;
        }

        long firstMs = points[0].Ms;
        long lastMs = points[^1].Ms;
        int ColumnOf(long ms) => (int)Math.Clamp((ms - firstMs) * columns / (lastMs - firstMs), 0, columns - 1);
        var values = new double?[columns];
        foreach (IGrouping<int, (long Ms, double Value)> group in points.GroupBy(point => ColumnOf(point.Ms)))
        {
            values[group.Key] = group.Average(point => point.Value);
        }

        var isAlerted = new bool[columns];
        long? raisedMs = null;
        foreach (AlertResult change in results.OfType<AlertResult>().Where(change => change.Alert == alert && change.TimeMs is not null))
        {
            if (change.IsRaised)
            {
                raisedMs = change.TimeMs;
            }
            else if (raisedMs is { } from)
            {
                Array.Fill(isAlerted, true, ColumnOf(from), ColumnOf(change.TimeMs!.Value) - ColumnOf(from) + 1);
                raisedMs = null;
            }
        }

        if (raisedMs is { } open)
        {
            Array.Fill(isAlerted, true, ColumnOf(open), columns - ColumnOf(open));
        }

        return new AreaChart(values, isAlerted, firstMs, lastMs);
    }

    /// <summary>The lines of the chart: area, axis, dates, and a bar for the alert.</summary>
    public IEnumerable<string> Lines(Ink ink, int rows, string alert)
    {
        for (int row = rows - 1; row >= 0; row--)
        {
            double top = _low + ((_high - _low) * (row + 1) / rows);
            string label = row == rows - 1 || row == 0 || row == rows / 2 ? top.ToString("0.0", CultureInfo.InvariantCulture) : "";
            yield return $"{ink.Faint(label.PadLeft(LabelWidth))} {ink.Faint("┤")}{Area(ink, row, rows)}";
        }

        yield return $"{new string(' ', LabelWidth)} {ink.Faint("└" + new string('─', _values.Length))}";
        yield return $"{new string(' ', LabelWidth + 2)}{ink.Faint(Dates())}";
        string bar = string.Concat(_isAlerted.Select(isAlerted => isAlerted ? '▀' : ' ')).TrimEnd();
        yield return $"{alert.PadLeft(LabelWidth)}  {ink.Error(bar)}";
    }

    private string Area(Ink ink, int row, int rows)
    {
        var line = new StringBuilder();
        int column = 0;
        while (column < _values.Length)
        {
            // One escape sequence for a run of columns of one colour.
            int end = column;
            var run = new StringBuilder();
            while (end < _values.Length && _isAlerted[end] == _isAlerted[column])
            {
                run.Append(Block(_values[end], row, rows));
                end++;
            }

            line.Append(_isAlerted[column] ? ink.Error(run.ToString()) : ink.Good(run.ToString()));
            column = end;
        }

        return line.ToString();
    }

    private char Block(double? value, int row, int rows)
    {
        if (value is not { } known)
        {
            return ' ';
        }

        int filled = (int)Math.Round((known - _low) / (_high - _low) * rows * Levels) - (row * Levels);
        return Blocks[Math.Clamp(filled, 0, Levels)];
    }

    private string Dates()
    {
        var line = new StringBuilder();
        for (int column = 0; column + DateWidth <= _values.Length; column += DateWidth)
        {
            long ms = _firstMs + ((_lastMs - _firstMs) * column / _values.Length);
            line.Append(DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("d MMM", CultureInfo.InvariantCulture).PadRight(DateWidth));
        }

        return line.ToString().TrimEnd();
    }

    private static IEnumerable<(long Ms, double Value)> PointOf(ReportResult report, string field)
    {
        if (report.TimeMs is { } ms && report.Fields.TryGet(field, out FieldValue? value) && value?.AsDouble() is { } number)
        {
            yield return (ms, number);
        }
    }
}
