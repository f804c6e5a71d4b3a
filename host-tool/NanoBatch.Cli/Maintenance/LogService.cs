using System;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Results;

namespace NanoBatch.Cli.Maintenance;

/// <param name="To">Where the board is, or null.</param>
/// <param name="IsFollowed">Goes on as lines come.</param>
/// <param name="IsJson">Prints JSON Lines.</param>
internal sealed record LogRequest(string? To, bool IsFollowed, bool IsJson);

/// <summary>Prints what a board logged since its start.</summary>
internal sealed class LogService(CliEnvironment environment)
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Prints what there is, and follows where asked.</summary>
    public async Task<ExitCode> RunAsync(LogRequest request, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        uint boot = client.Identity.Boot;
        (uint next, boot) = await PrintFromAsync(client, request, 0, boot, cancel).ConfigureAwait(false);
        if (!request.IsFollowed)
        {
            return ExitCode.Done;
        }

        environment.Out.Flush();
        using var timer = new PeriodicTimer(s_pollInterval, environment.Time);
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
        {
            (next, boot) = await PrintFromAsync(client, request, next, boot, cancel).ConfigureAwait(false);
            environment.Out.Flush();
        }

        return ExitCode.Done;
    }

    /// <summary>Prints everything from a line on; where the board has restarted, everything of its new start.</summary>
    private async Task<(uint Next, uint Boot)> PrintFromAsync(DeviceClient client, LogRequest request, uint from, uint boot, CancellationToken cancel)
    {
        while (true)
        {
            LogPage page = await client.Maintenance.ReadLogAsync(from, cancel).ConfigureAwait(false);
            if (page.Boot != boot)
            {
                (from, boot) = (0, page.Boot);
                continue;
            }

            if (page.Entries.Count == 0)
            {
                return (page.Next, boot);
            }

            foreach (LogEntry entry in page.Entries)
            {
                Print(request, boot, entry);
            }

            from = page.Next;
        }
    }

    private void Print(LogRequest request, uint boot, LogEntry entry)
    {
        if (request.IsJson)
        {
            JsonOutput.WriteLine(environment.Out, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("boot", boot);
                json.WriteNumber("line", entry.Number);
                json.WriteNumber("uptimeSeconds", entry.UptimeMs / 1000m);
                json.WriteString("time", entry.UtcMs is { } utcMs ? ResultTime.Text(utcMs) : null);
                json.WriteString("level", LevelOf(entry.Level));
                json.WriteString("text", entry.Text);
                json.WriteEndObject();
            });
            return;
        }

        string time = entry.UtcMs is { } ms ? ResultTime.Text(ms) : FormattableString.Invariant($"+{entry.UptimeMs / 1000.0:0.000}s");
        string level = LevelOf(entry.Level).PadRight(7);
        level = entry.Level switch { 0 => level, 1 => environment.OutInk.Warning(level), _ => environment.OutInk.Error(level) };
        environment.Out.WriteLine($"{time}  {level}  {entry.Text}");
    }

    private static string LevelOf(int level) => level switch { 0 => "note", 1 => "warning", _ => "error" };
}
