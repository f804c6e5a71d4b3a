using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Results.Plotting;

/// <summary>A time during which an alert stood.</summary>
/// <param name="Name">Alert, with its board where there are several.</param>
/// <param name="FromMs">When it was raised, or the start of the data.</param>
/// <param name="ToMs">When it was cleared, or the end of the data.</param>
internal readonly record struct AlertSpan(string Name, long FromMs, long ToMs)
{
    /// <summary>Pairs the events of one alert; one that stands at either end of the data reaches to that end.</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="events">Dated events of one alert, in time order.</param>
    public static IEnumerable<AlertSpan> Pair(string name, IEnumerable<AlertResult> events, long firstMs, long lastMs)
    {
        AlertResult[] dated = events.ToArray();
        long? from = dated.Length > 0 && !dated[0].IsRaised ? firstMs : null;
        foreach (AlertResult alert in dated)
        {
            if (alert.IsRaised)
            {
                from ??= alert.TimeMs;
            }
            else if (from is { } start)
            {
                yield return new AlertSpan(name, start, alert.TimeMs!.Value);
                from = null;
            }
        }

        if (from is { } open)
        {
            yield return new AlertSpan(name, open, lastMs);
        }
    }
}
