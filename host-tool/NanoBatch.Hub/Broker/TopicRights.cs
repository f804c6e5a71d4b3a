using NanoBatch.Mqtt;
using NanoBatch.Protocol;

namespace NanoBatch.Hub;

/// <summary>Who may publish and listen where on the embedded broker.</summary>
/// <remarks>
/// A board: what it says of itself, and what is said to it. A technician: requests to every board, and every topic to read. Nobody on the network acknowledges
/// results: only the hub itself has stored them.
/// </remarks>
internal sealed class TopicRights(Topics topics)
{
    /// <summary>Longest status of a board, bytes.</summary>
    public const int StatusBytesMax = StatusMessage.BytesMax;

    /// <summary>Judges a message.</summary>
    /// <param name="peer">Who publishes.</param>
    /// <param name="topic">Whole topic name.</param>
    /// <param name="bytes">Length of the message.</param>
    /// <param name="isRetained">Whether the broker is to keep it.</param>
    /// <param name="name">The topic taken apart, where it is a board's.</param>
    /// <param name="detail">What is wrong, where something is.</param>
    /// <returns>Null where it may.</returns>
    public RefusalCause? OfMessage(Peer peer, string topic, long bytes, bool isRetained, out TopicName name, out string detail)
    {
        detail = $"publishes to '{topic}'";
        if (!topics.TryParse(topic, out name))
        {
            return RefusalCause.ForeignTopic;
        }

        bool isBoards = name.Kind is TopicKind.Live or TopicKind.Past or TopicKind.Reply or TopicKind.Status;
        bool isAllowed = peer.Kind switch
        {
            PeerKind.Board => isBoards && name.Board == peer.Name,
            PeerKind.Technician => name.Kind == TopicKind.Request || (name.Kind == TopicKind.Status && bytes == 0),
            _ => name.Kind != TopicKind.Acknowledgement,
        };
        if (!isAllowed)
        {
            return RefusalCause.TopicRight;
        }

        if (isRetained && name.Kind != TopicKind.Status)
        {
            detail += ", retained: nothing is kept without its time but a status";
            return RefusalCause.TopicRight;
        }

        int most = name.Kind switch
        {
            TopicKind.Status => StatusBytesMax,
            TopicKind.Request or TopicKind.Acknowledgement => DeliveryFormat.ToBoardMax,
            _ => DeliveryFormat.MessageMax,
        };
        detail += $" with {bytes} bytes, at most {most}";
        return bytes > most ? RefusalCause.MessageSize : null;
    }

    /// <summary>Judges a subscription.</summary>
    /// <returns>Null where it may.</returns>
    public RefusalCause? OfFilter(Peer peer, string filter, out string detail)
    {
        detail = $"listens to '{filter}'";
        if (peer.Kind == PeerKind.Board)
        {
            bool isOwn = filter == topics.Acknowledgement(peer.Name) || filter == topics.Request(peer.Name, Topics.AnyBoard)
                || (topics.TryParse(filter, out TopicName name) && name.Board == peer.Name);
            return isOwn ? null : RefusalCause.TopicRight;
        }

        return filter.StartsWith('$') ? RefusalCause.TopicRight : null;
    }
}
