using System;
using System.IO;

namespace NanoBatch.Results;

/// <summary>Makes the writer of a format.</summary>
public static class ResultWriters
{
    /// <param name="format">The format.</param>
    /// <param name="output">Where the text goes; stays open.</param>
    public static IResultWriter Create(ResultFormat format, TextWriter output) => format switch
    {
        ResultFormat.Json => new JsonLinesWriter(output),
        ResultFormat.Csv => new CsvResultWriter(output),
        ResultFormat.SenML => new SenMLWriter(output),
        ResultFormat.Influx => new InfluxWriter(output),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no such format"),
    };
}
