namespace NanoBatch.Runtime
{
    /// <summary>What a message on a bus is about; the binding turns it into a topic name (DECISIONS 49).</summary>
    public enum BusTopic : byte
    {
        /// <summary>Board to hub: records that were committed a moment ago.</summary>
        Live = 1,

        /// <summary>Board to hub: backlog, and everything that is sent again.</summary>
        Past = 2,

        /// <summary>Hub to board: what is stored.</summary>
        Acknowledgement = 3,

        /// <summary>Client to board: frames of requests. Replies go to that client alone.</summary>
        Request = 4,
    }
}
