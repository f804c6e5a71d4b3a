using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NanoBatch.EndToEnd.Tests.Reference;

/// <summary>A report or an alert as the naive replay expects it; a field is an array of one value, or of a histogram's bins; null is null.</summary>
internal sealed record NaiveEvent(
    long TimeMs,
    int Task,
    string? Alert,
    bool IsRaised,
    long Seq,
    long WindowMs,
    IReadOnlyList<(string Name, long Expected, long Count)> Channels,
    IReadOnlyList<(string Name, double?[]? Values)> Fields)
{
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"t={TimeMs} task {Task} ")
            + (Alert is null
                ? "seq " + Seq.ToString(CultureInfo.InvariantCulture) + " " + string.Join(" ", Channels.Select(c => $"{c.Name}:{c.Count}/{c.Expected}")) + " | "
                    + string.Join(" ", Fields.Select(Show))
                : Alert + (IsRaised ? " raised" : " cleared"));

    private static string Show((string Name, double?[]? Values) field)
        => field.Name + "=" + (field.Values is null ? "null" : string.Join(",", field.Values.Select(v => v?.ToString("R", CultureInfo.InvariantCulture) ?? "null")));
}
