using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NanoBatch.Results;

/// <summary>CSV (RFC 4180, CR LF) in wide form: a row for each result, a column for each field, a header whenever the columns change.</summary>
/// <remarks>
/// Tasks have different fields, so that a file of several tasks has several sections, each a table of its own behind an empty line. Results are
/// written as they come; <see cref="CsvSectionWriter"/> sorts them into one section for each task. A null field is an empty cell, a histogram its
/// counts separated by spaces. Counts of samples are named <c>soil1.count</c>: no field can have a point.
/// </remarks>
public sealed class CsvResultWriter(TextWriter output) : IResultWriter
{
    private static readonly string[] s_common = ["type", "board", "job", "version", "task", "time"];

    private string _header = string.Empty;

    /// <inheritdoc/>
    public void Write(Result result)
    {
        Begin(HeaderOf(result));
        WriteRow(output, result);
    }

    /// <inheritdoc/>
    public void Dispose() => output.Flush();

    /// <summary>Writes a header unless it is the one that stands above already.</summary>
    internal void Begin(string header)
    {
        if (header != _header)
        {
            output.Write(_header.Length > 0 ? "\r\n" + header : header);
            _header = header;
        }
    }

    internal static void WriteRow(TextWriter output, Result result) => WriteRow(output, Common(result).Concat(Own(result)));

    /// <summary>The line above rows such as this one, with its end.</summary>
    internal static string HeaderOf(Result result)
    {
        using var header = new StringWriter(CultureInfo.InvariantCulture);
        WriteRow(header, s_common.Concat(result switch
        {
            ReportResult report => new[] { "seq", "window_seconds" }.Concat(report.Fields.Select(field => field.Key))
                .Concat(report.Expected.Select(channel => $"{channel.Key}.expected")).Concat(report.Counts.Select(channel => $"{channel.Key}.count")),
            _ => ["alert", "state"],
        }));
        return header.ToString();
    }

    private static IEnumerable<string> Common(Result result) =>
    [
        result is ReportResult ? "report" : "alert",
        result.Board ?? string.Empty,
        result.Job,
        Text(result.Version),
        Text(result.Task),
        result.TimeMs is { } ms ? ResultTime.Text(ms) : string.Empty,
    ];

    private static IEnumerable<string> Own(Result result) => result switch
    {
        ReportResult report => new[] { Text(report.Seq), NumberText.Of(report.WindowSeconds) }.Concat(report.Fields.Select(field => field.Value.ToString()))
            .Concat(report.Expected.Select(channel => Text(channel.Value))).Concat(report.Counts.Select(channel => Text(channel.Value))),
        AlertResult alert => [alert.Alert, alert.State],
        _ => [],
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void WriteRow(TextWriter output, IEnumerable<string> cells)
    {
        string separator = string.Empty;
        foreach (string cell in cells)
        {
            output.Write(separator);
            bool isPlain = cell.AsSpan().IndexOfAny(",\"\r\n") < 0;
            output.Write(isPlain ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            separator = ",";
        }

        output.Write("\r\n");
    }
}
