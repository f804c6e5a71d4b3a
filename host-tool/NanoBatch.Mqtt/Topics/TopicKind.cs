namespace NanoBatch.Mqtt;

/// <summary>What a topic of a board is for (DECISIONS 49).</summary>
public enum TopicKind
{
    /// <summary>Client to board: frames of requests. <c>req/{client}</c>.</summary>
    Request,

    /// <summary>Board to one client: frames of replies. <c>rep/{client}</c>.</summary>
    Reply,

    /// <summary>Board to hub: records that were committed a moment ago. <c>live</c>.</summary>
    Live,

    /// <summary>Board to hub: history. <c>past</c>.</summary>
    Past,

    /// <summary>Hub to board: what is stored. <c>ack</c>.</summary>
    Acknowledgement,

    /// <summary>Board to everybody, retained: whether it is there, and since when. <c>status</c>.</summary>
    Status,
}
