namespace NanoBatch.Hub;

/// <summary>Why a message, a request to a broker or a connection was turned away; each has its own counter.</summary>
public enum RefusalCause
{
    /// <summary>Bytes that are no delivery or no status, or fail their checksum.</summary>
    Malformed,

    /// <summary>A topic that is no board's, or that the hub does not listen to.</summary>
    ForeignTopic,

    /// <summary>A message longer than its kind may be (DECISIONS 50).</summary>
    MessageSize,

    /// <summary>A packet longer than any that a peer needs; its connection is closed.</summary>
    PacketSize,

    /// <summary>More packets than a connection may send; it is slowed down.</summary>
    PacketRate,

    /// <summary>More connections than there may be.</summary>
    Connections,

    /// <summary>A connection that does not come to its greeting.</summary>
    Handshake,

    /// <summary>Bytes that are no MQTT, or packets where they must not be; the connection is closed.</summary>
    Protocol,

    /// <summary>A wrong user, password or certificate.</summary>
    Login,

    /// <summary>Another name of a session than this peer may have: with a board's name it would end that board's session.</summary>
    ClientId,

    /// <summary>Publishing or listening where this peer has no right to.</summary>
    TopicRight,

    /// <summary>The queue in front of the store is full.</summary>
    QueueFull,

    /// <summary>A delivery that the store refuses while it takes others.</summary>
    Unstorable,
}
