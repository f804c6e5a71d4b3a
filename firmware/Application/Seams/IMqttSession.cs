using NanoBatch.Protocol;

namespace NanoBatch.Application
{
    /// <summary>One connection to a broker, used once and thrown away. Every call may throw, hang or take seconds.</summary>
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

        /// <summary>Hands a QoS 1 message to the client.</summary>
        void Publish(string topic, byte[] payload, bool isRetained);

        /// <summary>Ends it, connected or not.</summary>
        void Close();
    }
}
