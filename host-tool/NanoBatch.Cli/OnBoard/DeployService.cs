using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.OnBoard;

/// <param name="JobPath">A job or a package.</param>
/// <param name="To">Where the board is, or null.</param>
/// <param name="IsForced">Replaces a newer version.</param>
/// <param name="IsRun">Makes its tasks due at once.</param>
/// <param name="IsJson">Prints an object.</param>
internal sealed record DeployRequest(string JobPath, string? To, bool IsForced, bool IsRun, bool IsJson);

/// <summary>Compiles a job when needed, sends it, activates it, reads it back.</summary>
internal sealed class DeployService(CliEnvironment environment)
{
    /// <summary>Deploys; the same package once more is a success that changes nothing.</summary>
    public async Task<ExitCode> RunAsync(DeployRequest request, CancellationToken cancel)
    {
        LoadedJob job = LoadedJob.Load(environment, request.JobPath, profile: null);
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        DeployOutcome outcome = await SendAsync(environment, client, job, request.IsForced, cancel).ConfigureAwait(false);
        if (request.IsRun)
        {
            await client.RunAsync(job.Parsed.JobName, cancel).ConfigureAwait(false);
        }

        if (request.IsJson)
        {
            WriteJson(client.Identity, job, outcome, request.IsRun);
        }
        else
        {
            environment.Out.WriteLine(Sentence(client.Identity, job, outcome) + (request.IsRun ? "; it runs now" : ""));
        }

        return ExitCode.Done;
    }

    /// <summary>Sends a package and shows how far it is.</summary>
    public static async Task<DeployOutcome> SendAsync(CliEnvironment environment, DeviceClient client, LoadedJob job, bool isForced, CancellationToken cancel)
    {
        using var line = new ProgressLine(environment, $"deploying {job.Parsed.JobName}");
        return await SendAsync(client, job, isForced, new StageProgress(line), cancel).ConfigureAwait(false);
    }

    /// <summary>Sends a package.</summary>
    public static async Task<DeployOutcome> SendAsync(DeviceClient client, LoadedJob job, bool isForced, IProgress<DeployProgress>? progress, CancellationToken cancel)
    {
        BoardChannelTable table = await client.ReadChannelsAsync(cancel).ConfigureAwait(false);
        return await client.DeployAsync(job.Package, isForced, StepsOn(table, job), progress, cancel).ConfigureAwait(false);
    }

    /// <summary>The bound that the compiler states for this board: what bends there makes a pass dearer.</summary>
    private static int StepsOn(BoardChannelTable table, LoadedJob job)
    {
        HashSet<string> bent = [.. table.Channels.Where(channel => channel.Points.Count > 2).Select(channel => channel.Name)];
        var package = new JobPackage();
        new PackageReader().Read(job.Package, job.Package.Length, package);
        int bentChannels = 0;
        for (int c = 0; c < package.ChannelCount; c++)
        {
            bentChannels |= bent.Contains(package.Channels[c].Name) ? 1 << c : 0;
        }

        new PackageVerifier().Check(package, bentChannels);
        return package.Tasks.Take(package.TaskCount).Max(task => task.WorstCaseSteps);
    }

    /// <summary>What became of a job on a board, without the board.</summary>
    public static string Words(LoadedJob job, bool isUnchanged)
    {
        string what = isUnchanged ? "is there already, nothing changed" : "is active";
        return FormattableString.Invariant($"{job.Parsed.JobName} version {job.Parsed.JobVersion}, {job.Package.Length} bytes, {what}");
    }

    private static string Sentence(BoardIdentity board, LoadedJob job, DeployOutcome outcome) => $"{board.BoardId}: {Words(job, outcome == DeployOutcome.Unchanged)}";

    private void WriteJson(BoardIdentity board, LoadedJob job, DeployOutcome outcome, bool isRun) => JsonOutput.WriteDocument(environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("board", board.BoardId);
        json.WriteString("job", job.Parsed.JobName);
        json.WriteNumber("version", job.Parsed.JobVersion);
        json.WriteNumber("bytes", job.Package.Length);
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(job.Package)));
        json.WriteString("outcome", outcome == DeployOutcome.Unchanged ? "unchanged" : "activated");
        json.WriteBoolean("run", isRun);
        json.WriteEndObject();
    });

    private sealed class StageProgress(ProgressLine line) : IProgress<DeployProgress>
    {
        private const int Stages = 3;

        public void Report(DeployProgress value)
            => line.Report(((int)value.Stage + ((double)value.Bytes / Math.Max(1, value.TotalBytes))) / Stages);
    }
}
