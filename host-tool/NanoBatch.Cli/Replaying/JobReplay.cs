using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Replaying;

/// <summary>One board and one past, over which any number of jobs can run.</summary>
internal sealed class JobReplay(CliEnvironment environment, IReplaySource source, (long FirstMs, long LastMs) period)
{
    /// <summary>Runs a job and hands on its results in time order, as they come.</summary>
    /// <exception cref="CliFailure">Exit code 4: the board would refuse the job.</exception>
    public void Run(LoadedJob job, Action<Result> onResult, CancellationToken cancel)
    {
        var decoder = new RecordDecoder(epoch: null);
        var runner = new ReplayRunner(source.Profile, source.SignalOf(job), period.FirstMs, period.LastMs, record =>
        {
            DecodedRecords decoded = decoder.Decode(record);
            if (decoded.Faults.Count > 0)
            {
                throw new InvalidOperationException($"the runtime wrote a record that cannot be read: {decoded.Faults[0].Reason}");
            }

            foreach (Result result in decoded.Results)
            {
                onResult(result);
            }
        });
        Deploy(runner, job);
        using (var progress = new ProgressLine(environment, $"replaying {job.Path}"))
        {
            runner.Run(progress.Report, () => cancel.IsCancellationRequested);
        }

        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Runs a job and returns its results in time order.</summary>
    public IReadOnlyList<Result> Collect(LoadedJob job, CancellationToken cancel)
    {
        var results = new List<Result>();
        Run(job, results.Add, cancel);
        return results;
    }

    private void Deploy(ReplayRunner runner, LoadedJob job)
    {
        PackageStatus status = runner.Deploy(job.Package);
        if (status == PackageStatus.Accepted)
        {
            return;
        }

        BoardProfile profile = source.Profile;
        var table = new BoardChannelTable(0, 0, [.. profile.Channels.Select(channel => new BoardChannelEntry(channel.Name, channel.Adc, channel.Unit, []))]);
        (int need, int limit) = runner.Refusal;
        Refusal refusal = RefusalTable.OfPackage(status, (uint)need, (uint)limit, new RefusalContext(job.Package, table));
        throw CliFailure.Of(ExitCode.Refused, string.Create(CultureInfo.InvariantCulture, $"board '{profile.Id}' refuses {job.Path}: {refusal.Message}"), refusal.Help);
    }
}
