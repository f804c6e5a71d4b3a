namespace NanoBatch.Hub;

/// <summary>What a peer of the embedded broker is.</summary>
public enum PeerKind
{
    /// <summary>Somebody on a broker that asks nobody.</summary>
    Anybody,

    /// <summary>One board: its own topics, and no others.</summary>
    Board,

    /// <summary>A person or a program that may ask every board.</summary>
    Technician,
}
