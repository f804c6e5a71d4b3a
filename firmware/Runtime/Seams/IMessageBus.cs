namespace NanoBatch.Runtime
{
    /// <summary>A connection to a message broker. Never blocks; a message may be lost, doubled or late, and the runtime expects nothing else.</summary>
    public interface IMessageBus
    {
        /// <summary>Counts up whenever a session is up with its subscriptions in place; 0 while there is none.</summary>
        int ConnectionNumber { get; }

        /// <summary>Hands one message to the broker's client.</summary>
        /// <returns>False where there is no connection, or no room now. True says nothing about its arrival.</returns>
        bool Publish(BusTopic topic, byte[] buffer, int offset, int count);

        /// <summary>Takes the next message that came for this board: 1..512 bytes (DECISIONS 50), others are dropped.</summary>
        /// <param name="topic">What it is about.</param>
        /// <returns>The array that it came in, the caller's from now on; null where none waits.</returns>
        byte[] Receive(out BusTopic topic);

        /// <summary>Who sent the <see cref="BusTopic.Request"/> received last: the last level of its topic.</summary>
        string RequestClient { get; }

        /// <summary>Hands frames for one client to the broker's client, at most 1 024 bytes.</summary>
        /// <returns>As <see cref="Publish"/>.</returns>
        bool Reply(string client, byte[] buffer, int offset, int count);
    }
}
