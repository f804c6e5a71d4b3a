using System;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;

namespace NanoBatch.Cli.Maintenance;

/// <summary>Waits until a board that was told to restart answers in a new start.</summary>
internal sealed class RestartWatch(CliEnvironment environment)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    /// <summary>The board as it answers after the restart.</summary>
    /// <param name="to">Where it is, or null.</param>
    /// <param name="before">As it answered before.</param>
    /// <param name="uptimeMs">How long it had run then: less means a restart too, should its store have refused to count it.</param>
    /// <param name="cancel">Ends the waiting; the board has its new profile.</param>
    /// <exception cref="CliFailure">Exit code 3: it did not within a minute.</exception>
    public async Task<BoardIdentity> WaitAsync(string? to, BoardIdentity before, long uptimeMs, CancellationToken cancel)
    {
        using var line = new ProgressLine(environment, "waiting for the board's restart");
        long start = environment.Time.GetTimestamp();
        bool hasAnswered = false;
        while (environment.Time.GetElapsedTime(start) < s_patience)
        {
            line.Report(environment.Time.GetElapsedTime(start) / s_patience);
            try
            {
                await using DeviceClient client = await BoardConnection.OpenAsync(environment, to, DeviceClientOptions.ForSearch, cancel).ConfigureAwait(false);
                hasAnswered = true;
                if (client.Identity.Boot != before.Boot || client.Identity.Epoch != before.Epoch
                    || (await client.InfoAsync(cancel).ConfigureAwait(false)).UptimeMs < uptimeMs)
                {
                    return client.Identity;
                }
            }
            catch (DeviceUnreachableException)
            {
                // It is restarting: that is what is waited for.
            }

            await Task.Delay(s_pause, environment.Time, cancel).ConfigureAwait(false);
        }

        throw hasAnswered
            ? CliFailure.Of(ExitCode.Unreachable, "the profile is stored, but the board has not restarted within a minute",
                "Switch it off and on; it then runs with the new profile.")
            : CliFailure.Of(ExitCode.Unreachable, "the profile is stored, but the board does not answer after its restart",
                "Look whether the profile moved its serial link to other pins or another rate; with the cable on those, 'nanobatch info' should answer.");
    }
}
