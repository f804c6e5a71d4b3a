using System.Collections.Generic;
using System.Globalization;
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

            json.WriteNumber("trialRunsLeft", job.TrialRunsLeft);
            WriteSetAside(json, job.SetAside);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What a person should know of a job beside its state, or null.</summary>
    public static string? RemarkOf(JobListing job) => job.SetAside is not { } fault ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{job.Name}: version {fault.Version} was set aside after 3 engine faults in task {fault.Task} (fault {fault.Code} at byte {fault.PackageByte} of its package)");

    /// <summary>A job's state in one word, and for a trial how many good runs are left.</summary>
    public static string StateTextOf(JobListing job)
        => job.State == JobState.Trial ? string.Create(CultureInfo.InvariantCulture, $"trial, {job.TrialRunsLeft} to go") : StateOf(job.State);

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

    private static void WriteSetAside(Utf8JsonWriter json, JobFault? fault)
    {
        if (fault is null)
        {
            json.WriteNull("setAside");
            return;
        }

        json.WriteStartObject("setAside");
        json.WriteNumber("version", fault.Version);
        json.WriteNumber("task", fault.Task);
        json.WriteNumber("fault", fault.Code);
        json.WriteNumber("packageByte", fault.PackageByte);
        json.WriteEndObject();
    }
}
