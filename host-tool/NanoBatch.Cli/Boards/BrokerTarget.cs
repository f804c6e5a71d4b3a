using System;
using NanoBatch.Mqtt;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Cli.Boards;

/// <summary>What <c>--mqtt</c> of a virtual board means: a broker, a topic prefix, an id.</summary>
/// <param name="Broker">Where.</param>
/// <param name="Credentials">As whom.</param>
/// <param name="Topics">Under which prefix.</param>
/// <param name="BoardId">Id that the address gives; null leaves the profile's.</param>
internal sealed record BrokerTarget(BrokerAddress Broker, BrokerCredentials Credentials, Topics Topics, string? BoardId)
{
    /// <summary>Reads the address as <c>--to</c> does, but that the board's id may be missing; loads secrets and certificates.</summary>
    /// <exception cref="BrokerException">The address or a file is at fault.</exception>
    public static BrokerTarget Read(string text, CliEnvironment environment)
    {
        BrokerAddress address = BrokerAddress.Parse(text);
        int slash = address.Path.LastIndexOf('/');
        string board = address.Path[(slash + 1)..];
        if (board.Length > 0 && !Topics.IsBoardId(board))
        {
            throw new BrokerException(BrokerFailure.Address, $"'{board}' is no board id", $"Give 1 to {Topics.BoardLengthMax} of a-z, 0-9 and '-', or none: the profile has one.");
        }

        var topics = new Topics(slash < 0 ? Topics.DefaultPrefix : address.Path[..slash]);
        BrokerCredentials credentials = BrokerCredentials.Load(address, environment.BrokerFiles, environment.Variable);
        return new BrokerTarget(address.WithoutPath(), credentials, topics, board.Length == 0 ? null : board);
    }

    /// <summary>The connection of one board, not made yet.</summary>
    public MqttNetBus Open(string boardId, Action<string> note, TimeProvider time) => new(Broker, Credentials, Topics, boardId, time) { Note = note };
}
