using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Collecting;
using NanoBatch.Results;

namespace NanoBatch.Cli.ManyBoards;

/// <param name="Database">Which store, or null.</param>
/// <param name="Query">Which results.</param>
/// <param name="IsFollowed">Goes on until it is interrupted.</param>
/// <param name="Format">Format of the data; null is a table for people.</param>
/// <param name="PlotPath">A picture to write, or null.</param>
internal sealed record HubResultsRequest(string? Database, ResultQuery Query, bool IsFollowed, ResultFormat? Format, string? PlotPath);

/// <summary>Prints the results that a hub stored; any number of hubs may write meanwhile.</summary>
internal sealed class HubResultsService(CliEnvironment environment)
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Prints, and follows where asked.</summary>
    public async Task<ExitCode> RunAsync(HubResultsRequest request, CancellationToken cancel)
    {
        using ResultStore store = ResultStore.Open(HubStore.AddressOf(environment, request.Database));
        using var output = new ResultsOutput(environment, request.Format);
        long arrival = 0;
        if (request.Format is ResultFormat.Json or ResultFormat.Influx && request.PlotPath is null)
        {
            // A line each, whatever comes next: a season of a thousand boards need not fit into memory.
            store.Read(request.Query, stored =>
            {
                output.Write(stored.Result);
                arrival = Math.Max(arrival, stored.Arrival);
            });
            environment.Out.Flush();
        }
        else
        {
            IReadOnlyList<StoredResult> stored = store.Query(request.Query);
            Result[] results = [.. stored.Select(one => one.Result)];
            output.WriteAll(results, request.IsFollowed);
            arrival = stored.Count == 0 ? 0 : stored.Max(one => one.Arrival);
            if (request.PlotPath is { } path)
            {
                environment.Note(ResultPicture.Save(path, results) ? $"picture: {path}" : "there is nothing to draw yet: no result has a time and a value");
            }
        }

        if (request.IsFollowed)
        {
            await FollowAsync(request, store, output, arrival, cancel).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private async Task FollowAsync(HubResultsRequest request, ResultStore store, ResultsOutput output, long arrival, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(s_pollInterval, environment.Time);
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
        {
            IReadOnlyList<StoredResult> fresh = store.Query(request.Query with { ArrivedAfter = arrival });
            if (fresh.Count > 0)
            {
                arrival = fresh.Max(stored => stored.Arrival);
                output.WriteFresh(fresh.Select(stored => stored.Result));
            }
        }
    }
}
