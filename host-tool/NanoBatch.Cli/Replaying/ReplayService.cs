using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Boards;
using NanoBatch.Cli.Collecting;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Replaying;

/// <param name="JobPath">A job or a package.</param>
/// <param name="DataPath">Recorded readings; null takes the board's own.</param>
/// <param name="BoardPath">Profile of the board; null asks the board.</param>
/// <param name="To">Where the board is, or null.</param>
/// <param name="Period">What of the past to replay.</param>
/// <param name="LastMs">Milliseconds to go back from the board's clock, or null.</param>
/// <param name="OtherPath">Another version to compare with, or null.</param>
/// <param name="IsJson">JSON Lines instead of tables.</param>
internal sealed record ReplayRequest(
    string JobPath, string? DataPath, string? BoardPath, string? To, ReplayPeriod Period, long? LastMs, string? OtherPath, bool IsJson);

/// <summary>Runs a job over recorded data with the board's own runtime, and prints what the board would have sent.</summary>
internal sealed class ReplayService(CliEnvironment environment)
{
    /// <summary>Replays one job, or two and compares them.</summary>
    public async Task<ExitCode> RunAsync(ReplayRequest request, CancellationToken cancel)
    {
        if (request.DataPath is { } dataPath && request.BoardPath is { } boardPath)
        {
            BoardProfile profile = ProfileFile.Read(boardPath);
            (LoadedJob job, LoadedJob? other) = Load(request, profile);
            string[] channels = [.. job.Channels.Union(other?.Channels ?? [])];
            ReplayData data = DataFile.Read(environment, dataPath, profile, channels, cancel);
            Replay(request, new RecordedSource(profile, data, dataPath, request.Period), job, other, cancel);
        }
        else
        {
            JobFile.Read(request.JobPath);      // a wrong path is told before a board is asked for anything
            using var store = ResultStore.Open(ResultsHome.StorePath(environment));
            BoardHistorySource source = await ReadBoardAsync(request, store, cancel).ConfigureAwait(false);
            (LoadedJob job, LoadedJob? other) = Load(request, source.Profile);
            Replay(request, source, job, other, cancel);
        }

        return ExitCode.Done;
    }

    private async Task<BoardHistorySource> ReadBoardAsync(ReplayRequest request, ResultStore store, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        return await new BoardHistoryReader(environment, client, store).ReadAsync(request.Period, request.LastMs, cancel).ConfigureAwait(false);
    }

    private (LoadedJob Job, LoadedJob? Other) Load(ReplayRequest request, BoardProfile profile) => (
        LoadedJob.Load(environment, request.JobPath, profile),
        request.OtherPath is null ? null : LoadedJob.Load(environment, request.OtherPath, profile));

    private void Replay(ReplayRequest request, IReplaySource source, LoadedJob job, LoadedJob? other, CancellationToken cancel)
    {
        (long FirstMs, long LastMs) period = source.PeriodOf(other is null ? [job] : [job, other]);
        if (request.DataPath is null)
        {
            environment.Note($"{source.Profile.Id}'s own readings from {ResultTime.Text(period.FirstMs)} to {ResultTime.Text(period.LastMs)}");
        }

        var replay = new JobReplay(environment, source, period);
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
}
