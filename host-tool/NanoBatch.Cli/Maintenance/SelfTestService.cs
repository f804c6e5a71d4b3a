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
using NanoBatch.Protocol;
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
                SelfTestState? state = await RunGroupAsync(board, group, cancel).ConfigureAwait(false);
                results.Add(state is null ? new GroupResult(NameHere(group), null, null) : new GroupResult(state.Name, state, HereOf(state.Name)));
            }
        }

        int leftOut = results.Count(result => result.Board is null);
        if (leftOut == groups && groups > 0)
        {
            throw new BoardRefusedException(ReplyStatus.SelfTestBusy, RefusalTable.OfRequest(ReplyStatus.SelfTestBusy, "run its self-test", null));
        }

        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => Write(json, results));
        }
        else
        {
            Write(client.Identity, results);
        }

        if (leftOut > 0)
        {
            environment.Error.WriteLine($"note: {Words.Count(leftOut, "group")} left out, for which the board has no memory free: "
                + "without jobs and broker it has more, with PSRAM enough for all");
        }

        GroupResult[] ran = [.. results.Where(result => result.Board is not null)];
        return ran.Any(result => result.Board!.FailedCount > 0) ? ExitCode.Refused : ran.Any(result => !result.Matches) ? ExitCode.Mismatch : ExitCode.Done;
    }

    /// <summary>Null where the board has no room for the group.</summary>
    private async Task<SelfTestState?> RunGroupAsync(BoardMaintenance board, int group, CancellationToken cancel)
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
                return null;
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

    private static string NameHere(int group) => group < SelfTestGroups.Count ? SelfTestGroups.Name(group) : FormattableString.Invariant($"group {group}");

    private void Write(BoardIdentity board, List<GroupResult> results)
    {
        int width = results.Max(result => result.Name.Length);
        foreach (GroupResult result in results)
        {
            if (result.Board is not { } state)
            {
                environment.Out.WriteLine($"--   {result.Name.PadRight(width)}  left out: no room for it");
                continue;
            }

            string word = state.FailedCount > 0 ? environment.OutInk.Error("BAD ") : result.Matches ? environment.OutInk.Good("ok  ") : environment.OutInk.Error("DIFF");
            string remark = state.FailedCount > 0 ? FormattableString.Invariant($", {state.FailedCount} failed: {state.FirstFailure}")
                : result.Matches ? "" : ", and the lines are not those that this machine writes";
            environment.Out.WriteLine($"{word} {state.Name.PadRight(width)}  {Words.Count(state.PassedCount, "case")}{remark}");
        }

        long passed = results.Sum(result => result.Board?.PassedCount ?? 0);
        long failed = results.Sum(result => result.Board?.FailedCount ?? 0);
        environment.Out.WriteLine($"{board.BoardId}: {Words.Number(passed)} passed, {Words.Number(failed)} failed"
            + (results.TrueForAll(result => result.Board is null || result.Matches) ? ", every line as on this machine" : ""));
    }

    private static void Write(Utf8JsonWriter json, List<GroupResult> results)
    {
        json.WriteStartArray();
        foreach (GroupResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("group", result.Name);
            json.WriteBoolean("ran", result.Board is not null);
            json.WriteNumber("passed", result.Board?.PassedCount ?? 0);
            json.WriteNumber("failed", result.Board?.FailedCount ?? 0);
            json.WriteString("crc", result.Board?.OutputCrc.ToString("x8", CultureInfo.InvariantCulture));
            json.WriteString("crcHere", result.Here?.Crc.ToString("x8", CultureInfo.InvariantCulture));
            json.WriteBoolean("matches", result.Matches);
            json.WriteString("firstFailure", string.IsNullOrEmpty(result.Board?.FirstFailure) ? null : result.Board.FirstFailure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <param name="Name">The board's name for the group, or this machine's.</param>
    /// <param name="Board">What the board found, or null where it had no room for the group.</param>
    /// <param name="Here">What this machine wrote, or null where it has no such group.</param>
    private sealed record GroupResult(string Name, SelfTestState? Board, DigestOutput? Here)
    {
        public bool Matches => Here is not null && Here.Crc == Board?.OutputCrc;
    }
}
