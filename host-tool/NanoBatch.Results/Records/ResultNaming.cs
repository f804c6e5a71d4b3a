using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NanoBatch.Results;

/// <summary>Results that came before their package, as over a road that does not keep the order: they were stored under numbers and get their names later.</summary>
internal static class ResultNaming
{
    /// <summary>What a result of an unknown package has for its job.</summary>
    public static string JobWithoutPackage(string digest) => "job-" + digest;

    /// <summary>The same result with the names of its package.</summary>
    /// <param name="result">As it was decoded without the package.</param>
    /// <param name="known">The package.</param>
    public static Result Apply(Result result, KnownPackage known)
    {
        Result named = result switch
        {
            ReportResult report => report with
            {
                Expected = Renamed(report.Expected, KnownPackage.ChannelsOf(known, report.Task, report.Expected.Count)),
                Counts = Renamed(report.Counts, KnownPackage.ChannelsOf(known, report.Task, report.Counts.Count)),
                Fields = Renamed(report.Fields, KnownPackage.FieldsOf(known, report.Task, report.Fields.Count)),
            },
            AlertResult alert => alert with { Alert = AlertOf(known, alert) },
            _ => result,
        };
        return named with { Job = known.Job, Version = known.Version };
    }

    private static NamedValues<T> Renamed<T>(NamedValues<T> values, IReadOnlyList<string> names) => new(names.Zip(values, (name, pair) => KeyValuePair.Create(name, pair.Value)));

    private static string AlertOf(KnownPackage known, AlertResult alert)
    {
        ReadOnlySpan<char> number = alert.Alert.AsSpan(alert.Alert.LastIndexOf('a') + 1);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? KnownPackage.AlertOf(known, alert.Task, place - 1) : alert.Alert;
    }
}
