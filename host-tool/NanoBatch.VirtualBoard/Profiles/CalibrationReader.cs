using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Tomlyn.Syntax;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads and checks <c>calibration = [[raw, value], …]</c>.</summary>
internal sealed class CalibrationReader(Action<int, int, string, string?> report)
{
    private const int PointsMin = 2;
    private const int PointsMax = 8;
    private const string Form = "write 2 to 8 points as [[raw, value], [raw, value]]";

    /// <summary>The points in file order; after a report they are not to be used.</summary>
    public IReadOnlyList<CalibrationPoint> Read(TomlEntry entry)
    {
        if (entry.Value is not ArraySyntax array)
        {
            report(entry.Line, entry.Column, "'calibration' must be a list of points", Form);
            return [];
        }

        List<ArrayItemSyntax> items = array.Items.ToList();
        if (items.Count is < PointsMin or > PointsMax)
        {
            report(entry.Line, entry.Column, FormattableString.Invariant($"a calibration has {PointsMin} to {PointsMax} points, this one has {items.Count}"), Form);
            return [];
        }

        var points = new List<CalibrationPoint>();
        foreach (ArrayItemSyntax item in items)
        {
            if (PointOf(item.Value) is not { } point)
            {
                Report(item, "a calibration point is two finite numbers, [raw, value]", Form);
                return [];
            }

            points.Add(point);
            if (points.Count > 1 && !CheckOrder(points, item))
            {
                return [];
            }
        }

        return points;
    }

    /// <summary>Compares the newest point with the one before, and with the direction that the first two set.</summary>
    private bool CheckOrder(List<CalibrationPoint> points, ArrayItemSyntax item)
    {
        CalibrationPoint last = points[^1];
        int rawStep = last.Raw.CompareTo(points[^2].Raw);
        int valueStep = last.Value.CompareTo(points[^2].Value);
        int rawFirst = points[1].Raw.CompareTo(points[0].Raw);
        int valueFirst = points[1].Value.CompareTo(points[0].Value);
        if (rawStep != 0 && rawStep == rawFirst && valueStep != 0 && valueStep == valueFirst)
        {
            return true;
        }

        string which = rawStep == 0 || rawStep != rawFirst ? "raw counts" : "values";
        Report(item, $"the {which} of a calibration must all rise or all fall, from point to point", "put the points in order of raw counts, and measure again where two agree");
        return false;
    }

    private static CalibrationPoint? PointOf(ValueSyntax? value)
    {
        if (value is not ArraySyntax pair || pair.Items.ChildrenCount != 2)
        {
            return null;
        }

        double? raw = NumberOf(pair.Items.GetChild(0)?.Value);
        double? unit = NumberOf(pair.Items.GetChild(1)?.Value);
        return raw is { } r && unit is { } v && double.IsFinite(r) && double.IsFinite(v) ? new CalibrationPoint(r, v) : null;
    }

    private static double? NumberOf(ValueSyntax? value) => value switch
    {
        IntegerValueSyntax whole => Convert.ToDouble(whole.Value, CultureInfo.InvariantCulture),
        FloatValueSyntax number => number.Value,
        _ => null,
    };

    private void Report(ArrayItemSyntax item, string message, string hint) =>
        report(item.Span.Start.Line + 1, item.Span.Start.Column + 1, message, hint);
}
