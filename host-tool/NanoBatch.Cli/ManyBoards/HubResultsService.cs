using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Collecting;
using NanoBatch.Cli.Rendering;
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
        using var output = new ResultsOutput(environment, request.Format, request.IsFollowed);
        List<Result>? drawn = request.PlotPath is null ? null : [];
        long arrival = 0;

        // One after another: a season of a thousand boards need not fit into memory, unless it is to be drawn.
        store.Read(request.Query, stored =>
        {
            cancel.ThrowIfCancellationRequested();
            output.Write(stored.Result);
            drawn?.Add(stored.Result);
            arrival = Math.Max(arrival, stored.Arrival);
        });
        output.EndStored();
        if (request.PlotPath is { } path)
        {
            environment.Note(ResultPicture.Save(path, drawn!) ? $"picture: {path}" : "there is nothing to draw yet: no result has a time and a value");
        }

        if (output.Count == 0)
        {
            NoteNothing(store, request.Query);
        }

        if (request.IsFollowed)
        {
            await FollowAsync(request, store, output, arrival, cancel).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    /// <summary>Says why there is nothing: a board that nobody knows, a time in which nothing was said, or a store that is empty.</summary>
    private void NoteNothing(ResultStore store, ResultQuery query)
    {
        IReadOnlyList<BoardEntry> boards = store.Boards();
        if (query.Board is { } label && boards.All(board => board.Id != label))
        {
            environment.Note($"no board '{label}' has delivered here; 'nanobatch hub boards' lists {Words.Count(boards.Select(board => board.Id).Distinct().Count(), "board")}");
            return;
        }

        environment.Note(store.NewestMs(query with { SinceMs = null, UntilMs = null }) is { } newest
            ? $"nothing in that time; the newest that could be meant is of {ResultTime.Text(newest)}"
            : "no such result has come yet; 'nanobatch hub run' collects them");
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
