using System;

namespace NanoBatch.Devices;

/// <summary>Address to transport.</summary>
public static class TransportFactory
{
    /// <summary>The closed transport of an address that names one place.</summary>
    /// <exception cref="ArgumentException"><see cref="BoardAddressKind.SerialAuto"/> names none: <see cref="BoardFinder"/> finds it.</exception>
    public static IByteTransport Create(BoardAddress address, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Kind switch
        {
            BoardAddressKind.Serial => new SerialTransport(address.Port, address.Baud),
            BoardAddressKind.Tcp => new TcpTransport(address.Host, address.TcpPort, time),
            _ => throw new ArgumentException("serial:auto names no port before it is searched for", nameof(address)),
        };
    }
}
