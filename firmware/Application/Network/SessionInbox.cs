using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>What one session receives, on its way to the board. Anything may come; nothing is thrown back at the session's thread.</summary>
    public sealed class SessionInbox : IMqttInbox
    {
        private readonly MqttBus _bus;
        private readonly TopicNames _topics;
        private readonly int _token;

        /// <summary>Messages that were none of this board's, or that failed on the way.</summary>
        public int StrangeCount;

        public SessionInbox(MqttBus bus, TopicNames topics, int token)
        {
            _bus = bus;
            _topics = topics;
            _token = token;
        }

        public void Arrived(string topic, byte[] payload)
        {
            try
            {
                if (topic == null || payload == null || payload.Length == 0 || !_topics.TryRead(topic, out BusTopic about, out string client))
                {
                    StrangeCount++;
                    return;
                }

                _bus.Arrived(_token, about, client, payload);
            }
            catch (System.Exception)
            {
                StrangeCount++;     // out of memory for a name: the sender sends again
            }
        }
    }
}
