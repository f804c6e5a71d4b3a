namespace NanoBatch.Application
{
    /// <summary>Kinds of packets that a client sends or gets (MQTT 3.1.1, 2.2.1): the upper four bits of the first byte.</summary>
    public static class MqttPacketType
    {
        public const int Connect = 1;
        public const int ConnectAnswer = 2;
        public const int Publish = 3;
        public const int PublishAnswer = 4;
        public const int Subscribe = 8;
        public const int SubscribeAnswer = 9;
        public const int Ping = 12;
    }
}
