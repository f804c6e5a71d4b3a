using System;

namespace nanoFramework.M2Mqtt.Messages;

internal sealed class MqttMsgSubscribedEventArgs(ushort messageId, MqttQoSLevel[] levels) : EventArgs
{
    public ushort MessageId { get; } = messageId;

    public MqttQoSLevel[] GrantedQoSLevels { get; } = levels;
}

internal sealed class MqttMsgPublishEventArgs(string topic, byte[] message) : EventArgs
{
    public string Topic { get; } = topic;

    public byte[] Message { get; } = message;
}

internal enum MqttQoSLevel
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
    GrantedFailure = 128,
}

internal enum MqttReasonCode
{
    Success = 0,
    ConnectionRefusedNotAuthorized = 5,
}
