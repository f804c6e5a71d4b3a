using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NanoBatch.Cli.Boards;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.Rendering;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Replaying;

/// <param name="JobPath">A job or a package.</param>
/// <param name="DataPath">Recorded readings.</param>
/// <param name="BoardPath">Profile of the board.</param>
/// <param name="FromMs">First instant, or null for the first row's.</param>
/// <param name="ToMs">Last instant, or null for the last row's.</param>
/// <param name="OtherPath">Another version to compare with, or null.</param>
/// <param name="IsJson">JSON Lines instead of tables.</param>
internal sealed record ReplayRequest(string JobPath, string DataPath, string BoardPath, long? FromMs, long? ToMs, string? OtherPath, bool IsJson);

/// <summary>Runs a job over recorded data with the board's own runtime, and prints what the board would have sent.</summary>
internal sealed class ReplayService(CliEnvironment environment)
{
    /// <summary>Replays one job, or two and compares them.</summary>
    public ExitCode Run(ReplayRequest request, CancellationToken cancel)
    {
        BoardProfile profile = ProfileFile.Read(request.BoardPath);
        LoadedJob job = LoadedJob.Load(environment, request.JobPath, profile);
        LoadedJob? other = request.OtherPath is null ? null : LoadedJob.Load(environment, request.OtherPath, profile);
        string[] channels = [.. job.Channels.Union(other?.Channels ?? [])];
        ReplayData data = DataFile.Read(environment, request.DataPath, profile, channels, cancel);
        var replay = new JobReplay(environment, profile, data, Period(request, data));
        if (other is not null)
        {
            Compare(request, replay.Collect(job, cancel), replay.Collect(other, cancel));
        }
        else if (request.IsJson)
        {
            using var writer = new JsonLinesWriter(environment.Out);
            replay.Run(job, writer.Write, cancel);
        }
        else
        {
            Print(replay.Collect(job, cancel));
        }

        return ExitCode.Done;
    }

    private void Print(IReadOnlyList<Result> results)
    {
        ResultTables.Write(environment, results);
        int alerts = results.Count(result => result is AlertResult);
        environment.Note($"{Words.Count(results.Count - alerts, "report")}, {Words.Count(alerts, "alert change")}");
    }

    private void Compare(ReplayRequest request, IReadOnlyList<Result> before, IReadOnlyList<Result> after)
    {
        IReadOnlyList<ResultChange> changes = ResultComparison.Compare(before, after);
        if (request.IsJson)
        {
            ChangeOutput.WriteJson(environment.Out, changes);
            return;
        }

        ChangeOutput.WriteTable(environment, changes, request.JobPath, request.OtherPath!);
        environment.Note($"{Words.Count(changes.Count, "difference")} between {Words.Number(before.Count)} and {Words.Number(after.Count)} reports and alerts");
    }

    private static (long FirstMs, long LastMs) Period(ReplayRequest request, ReplayData data)
    {
        long firstMs = Math.Max(request.FromMs ?? data.FirstMs, data.FirstMs);
        long lastMs = Math.Min(request.ToMs ?? data.LastMs, data.LastMs);
        return firstMs <= lastMs
            ? (firstMs, lastMs)
            : throw CliFailure.Usage("there are no data in that period", $"{request.DataPath} goes from {ResultTime.Text(data.FirstMs)} to {ResultTime.Text(data.LastMs)}");
    }
}
