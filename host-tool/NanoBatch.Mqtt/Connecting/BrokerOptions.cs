using System;

namespace NanoBatch.Mqtt;

/// <summary>How a client meets its broker.</summary>
public sealed record BrokerOptions
{
    /// <summary>Where the broker is.</summary>
    public required BrokerAddress Address { get; init; }

    /// <summary>Who we are, and whom we trust.</summary>
    public BrokerCredentials Credentials { get; init; } = BrokerCredentials.None;

    /// <summary>Name of the session; a broker ends an older one of the same name. At most 23 characters of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>How long connecting, TLS and the broker's answer may take together; also how long one request to it may.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which a broker counts us as gone is 1.5 times this.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Asked at each attempt to connect: what is said in our name when we are gone without a word; null for nothing.</summary>
    public Func<BrokerWill>? Will { get; init; }

    /// <summary>Longest packet that the broker may send us, bytes: a longer message is not delivered. 0 for no limit.</summary>
    public int PacketBytesMax { get; init; }

    /// <summary>True for a session without a past; false goes on with the broker's memory of an earlier one.</summary>
    public bool IsCleanStart { get; init; } = true;

    /// <summary>How long the broker remembers the session after its end, whole seconds.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.Zero;

    /// <summary>Messages that may wait for our acknowledgement, 1..65535; 0 leaves it to the broker.</summary>
    public int ReceiveMax { get; init; }

    /// <summary>True where each message is acknowledged by <see cref="BrokerMessage.AcknowledgeAsync"/>; false acknowledges when the callback returns.</summary>
    public bool AcknowledgesByHand { get; init; }

    /// <summary>True connects again after a loss, with the subscriptions that there were.</summary>
    public bool Reconnects { get; init; }

    /// <summary>First wait before connecting again.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before connecting again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes that the client keeps for the packet that it writes: thousands of clients in one process want few. It grows where a packet is longer.</summary>
    public int WriteBufferBytes { get; init; } = 4096;

    /// <summary>Bytes that the system may hold for the connection, each way; taken only as they come.</summary>
    /// <remarks>The library's 8 KB closed the window at a burst, and what a broker sent then crept at 25 KB/s (a segment every 200 ms): its answers came more than ten
    /// seconds late, behind messages that waited.</remarks>
    public int SocketBufferBytes { get; init; } = 64 * 1024;
}
