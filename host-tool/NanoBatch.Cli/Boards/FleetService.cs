using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Mqtt;
using NanoBatch.Results;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Boards;

/// <summary>Runs many virtual boards on one clock, each with its own id, readings, jobs and results, until it is told to stop.</summary>
internal sealed class FleetService(CliEnvironment environment)
{
    /// <summary>Most boards in one process; each is a TCP connection.</summary>
    public const int CountMax = 20000;

    // Connections that are made at once: a broker's queue of those that knock is short.
    private const int ConnectingMax = 64;

    private static readonly TimeSpan s_leaving = TimeSpan.FromSeconds(10);

    /// <summary>Prints a line for each board once all are connected, then serves.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="profile">Every board's, but for the id.</param>
    /// <param name="target">Their broker.</param>
    /// <param name="input">Readings and period; the signal of a board by its place.</param>
    /// <param name="cancel">Ends the boards.</param>
    public async Task<ExitCode> RunAsync(BoardRequest request, BoardProfile profile, BrokerTarget target, BoardInput input, CancellationToken cancel)
    {
        string[] ids = IdsOf(target.BoardId ?? profile.Id, request.Count);
        var gate = new NoteGate(environment);
        var boards = new List<FleetBoard>(ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            IStore store = BoardService.StoreOf(request.StatePath is null ? null : Path.Combine(request.StatePath, ids[i]));
            boards.Add(new FleetBoard(
                profile with { Id = ids[i] }, input.SignalOf(i), store, target.Open(ids[i], gate.Note, environment.Time), request.Clock, input.StartMs, BoardService.DrawEpoch()));
        }

        using (var fleet = new BoardFleet(boards, request.Clock, input.StartMs, input.EndMs, environment.Time))
        {
            try
            {
                fleet.Start();
                await ConnectAsync(boards, cancel).ConfigureAwait(false);
                foreach (FleetBoard board in boards)
                {
                    environment.Out.WriteLine($"nanobatch board {board.Id} listening on {board.Bus.Address}");
                }

                environment.Out.Flush();
                environment.Note(environment.ErrorInk.Faint($"time starts at {ResultTime.Text(input.StartMs)}; Ctrl-C ends the boards"));
                return await BoardService.ServeAsync(environment, () => fleet.Failure, () => fleet.HasEnded, input.EndMs, cancel).ConfigureAwait(false);
            }
            finally
            {
                await LeaveAsync(boards).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The first board shows whether address and credentials are right; the others then come in through a gate.</summary>
    private static async Task ConnectAsync(List<FleetBoard> boards, CancellationToken cancel)
    {
        await boards[0].Bus.ConnectAsync(cancel).ConfigureAwait(false);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConnectingMax, CancellationToken = cancel };
        await Parallel.ForEachAsync(boards.Skip(1), options, static async (board, stop) =>
        {
            try
            {
                await board.Bus.ConnectAsync(stop).ConfigureAwait(false);
            }
            catch (BrokerException e) when (e.IsPassing)
            {
                board.Bus.Start();      // it says so itself, and goes on trying
            }
        }).ConfigureAwait(false);
    }

    private static async Task LeaveAsync(List<FleetBoard> boards)
    {
        using var limit = new CancellationTokenSource(s_leaving);
        await Parallel.ForEachAsync(boards, new ParallelOptions { MaxDegreeOfParallelism = ConnectingMax }, async (board, _) =>
        {
            try
            {
                await board.Bus.LeaveAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await board.Bus.AbortAsync().ConfigureAwait(false);     // the broker is slow: its last will says the same
            }
        }).ConfigureAwait(false);
    }

    private static string[] IdsOf(string stem, int count)
    {
        int digits = count.ToString(CultureInfo.InvariantCulture).Length;
        if (stem.Length + 1 + digits > Topics.BoardLengthMax)
        {
            throw CliFailure.Usage($"'{stem}' is too long to number {count} boards: an id has at most {Topics.BoardLengthMax} characters",
                "give a shorter id in the profile or in --mqtt");
        }

        return [.. Enumerable.Range(1, count).Select(i => stem + "-" + i.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
    }
}
