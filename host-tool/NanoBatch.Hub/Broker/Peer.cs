namespace NanoBatch.Hub;

/// <summary>Who is at the other end of a connection, once that is proven.</summary>
/// <param name="Kind">What it may do.</param>
/// <param name="Name">User, common name, or board id; of anybody the empty text.</param>
public sealed record Peer(PeerKind Kind, string Name)
{
    /// <summary>On a broker that asks nobody.</summary>
    public static Peer Anybody { get; } = new(PeerKind.Anybody, string.Empty);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        PeerKind.Board => $"board {Name}",
        PeerKind.Technician => $"technician {Name}",
        _ => "anybody",
    };
}
