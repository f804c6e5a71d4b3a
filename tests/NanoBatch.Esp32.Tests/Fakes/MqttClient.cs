using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

/// <summary>Stands in for M2Mqtt's client: records what it is told, and answers as a test says. The newest one of a thread is <see cref="Last"/>.</summary>
internal sealed class MqttClient : IMqttClient
{
    [ThreadStatic]
    private static MqttClient s_last;

    [ThreadStatic]
    private static Exception s_nextFailure;

    public MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate caCert, X509Certificate clientCert, MqttSslProtocols sslProtocol)
    {
        Made = (brokerHostName, brokerPort, secure, caCert, clientCert, sslProtocol);
        s_last = this;
    }

    public event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived;

    public event IMqttClient.MqttMsgSubscribedEventHandler MqttMsgSubscribed;

    /// <summary>What the next connection of this thread throws.</summary>
    public static Exception NextFailure
    {
        get => s_nextFailure;
        set => s_nextFailure = value;
    }

    public static MqttClient Last
    {
        get => s_last;
        set => s_last = value;
    }

    public (string Host, int Port, bool IsSecure, X509Certificate Authority, X509Certificate Own, MqttSslProtocols Version) Made { get; }

    public MqttWords Told { get; private set; }

    public bool WasVerifying { get; private set; }

    public MqttReasonCode Answer { get; set; } = MqttReasonCode.Success;

    public bool IsConnected { get; set; }

    public bool IsClosed { get; private set; }

    public MqttSettings Settings => MqttSettings.Shared;

    /// <summary>Called within a subscription, with its id.</summary>
    public Action<MqttClient, ushort> OnSubscribe { get; set; } = (_, _) => { };

    public MqttReasonCode Connect(
        string clientId,
        string username,
        string password,
        bool willRetain,
        MqttQoSLevel willQosLevel,
        bool willFlag,
        string willTopic,
        string willMessage,
        bool cleanSession,
        ushort keepAlivePeriod)
    {
        Told = new MqttWords(clientId, username, password, willRetain, willQosLevel, willFlag, willTopic, willMessage, cleanSession, keepAlivePeriod);
        WasVerifying = Settings.ValidateServerCertificate;
        if (NextFailure is { } failure)
        {
            NextFailure = null;
            throw failure;
        }

        IsConnected = Answer == MqttReasonCode.Success;
        return Answer;
    }

    public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
    {
        OnSubscribe(this, 7);
        return 7;
    }

    public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain) => 1;

    public void Close() => IsClosed = true;

    public void Granted(ushort id, params MqttQoSLevel[] levels) => MqttMsgSubscribed?.Invoke(this, new MqttMsgSubscribedEventArgs(id, levels));

    public void Arrive(string topic, byte[] message) => MqttMsgPublishReceived?.Invoke(this, new MqttMsgPublishEventArgs(topic, message));
}

internal interface IMqttClient
{
    public delegate void MqttMsgPublishEventHandler(object sender, MqttMsgPublishEventArgs e);

    public delegate void MqttMsgSubscribedEventHandler(object sender, MqttMsgSubscribedEventArgs e);
}

internal sealed class MqttSettings
{
    public static MqttSettings Shared { get; } = new();

    public int InflightQueueSize { get; set; }

    public bool ValidateServerCertificate { get; set; } = true;
}

internal enum MqttSslProtocols
{
    None,
    TLSv1_2,
    TLSv1_3,
}

/// <summary>What a client was told to connect with.</summary>
internal sealed record MqttWords(
    string ClientId,
    string User,
    string Password,
    bool WillRetain,
    MqttQoSLevel WillQos,
    bool HasWill,
    string WillTopic,
    string Will,
    bool IsClean,
    ushort KeepAlive);
