using NanoBatch.Protocol;

namespace NanoBatch.Application
{
    /// <summary>The packets that a board sends, each in an array of its own length (MQTT 3.1.1, chapter 3). A length is two bytes, the greater first.</summary>
    public static class MqttWriter
    {
        private const int ProtocolLevel = 4;        // 3.1.1
        private const int CleanSession = 2;
        private const int Will = 4;
        private const int WillAtLeastOnce = 8;
        private const int WillRetained = 32;
        private const int Password = 64;
        private const int User = 128;
        private const int AtLeastOnce = 2;          // QoS 1 in a PUBLISH's flags
        private const int Retained = 1;
        private const int SubscribeFlags = 2;       // reserved, and so they must be

        /// <summary>Asks for a clean session with a retained last will, QoS 1.</summary>
        /// <param name="clientId">1 to 23 characters.</param>
        /// <param name="keepAliveSeconds">The broker ends a connection that is silent for one and a half times as long.</param>
        /// <param name="willTopic">Topic of the last will.</param>
        /// <param name="will">Its payload.</param>
        /// <param name="user">Empty without one; then the password means nothing.</param>
        /// <param name="password">Sent wherever there is a user.</param>
        public static byte[] Connect(string clientId, int keepAliveSeconds, string willTopic, byte[] will, string user, string password)
        {
            byte[] id = Utf8.Encode(clientId);
            byte[] topic = Utf8.Encode(willTopic);
            byte[] userName = Utf8.Encode(user);
            byte[] secret = Utf8.Encode(password);
            bool hasUser = userName.Length > 0;
            int credentialBytes = hasUser ? 4 + userName.Length + secret.Length : 0;
            ByteWriter writer = Begin(MqttPacketType.Connect << 4, 10 + 6 + id.Length + topic.Length + will.Length + credentialBytes);
            Field(writer, new byte[] { (byte)'M', (byte)'Q', (byte)'T', (byte)'T' });
            writer.U8(ProtocolLevel);
            writer.U8(CleanSession | Will | WillAtLeastOnce | WillRetained | (hasUser ? User | Password : 0));
            Number(writer, keepAliveSeconds);
            Field(writer, id);
            Field(writer, topic);
            Field(writer, will);
            if (hasUser)
            {
                Field(writer, userName);
                Field(writer, secret);
            }

            return writer.Buffer;
        }

        /// <summary>Subscribes to one topic with QoS 1.</summary>
        /// <param name="packetId">1 to 65535; comes back in the answer.</param>
        /// <param name="topic">May have wildcards.</param>
        public static byte[] Subscribe(int packetId, string topic)
        {
            byte[] name = Utf8.Encode(topic);
            ByteWriter writer = Begin((MqttPacketType.Subscribe << 4) | SubscribeFlags, 5 + name.Length);
            Number(writer, packetId);
            Field(writer, name);
            writer.U8(1);
            return writer.Buffer;
        }

        /// <summary>A message with QoS 1.</summary>
        /// <param name="packetId">1 to 65535; comes back in the answer.</param>
        /// <param name="topic">Without wildcards.</param>
        /// <param name="payload">May be empty.</param>
        /// <param name="isRetained">True where the broker keeps it for those who come later.</param>
        public static byte[] Publish(int packetId, string topic, byte[] payload, bool isRetained)
        {
            byte[] name = Utf8.Encode(topic);
            ByteWriter writer = Begin((MqttPacketType.Publish << 4) | AtLeastOnce | (isRetained ? Retained : 0), 4 + name.Length + payload.Length);
            Field(writer, name);
            Number(writer, packetId);
            writer.Bytes(payload, 0, payload.Length);
            return writer.Buffer;
        }

        /// <summary>Asks for a sign of life.</summary>
        public static byte[] Ping()
        {
            return Begin(MqttPacketType.Ping << 4, 0).Buffer;
        }

        /// <summary>Says that a message has come.</summary>
        public static byte[] PublishAnswer(int packetId)
        {
            ByteWriter writer = Begin(MqttPacketType.PublishAnswer << 4, 2);
            Number(writer, packetId);
            return writer.Buffer;
        }

        private static ByteWriter Begin(int head, int bodyBytes)
        {
            int lengthBytes = 1;
            for (int rest = bodyBytes >> 7; rest > 0; rest >>= 7)
            {
                lengthBytes++;
            }

            ByteWriter writer = new ByteWriter(new byte[1 + lengthBytes + bodyBytes]);
            writer.U8(head);
            writer.Varint(bodyBytes);
            return writer;
        }

        private static void Number(ByteWriter writer, int value)
        {
            writer.U8(value >> 8);
            writer.U8(value);
        }

        private static void Field(ByteWriter writer, byte[] bytes)
        {
            Number(writer, bytes.Length);
            writer.Bytes(bytes, 0, bytes.Length);
        }
    }
}
