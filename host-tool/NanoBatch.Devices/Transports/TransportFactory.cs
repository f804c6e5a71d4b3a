using System;
using NanoBatch.Mqtt;

namespace NanoBatch.Devices;

/// <summary>Address to transport.</summary>
public static class TransportFactory
{
    /// <summary>The closed transport of an address that names one place.</summary>
    /// <param name="address">Where the board is.</param>
    /// <param name="credentials">For a broker; null takes what the address says.</param>
    /// <param name="time">For timeouts.</param>
    /// <exception cref="ArgumentException"><see cref="BoardAddressKind.SerialAuto"/> names none: <see cref="BoardFinder"/> finds it.</exception>
    public static IByteTransport Create(BoardAddress address, BrokerCredentials? credentials, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Kind switch
        {
            BoardAddressKind.Serial => new SerialTransport(address.Port, address.Baud),
            BoardAddressKind.Tcp => new TcpTransport(address.Host, address.TcpPort, time),
            BoardAddressKind.Mqtt => new MqttTransport(address, credentials ?? CredentialsOf(address), time),
            _ => throw new ArgumentException("serial:auto names no port before it is searched for", nameof(address)),
        };
    }

    private static BrokerCredentials CredentialsOf(BoardAddress address) => BrokerCredentials.Load(address.Broker!, BrokerFiles.None, _ => null);
}
