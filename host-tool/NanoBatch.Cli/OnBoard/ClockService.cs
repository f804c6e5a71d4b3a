using System;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;
using NanoBatch.Results;

namespace NanoBatch.Cli.OnBoard;

/// <param name="To">Where the board is, or null.</param>
/// <param name="IsSet">Sets the clock first.</param>
/// <param name="IsJson">Prints an object.</param>
internal sealed record ClockRequest(string? To, bool IsSet, bool IsJson);

/// <summary>Reads a board's clock, or sets it from this machine's.</summary>
internal sealed class ClockService(CliEnvironment environment)
{
    // Less than this is the way of the question and the answer.
    private const long NoticeableMs = 2000;

    /// <summary>Prints the clock as it is at the end.</summary>
    public async Task<ExitCode> RunAsync(ClockRequest request, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        BoardTime clock = request.IsSet
            ? await client.SetClockAsync(environment.Time.GetUtcNow().ToUnixTimeMilliseconds(), ClockQuality.Manual, cancel).ConfigureAwait(false)
            : await client.GetClockAsync(cancel).ConfigureAwait(false);
        long? aheadMs = clock.Quality == ClockQuality.Unknown ? null : clock.UtcMs - environment.Time.GetUtcNow().ToUnixTimeMilliseconds();
        if (request.IsJson)
        {
            WriteJson(client.Identity.BoardId, clock, aheadMs);
        }
        else
        {
            environment.Out.WriteLine($"{client.Identity.BoardId}: {Sentence(clock, aheadMs)}");
        }

        if (clock.Quality == ClockQuality.Unknown)
        {
            environment.Note(environment.ErrorInk.Warning("note: ") + "results have no time until it is set: --set does it");
        }

        return ExitCode.Done;
    }

    private static string Sentence(BoardTime clock, long? aheadMs) => aheadMs is not { } ms
        ? $"not set; it runs for {Words.Duration(clock.UptimeMs)}"
        : $"{ResultTime.Text(clock.UtcMs)}, {Source(clock.Quality)}, {Offset(ms)}";

    private static string Source(ClockQuality quality) => quality switch
    {
        ClockQuality.Network => "from a time server",
        ClockQuality.Manual => "set by hand",
        _ => "carried through sleep",
    };

    private static string Offset(long aheadMs) => Math.Abs(aheadMs) < NoticeableMs
        ? "as this machine's clock"
        : $"{Words.Duration(Math.Abs(aheadMs))} {(aheadMs > 0 ? "ahead of" : "behind")} this machine's clock";

    private void WriteJson(string board, BoardTime clock, long? aheadMs) => JsonOutput.WriteDocument(environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("board", board);
        json.WriteString("time", aheadMs is null ? null : ResultTime.Text(clock.UtcMs));
        json.WriteString("clock", clock.Quality.ToString().ToLowerInvariant());
        if (aheadMs is { } ms)
        {
            json.WriteNumber("aheadSeconds", ms / 1000m);
        }
        else
        {
            json.WriteNull("aheadSeconds");
        }

        json.WriteNumber("uptimeSeconds", clock.UptimeMs / 1000m);
        json.WriteEndObject();
    });
}
