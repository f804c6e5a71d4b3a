using System;

namespace NanoBatch.Hub;

/// <summary>What one peer, and all of them, may take of an embedded broker.</summary>
public sealed record BrokerLimits
{
    /// <summary>Longest packet of any kind, bytes: the longest message with its topic, or a greeting with its last will.</summary>
    public int PacketBytesMax { get; init; } = 4096;

    /// <summary>Packets a second that a connection may send on and on; a faster one is read more slowly.</summary>
    public int PacketsPerSecond { get; init; } = 200;

    /// <summary>Packets that it may send at once after a pause.</summary>
    public int PacketBurst { get; init; } = 1000;

    /// <summary>Connections at once.</summary>
    public int ConnectionsMax { get; init; } = 20_000;

    /// <summary>Time from the connection to the end of its greeting, TLS included.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages that wait for one peer that does not take them; older ones give way.</summary>
    public int PendingMax { get; init; } = 100;

    /// <summary>Boards whose status is kept.</summary>
    public int StatusesMax { get; init; } = 100_000;
}
