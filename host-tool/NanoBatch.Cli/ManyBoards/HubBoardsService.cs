using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Rendering;
using NanoBatch.Hub;
using NanoBatch.Protocol;
using NanoBatch.Results;
using Spectre.Console;

namespace NanoBatch.Cli.ManyBoards;

/// <summary>Lists the boards that a hub knows.</summary>
internal sealed class HubBoardsService(CliEnvironment environment)
{
    private static readonly (string Title, bool IsNumeric)[] s_columns =
    [
        ("board", false), ("state", false), ("seen", true), ("backlog", true), ("clock", false), ("build", false), ("jobs", false), ("alerts", false),
    ];

    /// <summary>Prints a table, or an array.</summary>
    /// <param name="database">Which store, or null.</param>
    /// <param name="isJson">Prints JSON.</param>
    public ExitCode Run(string? database, bool isJson)
    {
        using ResultStore store = ResultStore.Open(HubStore.AddressOf(environment, database));
        IReadOnlyList<BoardSummary> boards = BoardRegistry.Read(store);
        if (isJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => WriteArray(json, boards));
        }
        else if (boards.Count == 0)
        {
            environment.Note("no board has come yet; 'nanobatch hub run' waits for them");
        }
        else
        {
            WriteTable(boards);
        }

        return ExitCode.Done;
    }

    private void WriteTable(IReadOnlyList<BoardSummary> boards)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Style.Parse("dim") };
        foreach ((string title, bool isNumeric) in s_columns)
        {
            table.AddColumn(new TableColumn($"[bold]{title}[/]") { NoWrap = true, Alignment = isNumeric ? Justify.Right : Justify.Left });
        }

        long now = environment.Time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (BoardSummary board in boards)
        {
            BoardEntry entry = board.Board;
            table.AddRow(
                Markup.Escape(entry.Id),
                entry.Presence == BoardPresence.Online ? "[green]online[/]" : StateOf(entry.Presence) ?? ResultTable.Missing,
                entry.SeenMs <= 0 ? ResultTable.Missing : Words.Duration(Math.Max(0, now - entry.SeenMs)) + " ago",
                entry.Backlog?.ToString(CultureInfo.InvariantCulture) ?? ResultTable.Missing,
                ClockOf(entry.Quality) ?? ResultTable.Missing,
                Markup.Escape(entry.Build ?? ResultTable.Missing),
                Markup.Escape(Join(board.Jobs.Select(job => job.State == JobState.Confirmed ? job.Job : $"{job.Job} ({JobListOutput.StateOf(job.State)})"))),
                board.Alerts.Count == 0 ? ResultTable.Missing : $"[red]{Markup.Escape(Join(board.Alerts.Select(alert => $"{alert.Job}: {alert.Alert}")))}[/]");
        }

        environment.Console.Write(table);
    }

    private static void WriteArray(Utf8JsonWriter json, IReadOnlyList<BoardSummary> boards)
    {
        json.WriteStartArray();
        foreach (BoardSummary board in boards)
        {
            BoardEntry entry = board.Board;
            json.WriteStartObject();
            json.WriteString("board", entry.Id);
            json.WriteString("epoch", entry.Epoch.ToString("x16", CultureInfo.InvariantCulture));
            json.WriteNumber("epochs", board.EpochCount);
            json.WriteString("state", StateOf(entry.Presence));
            WriteTime(json, "seen", entry.SeenMs > 0 ? entry.SeenMs : null);
            WriteNumber(json, "backlog", entry.Backlog);
            WriteNumber(json, "nextRecord", entry.NextRecord);
            WriteNumber(json, "acknowledgedTo", entry.AcknowledgedTo);
            json.WriteString("clock", ClockOf(entry.Quality));
            json.WriteString("build", entry.Build);
            json.WriteString("mac", entry.Mac);
            WriteJobs(json, board.Jobs);
            WriteAlerts(json, board.Alerts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteJobs(Utf8JsonWriter json, IReadOnlyList<JobStateEntry> jobs)
    {
        json.WriteStartArray("jobs");
        foreach (JobStateEntry job in jobs)
        {
            json.WriteStartObject();
            json.WriteString("job", job.Job);
            json.WriteString("digest", job.Digest);
            json.WriteString("state", JobListOutput.StateOf(job.State));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAlerts(Utf8JsonWriter json, IReadOnlyList<ActiveAlert> alerts)
    {
        json.WriteStartArray("alerts");
        foreach (ActiveAlert alert in alerts)
        {
            json.WriteStartObject();
            json.WriteString("job", alert.Job);
            json.WriteNumber("task", alert.Task);
            json.WriteString("alert", alert.Alert);
            WriteTime(json, "since", alert.SinceMs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? ms) => json.WriteString(name, ms is { } known ? ResultTime.Text(known) : null);

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Join(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : ResultTable.Missing;

    private static string? StateOf(BoardPresence? presence) => presence switch
    {
        BoardPresence.Online => "online",
        BoardPresence.Asleep => "asleep",
        BoardPresence.Offline => "offline",
        _ => null,
    };

    private static string? ClockOf(ClockQuality? quality) => quality?.ToString().ToLowerInvariant();
}
