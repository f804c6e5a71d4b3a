using System;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;

namespace NanoBatch.Cli.OnBoard;

/// <summary>What can be done to a job that is on a board.</summary>
internal enum JobChange
{
    Run,
    Pause,
    Resume,
    Remove,
}

/// <param name="Change">What to do.</param>
/// <param name="Job">Name of the job.</param>
/// <param name="To">Where the board is, or null.</param>
/// <param name="IsJson">Prints an object.</param>
internal sealed record JobChangeRequest(JobChange Change, string Job, string? To, bool IsJson);

/// <summary>Runs, pauses, resumes or removes one job of a board.</summary>
internal sealed class JobChangeService(CliEnvironment environment)
{
    /// <summary>Does it, and says so.</summary>
    public async Task<ExitCode> RunAsync(JobChangeRequest request, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        await (request.Change switch
        {
            JobChange.Run => client.RunAsync(request.Job, cancel),
            JobChange.Pause => client.PauseAsync(request.Job, cancel),
            JobChange.Resume => client.ResumeAsync(request.Job, cancel),
            JobChange.Remove => client.RemoveAsync(request.Job, cancel),
            _ => throw new InvalidOperationException($"no request for {request.Change}"),
        }).ConfigureAwait(false);
        string board = client.Identity.BoardId;
        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json =>
            {
                json.WriteStartObject();
                json.WriteString("board", board);
                json.WriteString("job", request.Job);
                json.WriteString("done", OneWord(request.Change));
                json.WriteEndObject();
            });
        }
        else
        {
            environment.Out.WriteLine($"{board}: {request.Job} {Sentence(request.Change)}");
        }

        return ExitCode.Done;
    }

    private static string OneWord(JobChange change) => change switch
    {
        JobChange.Run => "run",
        JobChange.Pause => "paused",
        JobChange.Resume => "resumed",
        _ => "removed",
    };

    private static string Sentence(JobChange change) => change switch
    {
        JobChange.Run => "runs now",
        JobChange.Pause => "is paused; its samples go on",
        JobChange.Resume => "runs again",
        _ => "is removed; its results stay",
    };
}
