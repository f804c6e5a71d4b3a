using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Devices;
using NanoBatch.Mqtt;

namespace NanoBatch.Cli.OnBoard;

/// <summary>From <c>--to</c> or the environment to a board that answered.</summary>
internal static class BoardConnection
{
    /// <summary>The variable that stands in for <c>--to</c>.</summary>
    public const string Variable = "NANOBATCH_TO";

    /// <summary>Connects; the caller disposes of the client.</summary>
    /// <param name="environment">Variables, certificate files, time.</param>
    /// <param name="to">What the option says, or null.</param>
    /// <exception cref="CliFailure">Exit code 2: nobody said where the board is.</exception>
    /// <exception cref="DeviceException">The address is none, or nobody answers.</exception>
    /// <exception cref="BrokerException">A file for the broker cannot be used.</exception>
    public static Task<DeviceClient> OpenAsync(CliEnvironment environment, string? to, CancellationToken cancel) => OpenAsync(environment, to, null, cancel);

    /// <summary>The same with a patience of its own.</summary>
    public static Task<DeviceClient> OpenAsync(CliEnvironment environment, string? to, DeviceClientOptions? options, CancellationToken cancel)
        => OpenAsync(environment, BoardAddress.Parse(Where(environment, to)), options, cancel);

    /// <summary>The same for an address that is read already.</summary>
    public static Task<DeviceClient> OpenAsync(CliEnvironment environment, BoardAddress address, DeviceClientOptions? options, CancellationToken cancel)
    {
        BrokerFiles files = environment.BrokerFiles;
        if (address.Broker is null && files != BrokerFiles.None)
        {
            throw CliFailure.Usage($"--ca, --cert and --key are for brokers, and {address} is none", "reach the board as mqtts://host/board-id, or leave them away");
        }

        BrokerCredentials? credentials = address.Broker is null ? null : BrokerCredentials.Load(address.Broker, files, environment.Variable);
        return DeviceClient.OpenAsync(address, credentials, options, environment.Time, cancel);
    }

    private static string Where(CliEnvironment environment, string? to)
    {
        string? text = to ?? environment.Variable(Variable);
        return string.IsNullOrWhiteSpace(text)
            ? throw CliFailure.Usage(
                "which board?",
                "name it with --to, such as --to serial:/dev/ttyUSB0, serial:COM5, serial:auto, tcp://host:port or mqtt://host/board-id",
                $"or once for all commands in the environment variable {Variable}")
            : text;
    }
}
