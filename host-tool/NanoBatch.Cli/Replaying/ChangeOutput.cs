using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using NanoBatch.Cli.Rendering;
using NanoBatch.Results;
using Spectre.Console;

namespace NanoBatch.Cli.Replaying;

/// <summary>Differences between two versions of a job, side by side for people or as JSON Lines.</summary>
internal static class ChangeOutput
{
    private const int RowsMax = 300;

    /// <summary>One object a line: type, task, time, change, and both values of each field that differs.</summary>
    public static void WriteJson(TextWriter output, IEnumerable<ResultChange> changes)
    {
        foreach (ResultChange change in changes)
        {
            JsonOutput.WriteLine(output, json => WriteChange(json, change));
        }
    }

    /// <summary>A row for each value that differs.</summary>
    public static void WriteTable(CliEnvironment environment, IReadOnlyList<ResultChange> changes, string beforeName, string afterName)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Style.Parse("dim") };
        foreach (string title in (string[])["time", "task", "what"])
        {
            table.AddColumn(new TableColumn($"[bold]{title}[/]") { NoWrap = true });
        }

        foreach (string title in (string[])[beforeName, afterName, "difference"])
        {
            table.AddColumn(new TableColumn($"[bold]{Markup.Escape(title)}[/]") { Alignment = Justify.Right });
        }

        (ResultChange Change, string Name, string Before, string After, string Difference)[] rows = [.. changes.SelectMany(Rows)];
        foreach ((ResultChange change, string name, string before, string after, string difference) in rows.Take(RowsMax))
        {
            table.AddRow([TimeOf(change), change.Any.Task.ToString(CultureInfo.InvariantCulture), Markup.Escape(name), before, after, difference]);
        }

        environment.Console.Write(table);
        if (rows.Length > RowsMax)
        {
            environment.Note($"{Words.Number(rows.Length - RowsMax)} more rows are not shown; --json prints all of them");
        }
    }

    private static IEnumerable<(ResultChange Change, string Name, string Before, string After, string Difference)> Rows(ResultChange change)
    {
        if (change.Any is AlertResult alert)
        {
            yield return (change, $"alert {alert.Alert}", StateOf(change.Before), StateOf(change.After), "");
            yield break;
        }

        if (change.Kind != "changed")
        {
            yield return (change, "report", change.Before is null ? ResultTable.Missing : "sent", change.After is null ? ResultTable.Missing : "sent", "");
            yield break;
        }

        foreach ((string name, FieldValue? before, FieldValue? after) in Fields(change))
        {
            string difference = before?.AsDouble() is { } one && after?.AsDouble() is { } two ? (two - one).ToString("+0.######;-0.######;0", CultureInfo.InvariantCulture) : "";
            yield return (change, name, TextOf(before), TextOf(after), difference);
        }
    }

    private static IEnumerable<(string Name, FieldValue? Before, FieldValue? After)> Fields(ResultChange change)
    {
        NamedValues<FieldValue>? before = (change.Before as ReportResult)?.Fields;
        NamedValues<FieldValue>? after = (change.After as ReportResult)?.Fields;
        IEnumerable<string> names = (before ?? []).Select(field => field.Key).Union((after ?? []).Select(field => field.Key));
        foreach (string name in names)
        {
            FieldValue? one = null;
            FieldValue? two = null;
            before?.TryGet(name, out one);
            after?.TryGet(name, out two);
            if (!Equals(one, two))
            {
                yield return (name, one, two);
            }
        }
    }

    private static void WriteChange(Utf8JsonWriter json, ResultChange change)
    {
        json.WriteStartObject();
        json.WriteString("type", change.Any is AlertResult ? "alert" : "report");
        json.WriteString("job", change.Any.Job);
        json.WriteNumber("task", change.Any.Task);
        json.WriteString("time", TimeOf(change));
        json.WriteString("change", change.Kind);
        if (change.Any is AlertResult alert)
        {
            json.WriteString("alert", alert.Alert);
            json.WriteString("before", (change.Before as AlertResult)?.State);
            json.WriteString("after", (change.After as AlertResult)?.State);
        }
        else
        {
            json.WriteStartObject("fields");
            foreach ((string name, FieldValue? before, FieldValue? after) in Fields(change))
            {
                json.WriteStartObject(name);
                json.WritePropertyName("before");
                FieldJson.Write(json, before);
                json.WritePropertyName("after");
                FieldJson.Write(json, after);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string TimeOf(ResultChange change) => change.Any.TimeMs is { } ms ? ResultTime.Text(ms) : "";

    private static string TextOf(FieldValue? value) => value is null || value.Kind == FieldKind.Null ? ResultTable.Missing : Markup.Escape(value.ToString());

    private static string StateOf(Result? result) => (result as AlertResult)?.State ?? ResultTable.Missing;
}
