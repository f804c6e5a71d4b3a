using NanoBatch.Protocol;

namespace NanoBatch.Application
{
    /// <summary>One connection to a broker, used once and thrown away, by one thread. Every call may throw, hang or take seconds.</summary>
    public interface IMqttSession
    {
        bool IsUp { get; }

        /// <summary>Connects with a clean session and a last will; false where the broker refused.</summary>
        /// <param name="profile">Broker, credentials, certificates.</param>
        /// <param name="willTopic">Topic of the retained last will.</param>
        /// <param name="will">Its payload.</param>
        bool Connect(ProfileRecord profile, string willTopic, byte[] will);

        /// <summary>Subscribes with QoS 1 and waits for the broker's word, at most so many milliseconds.</summary>
        bool Subscribe(string topic, int deadlineMs);

        /// <summary>Sends a QoS 1 message. It is not sent again in this session: the outbox owns what has to arrive.</summary>
        void Publish(string topic, byte[] payload, bool isRetained);

        /// <summary>Hands on what has come, without waiting, and keeps the connection alive; to be called several times a second.</summary>
        void Receive();

        /// <summary>Ends it, connected or not.</summary>
        void Close();
    }
}
