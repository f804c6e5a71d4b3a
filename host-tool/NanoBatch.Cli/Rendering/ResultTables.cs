using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Results;
using Spectre.Console;

namespace NanoBatch.Cli.Rendering;

/// <summary>Results as tables: one for each task's reports, one for its alerts.</summary>
internal static class ResultTables
{
    private const int RowsMax = 200;
    private const int CellPadding = 3;      // a blank on each side and the column's line

    /// <summary>Writes the tables; a long one shows its beginning and its end and says so.</summary>
    public static void Write(CliEnvironment environment, IEnumerable<Result> results)
    {
        ResultTabulator tabulator = Tabulator();
        foreach (Result result in results)
        {
            tabulator.Add(result);
        }

        Write(environment, tabulator);
    }

    /// <summary>Takes as much of results as <see cref="Write(CliEnvironment, ResultTabulator)"/> shows.</summary>
    public static ResultTabulator Tabulator() => new(RowsMax);

    /// <summary>The same of results that were sorted before.</summary>
    public static void Write(CliEnvironment environment, ResultTabulator tabulator)
    {
        foreach (ResultTable table in tabulator.Tables())
        {
            int half = table.Rows.Count / 2;
            Write(environment, table, table.HiddenCount == 0 ? table.Rows : [.. table.Rows.Take(half), Ellipsis(table), .. table.Rows.Skip(half)]);
            if (table.HiddenCount > 0)
            {
                string all = Words.Number(table.HiddenCount + table.Rows.Count);
                environment.Note($"{table.Title}: {Words.Number(table.HiddenCount)} of {all} rows are not shown; --json prints all of them");
            }
        }
    }

    /// <summary>Writes the newest rows of each table.</summary>
    public static void WriteNewest(CliEnvironment environment, IEnumerable<Result> results, int rowsMax)
    {
        foreach (ResultTable table in ResultTable.Of(results))
        {
            Write(environment, table, table.Rows.Count <= rowsMax ? table.Rows : [Ellipsis(table), .. table.Rows.TakeLast(rowsMax)]);
        }
    }

    private static string[] Ellipsis(ResultTable table) => [.. table.Columns.Select(_ => "…")];

    private static void Write(CliEnvironment environment, ResultTable table, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        environment.Console.WriteLine();
        foreach (int[] group in Groups(table, rows, environment.Console.Profile.Width))
        {
            environment.Console.Write(Draw(table, rows, group));
        }
    }

    private static Table Draw(ResultTable table, IReadOnlyList<IReadOnlyList<string>> rows, int[] columns)
    {
        var drawn = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(table.Title), Style.Plain), BorderStyle = Style.Parse("dim") };
        foreach (int c in columns)
        {
            ResultColumn column = table.Columns[c];
            string unit = column.Unit is null ? "" : $"\n[dim]{Markup.Escape(column.Unit)}[/]";
            drawn.AddColumn(new TableColumn($"[bold]{Markup.Escape(column.Name)}[/]{unit}")
            {
                NoWrap = true,
                Alignment = column.IsNumeric ? Justify.Right : Justify.Left,
            });
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            drawn.AddRow(columns.Select(c => Cell(row[c])).ToArray());
        }

        return drawn;
    }

    private static string Cell(string text) => text switch
    {
        "raised" => "[red]raised[/]",
        "cleared" => "[green]cleared[/]",
        ResultTable.Missing => $"[dim]{ResultTable.Missing}[/]",
        _ => Markup.Escape(text),
    };

    /// <summary>Columns that fit side by side; the first one, the time, heads each group.</summary>
    private static IEnumerable<int[]> Groups(ResultTable table, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        int[] widths = [.. table.Columns.Select((column, c) => CellPadding + Math.Max(column.Name.Length, rows.Max(row => row[c].Length)))];
        var group = new List<int> { 0 };
        int used = widths[0] + 1;
        for (int c = 1; c < widths.Length; c++)
        {
            if (used + widths[c] > width && group.Count > 1)
            {
                yield return [.. group];
                group = [0];
                used = widths[0] + 1;
            }

            group.Add(c);
            used += widths[c];
        }

        yield return [.. group];
    }
}
