using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Hub;
using NanoBatch.Mqtt;
using NanoBatch.Results;

namespace NanoBatch.Cli.ManyBoards;

/// <param name="JobPath">A job or a package.</param>
/// <param name="Boards">Ids and patterns.</param>
/// <param name="Broker">Where boards are, or null.</param>
/// <param name="Database">Where they are known, or null.</param>
/// <param name="Parallel">Boards at once.</param>
/// <param name="IsForced">Replaces a newer version.</param>
/// <param name="IsJson">Prints an array.</param>
internal sealed record HubDeployRequest(string JobPath, IReadOnlyList<string> Boards, string? Broker, string? Database, int Parallel, bool IsForced, bool IsJson);

/// <summary>Sends one job to many boards through their broker, a line for each.</summary>
internal sealed class HubDeployService(CliEnvironment environment)
{
    /// <summary>The variable that stands in for <c>--broker</c>.</summary>
    public const string Variable = "NANOBATCH_BROKER";

    private const string DefaultBroker = "mqtt://127.0.0.1";

    private readonly Lock _gate = new();

    /// <summary>Deploys to all of them; ends with the worst outcome.</summary>
    public async Task<ExitCode> RunAsync(HubDeployRequest request, CancellationToken cancel)
    {
        LoadedJob job = LoadedJob.Load(environment, request.JobPath, profile: null);
        BrokerAddress broker = BrokerAddress.Parse(request.Broker ?? environment.Variable(Variable) ?? DefaultBroker);
        BrokerCredentials credentials = BrokerCredentials.Load(broker, environment.BrokerFiles, environment.Variable);
        IReadOnlyList<string> boards = BoardsOf(request);
        var outcomes = new ConcurrentDictionary<string, BoardOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = request.Parallel, CancellationToken = cancel };
        await Parallel.ForEachAsync(boards, options, async (board, stop) =>
        {
            BoardOutcome outcome = await DeployAsync(board, broker, credentials, job, request.IsForced, stop).ConfigureAwait(false);
            outcomes[board] = outcome;
            if (!request.IsJson)
            {
                Tell(board, job, outcome);
            }
        }).ConfigureAwait(false);
        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => WriteArray(json, job, boards, outcomes));
        }

        int failed = outcomes.Values.Count(outcome => outcome.Code != ExitCode.Done);
        environment.Note(failed == 0 ? $"{Words.Count(boards.Count, "board")}, all done" : $"{Words.Count(boards.Count, "board")}, {failed} failed");
        return outcomes.Values.Select(outcome => outcome.Code).Max();
    }

    private IReadOnlyList<string> BoardsOf(HubDeployRequest request)
    {
        string[] known = [];
        if (request.Boards.Any(list => list.AsSpan().ContainsAny('*', '?')))
        {
            using ResultStore store = ResultStore.Open(HubStore.AddressOf(environment, request.Database));
            known = [.. BoardRegistry.Read(store).Select(board => board.Board.Id)];
        }

        IReadOnlyList<string> boards = BoardRegistry.Match(request.Boards, known, out IReadOnlyList<string> barren);
        foreach (string pattern in barren)
        {
            environment.Note(environment.ErrorInk.Warning("note: ") + $"'{pattern}' means none of the {Words.Count(known.Length, "board")} that the hub knows");
        }

        if (boards.FirstOrDefault(board => !Topics.IsBoardId(board)) is { } wrong)
        {
            throw CliFailure.Usage($"'{wrong}' is no board id", $"give 1 to {Topics.BoardLengthMax} of a-z, 0-9 and '-', or a pattern with * and ?");
        }

        return boards.Count > 0 ? boards : throw CliFailure.Usage("no board is meant", "'nanobatch hub boards' lists those that there are; quote a pattern: --boards '*'");
    }

    private async Task<BoardOutcome> DeployAsync(
        string board, BrokerAddress broker, BrokerCredentials credentials, LoadedJob job, bool isForced, CancellationToken cancel)
    {
        string prefix = broker.Path.Length == 0 ? string.Empty : broker.Path + "/";
        try
        {
            var address = BoardAddress.Parse($"{broker.WithoutPath()}/{prefix}{board}");
            await using DeviceClient client = await DeviceClient.OpenAsync(address, credentials, null, environment.Time, cancel).ConfigureAwait(false);
            DeployOutcome outcome = await DeployService.SendAsync(client, job, isForced, null, cancel).ConfigureAwait(false);
            return new BoardOutcome(ExitCode.Done, outcome == DeployOutcome.Unchanged ? "unchanged" : "activated", null, null);
        }
        catch (DeviceException e)
        {
            return new BoardOutcome((ExitCode)e.ExitCode, "failed", e.Message, e.Help);
        }
        catch (BrokerException e)
        {
            return new BoardOutcome(ExitCode.Unreachable, "failed", e.Message, e.Help);
        }
    }

    private void Tell(string board, LoadedJob job, BoardOutcome outcome)
    {
        lock (_gate)
        {
            string text = outcome.Problem ?? DeployService.Words(job, outcome.Outcome == "unchanged");
            environment.Out.WriteLine(outcome.Problem is null ? $"{board}: {text}" : $"{board}: error: {text}");
            environment.Out.Flush();
            if (outcome.Help is { } help)
            {
                environment.Error.WriteLine($"{board}: help: {help}");
            }
        }
    }

    private static void WriteArray(Utf8JsonWriter json, LoadedJob job, IReadOnlyList<string> boards, ConcurrentDictionary<string, BoardOutcome> outcomes)
    {
        json.WriteStartArray();
        foreach (string board in boards)
        {
            BoardOutcome outcome = outcomes[board];
            json.WriteStartObject();
            json.WriteString("board", board);
            json.WriteString("job", job.Parsed.JobName);
            json.WriteNumber("version", job.Parsed.JobVersion);
            json.WriteString("outcome", outcome.Outcome);
            json.WriteNumber("exitCode", (int)outcome.Code);
            json.WriteString("problem", outcome.Problem);
            json.WriteString("help", outcome.Help);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <param name="Code">What a deployment to this board alone would have ended with.</param>
    /// <param name="Outcome"><c>activated</c>, <c>unchanged</c> or <c>failed</c>.</param>
    /// <param name="Problem">One sentence, or null.</param>
    /// <param name="Help">What to try, or null.</param>
    private sealed record BoardOutcome(ExitCode Code, string Outcome, string? Problem, string? Help);
}
