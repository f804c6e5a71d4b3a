using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;
using Spectre.Console;

namespace NanoBatch.Cli.OnBoard;

/// <param name="To">Where the board is, or null.</param>
/// <param name="IsJson">Prints JSON.</param>
internal sealed record BoardQuery(string? To, bool IsJson);

/// <summary>Lists the jobs of a board.</summary>
internal sealed class JobListService(CliEnvironment environment)
{
    private static readonly (string Title, bool IsNumeric)[] s_columns =
    [
        ("job", false), ("version", true), ("state", false), ("next run", true), ("bytes", true), ("tasks", true), ("steps", true), ("sha256", false),
    ];

    /// <summary>Prints a table, or an array.</summary>
    public async Task<ExitCode> RunAsync(BoardQuery request, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        IReadOnlyList<JobListing> jobs = await client.ListJobsAsync(cancel).ConfigureAwait(false);
        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => JobListOutput.WriteArray(json, jobs));
        }
        else if (jobs.Count == 0)
        {
            environment.Note($"{client.Identity.BoardId} has no jobs; 'nanobatch deploy' sends one");
        }
        else
        {
            WriteTable(jobs);
            foreach (string remark in jobs.Select(JobListOutput.RemarkOf).OfType<string>())
            {
                environment.Note(environment.ErrorInk.Warning("note: ") + remark);
            }
        }

        return ExitCode.Done;
    }

    private void WriteTable(IReadOnlyList<JobListing> jobs)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Style.Parse("dim") };
        foreach ((string title, bool isNumeric) in s_columns)
        {
            table.AddColumn(new TableColumn($"[bold]{title}[/]") { NoWrap = true, Alignment = isNumeric ? Justify.Right : Justify.Left });
        }

        foreach (JobListing job in jobs)
        {
            string state = JobListOutput.StateTextOf(job);
            table.AddRow(
                Markup.Escape(job.Name),
                Text(job.Version),
                job.State is JobState.Trial or JobState.Confirmed ? $"[green]{state}[/]" : $"[yellow]{state}[/]",
                job.NextRunInMs is { } ms ? "in " + Words.Duration(ms) : "–",
                Text(job.Bytes),
                Text(job.TaskCount),
                Text(job.WorstCaseSteps),
                job.Digest);
        }

        environment.Console.Write(table);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
