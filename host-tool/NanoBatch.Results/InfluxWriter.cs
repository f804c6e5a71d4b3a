using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace NanoBatch.Results;

/// <summary>InfluxDB line protocol: the job is the measurement; board and task are tags; the time is in nanoseconds.</summary>
/// <remarks>Field values are always written as floats: a mean that happens to be whole must not change the column's type. A null field is left
/// out, the counts of samples (<c>soil1.count</c>) are always there. A result without a time has none, and gets the server's.</remarks>
public sealed class InfluxWriter(TextWriter output) : IResultWriter
{
    private readonly StringBuilder _line = new();
    private char _separator;

    /// <inheritdoc/>
    public void Write(Result result)
    {
        _line.Clear().Append(Escaped(result.Job));
        if (result is AlertResult named)
        {
            Tag("alert", named.Alert);
        }

        if (result.Board is not null)
        {
            Tag("board", result.Board);
        }

        Tag("task", result.Task.ToString(CultureInfo.InvariantCulture));
        _separator = ' ';
        if (result is ReportResult report)
        {
            WriteReport(report);
        }
        else if (result is AlertResult alert)
        {
            Field("raised", alert.IsRaised ? "true" : "false");
        }

        if (result.TimeMs is { } ms)
        {
            _line.Append(CultureInfo.InvariantCulture, $" {ms * 1_000_000m}");
        }

        output.Write(_line.Append('\n'));
    }

    /// <inheritdoc/>
    public void Dispose() => output.Flush();

    private void WriteReport(ReportResult report)
    {
        foreach ((string name, FieldValue value) in report.Fields)
        {
            if (value.Kind is FieldKind.Whole or FieldKind.Number)
            {
                Field(name, value.ToString());
            }

            for (int bin = 0; bin < value.Bins.Count; bin++)
            {
                Field(FormattableString.Invariant($"{name}.{bin}"), value.Bins[bin].ToString(CultureInfo.InvariantCulture));
            }
        }

        Whole("report.seq", report.Seq);    // with a point: a field of the job could be named seq
        WriteCounts(report.Expected, "expected");
        WriteCounts(report.Counts, "count");
    }

    private void WriteCounts(NamedValues<long> counts, string what)
    {
        foreach ((string channel, long count) in counts)
        {
            Whole($"{channel}.{what}", count);
        }
    }

    private void Whole(string name, long value) => Field(name, FormattableString.Invariant($"{value}i"));

    private void Tag(string name, string value) => _line.Append(',').Append(name).Append('=').Append(Escaped(value));

    private void Field(string name, string value)
    {
        _line.Append(_separator).Append(name).Append('=').Append(value);
        _separator = ',';
    }

    private static string Escaped(string text) => text.Replace(",", "\\,", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal)
        .Replace("=", "\\=", StringComparison.Ordinal);
}
