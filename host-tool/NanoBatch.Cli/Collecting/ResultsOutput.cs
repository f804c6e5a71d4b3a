using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Cli.Rendering;
using NanoBatch.Results;

namespace NanoBatch.Cli.Collecting;

/// <summary>Prints results in one format: all at once, and then one after another.</summary>
internal sealed class ResultsOutput(CliEnvironment environment, ResultFormat? format) : IDisposable
{
    private readonly IResultWriter? _writer = format is { } known ? ResultWriters.Create(known, environment.Out) : null;

    /// <summary>Prints what there is.</summary>
    /// <param name="results">In time order.</param>
    /// <param name="isFollowed">More will come, so that nothing may be sorted by its shape.</param>
    public void WriteAll(IReadOnlyCollection<Result> results, bool isFollowed)
    {
        if (_writer is null)
        {
            ResultTables.Write(environment, results);
            int alerts = results.Count(result => result is AlertResult);
            environment.Note($"{Words.Count(results.Count - alerts, "report")}, {Words.Count(alerts, "alert change")}{(isFollowed ? "; waiting for more, Ctrl-C ends" : "")}");
        }
        else if (_writer is CsvResultWriter csv && !isFollowed)
        {
            csv.WriteAll(results);
        }
        else
        {
            WriteEach(results);
        }

        environment.Out.Flush();
    }

    /// <summary>Prints one result; the caller flushes.</summary>
    public void Write(Result result) => WriteEach([result]);

    /// <summary>Prints results that came since.</summary>
    public void WriteFresh(IEnumerable<Result> results)
    {
        WriteEach(results);
        environment.Out.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private void WriteEach(IEnumerable<Result> results)
    {
        foreach (Result result in results)
        {
            if (_writer is null)
            {
                environment.Out.WriteLine(LineOf(result, environment.OutInk));
            }
            else
            {
                _writer.Write(result);
            }
        }
    }

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
