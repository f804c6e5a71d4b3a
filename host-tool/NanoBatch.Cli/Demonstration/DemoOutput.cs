using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.Rendering;
using NanoBatch.Results;

namespace NanoBatch.Cli.Demonstration;

/// <summary>What a demonstration shows: its steps, tables, a chart, and where its files are.</summary>
internal sealed class DemoOutput(CliEnvironment environment)
{
    private const int RowsMax = 6;
    private const int ChartRows = 9;
    private const int ChartColumnsMax = 90;
    private const int ChartMargin = 10;
    private const string ChartField = "mean_soil1";
    private const string ChartAlert = "dry";

    private int _step;

    /// <summary>Steps are not shown.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>A step that is done.</summary>
    public void Step(string name, string text)
    {
        _step++;
        if (!IsQuiet)
        {
            Ink ink = environment.OutInk;
            environment.Out.WriteLine(FormattableString.Invariant($"{ink.Good("✓")} {ink.Strong($"{_step} {name,-8}")} {text}"));
            environment.Out.Flush();
        }
    }

    /// <summary>Tables, chart, files.</summary>
    public void WriteResults(DemoFolder folder, IReadOnlyList<Result> results)
    {
        ResultTables.WriteNewest(environment, results, RowsMax);
        int columns = Math.Min(ChartColumnsMax, (environment.IsOutTerminal ? environment.TerminalWidth : ChartColumnsMax + ChartMargin) - ChartMargin);
        if (AreaChart.Of(results, ChartField, ChartAlert, columns) is { } chart)
        {
            environment.Out.WriteLine();
            environment.Out.WriteLine($"         {environment.OutInk.Strong(ChartField)} in %, red while the alert '{ChartAlert}' stands");
            foreach (string line in chart.Lines(environment.OutInk, ChartRows, ChartAlert))
            {
                environment.Out.WriteLine(line);
            }
        }

        environment.Out.WriteLine();
        environment.Out.WriteLine($"files in {environment.OutInk.Strong(folder.Path)}");
        environment.Out.WriteLine("  " + string.Join("  ", folder.Files.Select(System.IO.Path.GetFileName)));
        environment.Note($"try next: nanobatch replay {folder.JobPath} --data {folder.ReadingsPath} --board {folder.ProfilePath}");
    }

    /// <summary>A summary for other programs.</summary>
    public void WriteJson(DemoFolder folder, LoadedJob job, IReadOnlyList<Result> results) => JsonOutput.WriteDocument(environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("folder", folder.Path);
        json.WriteString("job", job.Parsed.JobName);
        json.WriteNumber("bytes", job.Package.Length);
        json.WriteNumber("programBytes", job.Parsed.ProgramBytes);
        json.WriteNumber("reports", results.Count(result => result is ReportResult));
        json.WriteNumber("alerts", results.Count(result => result is AlertResult));
        json.WriteStartArray("files");
        folder.Files.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
