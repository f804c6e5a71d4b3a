using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Devices;

namespace NanoBatch.Cli.OnBoard;

/// <summary>From <c>--to</c> or the environment to a board that answered.</summary>
internal static class BoardConnection
{
    /// <summary>The variable that stands in for <c>--to</c>.</summary>
    public const string Variable = "NANOBATCH_TO";

    /// <summary>Connects; the caller disposes of the client.</summary>
    /// <param name="environment">Variables and time.</param>
    /// <param name="to">What the option says, or null.</param>
    /// <exception cref="CliFailure">Exit code 2: nobody said where the board is.</exception>
    /// <exception cref="DeviceException">The address is none, or nobody answers.</exception>
    public static Task<DeviceClient> OpenAsync(CliEnvironment environment, string? to, CancellationToken cancel) => OpenAsync(environment, to, null, cancel);

    /// <summary>The same with a patience of its own.</summary>
    public static Task<DeviceClient> OpenAsync(CliEnvironment environment, string? to, DeviceClientOptions? options, CancellationToken cancel)
        => DeviceClient.OpenAsync(BoardAddress.Parse(Where(environment, to)), options, environment.Time, cancel);

    private static string Where(CliEnvironment environment, string? to)
    {
        string? text = to ?? environment.Variable(Variable);
        return string.IsNullOrWhiteSpace(text)
            ? throw CliFailure.Usage(
                "which board?",
                "name it with --to, such as --to serial:/dev/ttyUSB0, serial:COM5, serial:auto or tcp://host:port",
                $"or once for all commands in the environment variable {Variable}")
            : text;
    }
}
