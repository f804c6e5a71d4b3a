using System.Collections.Generic;
using System.Text.Json;
using NanoBatch.Devices;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.OnBoard;

/// <summary>Jobs of a board as JSON, in <c>jobs</c> and in <c>info</c>.</summary>
internal static class JobListOutput
{
    /// <summary>An array, empty where the board has no job.</summary>
    public static void WriteArray(Utf8JsonWriter json, IReadOnlyList<JobListing> jobs)
    {
        json.WriteStartArray();
        foreach (JobListing job in jobs)
        {
            json.WriteStartObject();
            json.WriteString("job", job.Name);
            json.WriteNumber("version", job.Version);
            json.WriteString("state", StateOf(job.State));
            json.WriteNumber("bytes", job.Bytes);
            json.WriteNumber("tasks", job.TaskCount);
            json.WriteNumber("worstCaseSteps", job.WorstCaseSteps);
            json.WriteString("digest", job.Digest);
            if (job.NextRunInMs is { } ms)
            {
                json.WriteNumber("nextRunSeconds", ms / 1000m);
            }
            else
            {
                json.WriteNull("nextRunSeconds");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A job's state in one word.</summary>
    public static string StateOf(JobState state) => state switch
    {
        JobState.Staged => "staged",
        JobState.Trial => "trial",
        JobState.Confirmed => "active",
        JobState.Quarantined => "quarantined",
        JobState.Paused => "paused",
        _ => "removed",
    };
}
