namespace NanoBatch.Mqtt;

/// <summary>Classes of trouble with a broker.</summary>
public enum BrokerFailure
{
    /// <summary>The text is no address of a broker.</summary>
    Address,

    /// <summary>A file with a password, a certificate or a key cannot be used.</summary>
    File,

    /// <summary>The host name is not known.</summary>
    UnknownHost,

    /// <summary>Nothing listens there, or there is no way to it.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    NoAnswer,

    /// <summary>The broker's certificate does not prove that it is the broker.</summary>
    ServerCertificate,

    /// <summary>TLS does not come about for any other reason.</summary>
    Tls,

    /// <summary>User, password or client certificate are refused.</summary>
    NotAuthorized,

    /// <summary>What answers does not speak MQTT 5, or not as it should.</summary>
    Protocol,

    /// <summary>The broker refuses what was asked for: too large, too many, not served.</summary>
    Refused,

    /// <summary>The connection is gone, or was never there.</summary>
    Lost,
}
