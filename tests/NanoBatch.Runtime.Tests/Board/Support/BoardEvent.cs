using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>A report or an alert as a receiver reads it; UTC is null until a clock record places the boot.</summary>
internal sealed record BoardEvent(
    uint Record,
    uint Boot,
    string Job,
    int Task,
    long MonotonicMs,
    long? UtcMs,
    int Alert,
    bool IsRaised,
    long Seq,
    long WindowMs,
    IReadOnlyList<(long Expected, long Valid)> Channels,
    IReadOnlyList<double?[]?> Fields)
{
    public bool IsAlert => Alert >= 0;

    /// <summary>Seconds since the rig's clock stood at its base; time since boot where the clock is unknown.</summary>
    public double Seconds => (UtcMs is { } utc ? utc - Rig.BaseMs : MonotonicMs) / 1000.0;

    /// <summary>First value of a field, null for null.</summary>
    public double? Value(int field = 0) => Fields[field]?[0];

    /// <summary>Everything but record number, boot and the moment of writing.</summary>
    public string Content => string.Create(CultureInfo.InvariantCulture, $"{Job}/{Task} t={UtcMs - Rig.BaseMs} ")
        + (IsAlert
            ? string.Create(CultureInfo.InvariantCulture, $"alert {Alert} {(IsRaised ? "raised" : "cleared")}")
            : string.Create(CultureInfo.InvariantCulture, $"seq {Seq} over {WindowMs} ") + string.Join(" ", Channels.Select(c => c.Valid + "/" + c.Expected)) + " | "
                + string.Join(" ", Fields.Select(Show)));

    private static string Show(double?[]? field)
        => field is null ? "null" : string.Join(",", field.Select(value => value?.ToString("R", CultureInfo.InvariantCulture)));
}
