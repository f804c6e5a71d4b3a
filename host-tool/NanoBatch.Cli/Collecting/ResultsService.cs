using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Devices;
using NanoBatch.Results;

namespace NanoBatch.Cli.Collecting;

/// <param name="To">Where the board is, or null.</param>
/// <param name="IsTaken">Tells the board that it may drop what is stored here.</param>
/// <param name="IsFollowed">Goes on until it is interrupted.</param>
/// <param name="SinceMs">Prints all results of the board from this window end on, those taken earlier too; null prints what the board still holds.</param>
/// <param name="Format">Format of the data; null is a table for people.</param>
/// <param name="PlotPath">A picture to write, or null.</param>
internal sealed record ResultsRequest(string? To, bool IsTaken, bool IsFollowed, long? SinceMs, ResultFormat? Format, string? PlotPath);

/// <summary>Collects the results of a board and prints them.</summary>
internal sealed class ResultsService(CliEnvironment environment)
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Collects, prints, and follows where asked.</summary>
    public async Task<ExitCode> RunAsync(ResultsRequest request, CancellationToken cancel)
    {
        using var store = ResultStore.Open(ResultsHome.StorePath(environment));
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        var collector = new Collector(environment, client, store);
        BoardStatus before = await collector.CollectAsync(cancel).ConfigureAwait(false);

        IReadOnlyList<StoredResult> ofBoard = store.Query(new ResultQuery { Board = client.Identity.BoardId, SinceMs = request.SinceMs });
        Result[] results =
        [
            .. ofBoard.Select(stored => stored.Result)
                .Where(result => result.Epoch == client.Identity.Epoch && (request.SinceMs is not null || result.Record > before.AcknowledgedTo)),
        ];
        using var output = new ResultsOutput(environment, request.Format, request.IsFollowed);
        Array.ForEach(results, output.Write);
        output.EndStored();
        Plot(request.PlotPath, results);
        if (request.IsTaken)
        {
            // Stored and printed: a board that answers to a hub may refuse, and nobody has lost anything.
            await collector.TakeAsync(before, cancel).ConfigureAwait(false);
        }

        if (request.IsFollowed)
        {
            await FollowAsync(request, store, collector, output, client.Identity, cancel).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private async Task FollowAsync(
        ResultsRequest request, ResultStore store, Collector collector, ResultsOutput output, BoardIdentity board, CancellationToken cancel)
    {
        long arrival = LastArrival(store.Query(new ResultQuery { Board = board.BoardId }), 0);
        using var timer = new PeriodicTimer(s_pollInterval, environment.Time);
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
        {
            BoardStatus before = await collector.CollectAsync(cancel).ConfigureAwait(false);
            IReadOnlyList<StoredResult> fresh = store.Query(new ResultQuery { Board = board.BoardId, SinceMs = request.SinceMs, ArrivedAfter = arrival });
            arrival = LastArrival(fresh, arrival);
            output.WriteFresh(fresh.Select(stored => stored.Result).Where(result => result.Epoch == board.Epoch));
            if (request.IsTaken)
            {
                await collector.TakeAsync(before, cancel).ConfigureAwait(false);
            }
        }
    }

    private void Plot(string? path, Result[] results)
    {
        if (path is null)
        {
            return;
        }

        environment.Note(ResultPicture.Save(path, results) ? $"picture: {path}" : "there is nothing to draw yet: no result has a time and a value");
    }

    private static long LastArrival(IReadOnlyList<StoredResult> results, long least)
        => results.Count == 0 ? least : Math.Max(least, results.Max(stored => stored.Arrival));
}
