using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.SelfTest;

namespace NanoBatch.Cli.Maintenance;

/// <summary>Runs the golden vectors on a board, group by group, and the same groups here: the same code must write the same lines on both.</summary>
internal sealed class SelfTestService(CliEnvironment environment)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    // The longest group takes seconds on a desktop CLR that is some hundred times faster than a board.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs every group.</summary>
    public async Task<ExitCode> RunAsync(BoardQuery request, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        BoardMaintenance board = client.Maintenance;
        int groups = (await board.PollSelfTestAsync(cancel).ConfigureAwait(false)).GroupCount;
        var results = new List<GroupResult>();
        using (var line = new ProgressLine(environment, $"self-test of {client.Identity.BoardId}"))
        {
            for (int group = 0; group < groups; group++)
            {
                line.Report((double)group / groups);
                SelfTestState state = await RunGroupAsync(board, group, cancel).ConfigureAwait(false);
                results.Add(new GroupResult(state, HereOf(state.Name)));
            }
        }

        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => Write(json, results));
        }
        else
        {
            Write(client.Identity, results);
        }

        return results.Any(result => result.Board.FailedCount > 0) ? ExitCode.Refused : results.Any(result => !result.Matches) ? ExitCode.Mismatch : ExitCode.Done;
    }

    private async Task<SelfTestState> RunGroupAsync(BoardMaintenance board, int group, CancellationToken cancel)
    {
        long start = environment.Time.GetTimestamp();
        bool isStarted = await board.StartSelfTestAsync(group, cancel).ConfigureAwait(false);
        while (true)
        {
            SelfTestState state = await board.PollSelfTestAsync(cancel).ConfigureAwait(false);
            if (isStarted && !state.IsRunning)
            {
                return state;
            }

            if (environment.Time.GetElapsedTime(start) > s_patience)
            {
                throw CliFailure.Of(
                    ExitCode.Unreachable,
                    $"the board has not finished '{state.Name}' within {Words.Duration((long)s_patience.TotalMilliseconds)}",
                    "Run 'nanobatch logs'.");
            }

            if (!isStarted && !state.IsRunning)
            {
                throw new BoardRefusedException(Protocol.ReplyStatus.SelfTestBusy, RefusalTable.OfRequest(Protocol.ReplyStatus.SelfTestBusy, "run its self-test", null));
            }

            await Task.Delay(s_pause, environment.Time, cancel).ConfigureAwait(false);
            isStarted = isStarted || await board.StartSelfTestAsync(group, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The same group run here; null where this version has none of that name.</summary>
    private static DigestOutput? HereOf(string name)
    {
        for (int group = 0; group < SelfTestGroups.Count; group++)
        {
            if (SelfTestGroups.Name(group) == name)
            {
                var output = new DigestOutput();
                SelfTestGroups.Run(group, new CaseLog(output));
                return output;
            }
        }

        return null;
    }

    private void Write(BoardIdentity board, List<GroupResult> results)
    {
        int width = results.Max(result => result.Board.Name.Length);
        foreach (GroupResult result in results)
        {
            SelfTestState state = result.Board;
            string word = state.FailedCount > 0 ? environment.OutInk.Error("BAD ") : result.Matches ? environment.OutInk.Good("ok  ") : environment.OutInk.Error("DIFF");
            string remark = state.FailedCount > 0 ? FormattableString.Invariant($", {state.FailedCount} failed: {state.FirstFailure}")
                : result.Matches ? "" : ", and the lines are not those that this machine writes";
            environment.Out.WriteLine($"{word} {state.Name.PadRight(width)}  {Words.Count(state.PassedCount, "case")}{remark}");
        }

        long passed = results.Sum(result => result.Board.PassedCount);
        long failed = results.Sum(result => result.Board.FailedCount);
        environment.Out.WriteLine($"{board.BoardId}: {Words.Number(passed)} passed, {Words.Number(failed)} failed"
            + (results.TrueForAll(result => result.Matches) ? ", every line as on this machine" : ""));
    }

    private static void Write(Utf8JsonWriter json, List<GroupResult> results)
    {
        json.WriteStartArray();
        foreach (GroupResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("group", result.Board.Name);
            json.WriteNumber("passed", result.Board.PassedCount);
            json.WriteNumber("failed", result.Board.FailedCount);
            json.WriteString("crc", result.Board.OutputCrc.ToString("x8", CultureInfo.InvariantCulture));
            json.WriteString("crcHere", result.Here?.Crc.ToString("x8", CultureInfo.InvariantCulture));
            json.WriteBoolean("matches", result.Matches);
            json.WriteString("firstFailure", result.Board.FirstFailure.Length == 0 ? null : result.Board.FirstFailure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <param name="Board">What the board found.</param>
    /// <param name="Here">What this machine wrote, or null where it has no such group.</param>
    private sealed record GroupResult(SelfTestState Board, DigestOutput? Here)
    {
        public bool Matches => Here is not null && Here.Crc == Board.OutputCrc;
    }
}
