using System;
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
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Demonstration;

/// <param name="OutPath">Folder for the files, or null for a new one in the temp folder.</param>
/// <param name="IsJson">Prints a summary as JSON.</param>
internal sealed record DemoRequest(string? OutPath, bool IsJson);

/// <summary>The whole story in one go: a virtual board, a job deployed over its link, a season at full speed, results collected and drawn.</summary>
internal sealed class DemoService(CliEnvironment environment)
{
    private const int SeasonDays = 90;
    private const int Seed = 1;
    private static readonly DateTimeOffset s_start = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(50);

    private readonly DemoOutput _output = new(environment);

    /// <summary>Runs the story; the same weather and the same results every time.</summary>
    public async Task<ExitCode> RunAsync(DemoRequest request, CancellationToken cancel)
    {
        _output.IsQuiet = request.IsJson;
        DemoFolder folder = DemoFolder.Create(request.OutPath);
        BoardProfile profile = ProfileFile.Read(folder.ProfilePath);
        long startMs = s_start.ToUnixTimeMilliseconds();
        long endMs = s_start.AddDays(SeasonDays).ToUnixTimeMilliseconds();
        var signal = new WatchedSignal(new ModelledSignal(profile, startMs, Seed));
        using var host = new VirtualBoardHost(
            profile, signal, new MemoryStore(), [OpenLink()], BoardClockMode.Max, startMs, endMs, BoardService.DrawEpoch(), environment.Time);
        host.Start();
        string address = host.Addresses.First();
        _output.Step("board", $"virtual board {profile.Id}, four soil probes, listening on {address}");

        LoadedJob job = LoadedJob.Load(environment, folder.JobPath, profile);
        folder.WritePackage(job.Package);
        _output.Step("compile", FormattableString.Invariant($"irrigation.job to {job.Package.Length} bytes, {job.Parsed.ProgramBytes} of them program"));

        IReadOnlyList<Result> results = await DeployAndCollectAsync(folder, host, signal, job, BoardAddress.Parse(address), cancel).ConfigureAwait(false);
        folder.WriteReadings(profile, new ModelledSignal(profile, startMs, Seed), startMs, endMs);
        folder.WriteResults(results);
        if (request.IsJson)
        {
            _output.WriteJson(folder, job, results);
        }
        else
        {
            _output.WriteResults(folder, results);
        }

        return ExitCode.Done;
    }

    private async Task<IReadOnlyList<Result>> DeployAndCollectAsync(
        DemoFolder folder, VirtualBoardHost host, WatchedSignal signal, LoadedJob job, BoardAddress address, CancellationToken cancel)
    {
        await using DeviceClient client = await DeviceClient.OpenAsync(address, null, environment.Time, cancel).ConfigureAwait(false);
        await DeployService.SendAsync(environment, client, job, isForced: false, cancel).ConfigureAwait(false);
        _output.Step("deploy", "sent over that link, read back, active");

        long began = environment.Time.GetTimestamp();
        await SeasonAsync(host, signal, cancel).ConfigureAwait(false);
        _output.Step("season", FormattableString.Invariant($"{SeasonDays} days of modelled soil moisture in {Seconds(began)}"));

        began = environment.Time.GetTimestamp();
        using var store = ResultStore.Open(folder.StorePath);
        var collector = new Collector(environment, client, store);
        await collector.TakeAsync(await collector.CollectAsync(cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        Result[] results = [.. store.Query(new ResultQuery()).Select(stored => stored.Result).Where(result => result.Epoch == client.Identity.Epoch)];
        int alerts = results.Count(result => result is AlertResult);
        _output.Step("collect", $"{Words.Count(results.Length - alerts, "report")} and {Words.Count(alerts, "alert change")} over the same link in {Seconds(began)}");
        return results;
    }

    private async Task SeasonAsync(VirtualBoardHost host, WatchedSignal signal, CancellationToken cancel)
    {
        long startMs = s_start.ToUnixTimeMilliseconds();
        double lengthMs = TimeSpan.FromDays(SeasonDays).TotalMilliseconds;
        using var progress = new ProgressLine(environment, "a season at full speed");
        using var timer = new PeriodicTimer(s_watch, environment.Time);
        while (!host.HasEnded)
        {
            if (host.Failure is { } failure)
            {
                throw new InvalidOperationException("the board's thread ended", failure);
            }

            progress.Report((signal.LatestMs - startMs) / lengthMs);
            await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>A virtual serial port; Windows has none, so TCP there.</summary>
    private static HostLink OpenLink() => OperatingSystem.IsWindows() ? new TcpLink(ListenAddress.Parse(BoardService.DefaultListen)) : new PtyLink();

    private string Seconds(long began) => FormattableString.Invariant($"{environment.Time.GetElapsedTime(began).TotalSeconds:0.0} s");
}
