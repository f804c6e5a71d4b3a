using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Cli.Rendering;
using NanoBatch.Results;

namespace NanoBatch.Cli.Collecting;

/// <summary>Prints results in one format as they come: first those that are stored already, then those of a follower.</summary>
internal sealed class ResultsOutput : IDisposable
{
    private readonly CliEnvironment _environment;
    private readonly IResultWriter? _writer;
    private readonly bool _isFollowed;
    private ResultTabulator? _tables;
    private long _reportCount;
    private long _alertCount;

    /// <param name="environment">Where it goes.</param>
    /// <param name="format">Format of the data; null is tables for people.</param>
    /// <param name="isFollowed">More will come, so that nothing may wait for its place.</param>
    public ResultsOutput(CliEnvironment environment, ResultFormat? format, bool isFollowed)
    {
        _environment = environment;
        _isFollowed = isFollowed;
        _writer = format switch
        {
            null => null,
            ResultFormat.Csv when !isFollowed => new CsvSectionWriter(environment.Out),
            { } known => ResultWriters.Create(known, environment.Out),
        };
        _tables = format is null ? ResultTables.Tabulator() : null;
    }

    /// <summary>Results so far.</summary>
    public long Count => _reportCount + _alertCount;

    /// <summary>Prints one result; what is meant for a table waits for <see cref="EndStored"/>. The caller flushes.</summary>
    public void Write(Result result)
    {
        _alertCount += result is AlertResult ? 1 : 0;
        _reportCount += result is AlertResult ? 0 : 1;
        if (_writer is not null)
        {
            _writer.Write(result);
        }
        else if (_tables is not null)
        {
            _tables.Add(result);
        }
        else
        {
            _environment.Out.WriteLine(LineOf(result, _environment.OutInk));
        }
    }

    /// <summary>What was stored is written: prints its tables; what comes now is a line each.</summary>
    public void EndStored()
    {
        if (_tables is { } tables)
        {
            _tables = null;
            ResultTables.Write(_environment, tables);
            _environment.Note($"{Words.Count(_reportCount, "report")}, {Words.Count(_alertCount, "alert change")}{(_isFollowed ? "; waiting for more, Ctrl-C ends" : "")}");
        }

        _environment.Out.Flush();
    }

    /// <summary>Prints results that came since.</summary>
    public void WriteFresh(IEnumerable<Result> results)
    {
        foreach (Result result in results)
        {
            Write(result);
        }

        _environment.Out.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private static string LineOf(Result result, Ink ink)
    {
        string head = FormattableString.Invariant($"{ink.Faint(result.TimeMs is { } ms ? ResultTime.Text(ms) : "clock not set")}  {result.Job} {result.Task}  ");
        return result switch
        {
            AlertResult { IsRaised: true } alert => head + ink.Error($"{alert.Alert} raised"),
            AlertResult alert => head + ink.Good($"{alert.Alert} cleared"),
            ReportResult report => head + string.Join("  ", report.Fields.Select(field => $"{ink.Faint(field.Key)} {TextOf(field.Value)}")),
            _ => head,
        };
    }

    private static string TextOf(FieldValue value) => value.Kind == FieldKind.Null ? ResultTable.Missing : value.ToString();
}
