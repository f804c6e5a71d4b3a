using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace System.Net.Security;

/// <summary>Stands in for nanoFramework's TLS over a socket: no cryptography, it records what it was told and passes bytes on. The newest one is <see cref="Last"/>.</summary>
internal sealed class SslStream
{
    [ThreadStatic]
    private static SslStream s_last;

    private readonly Socket _socket;

    public SslStream(Socket socket)
    {
        _socket = socket;
        s_last = this;
    }

    public static SslStream Last
    {
        get => s_last;
        set => s_last = value;
    }

    public SslVerification SslVerification { get; set; } = SslVerification.NoVerification;

    public (string Host, X509Certificate Own, X509Certificate Authority, SslProtocols Version) Told { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>What the handshake throws.</summary>
    [field: ThreadStatic]
    public static Exception NextFailure { get; set; }

    /// <summary>Bytes that were decrypted with an earlier record.</summary>
    public byte[] Pending { get; set; } = [];

    /// <summary>How the next read ends: with a record of which nothing is the application's it runs out of time.</summary>
    public SocketError? Fault { get; set; }

    public bool DataAvailable => Pending.Length > 0;

    public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, X509Certificate ca, SslProtocols enabledSslProtocols)
    {
        Told = (targetHost, clientCertificate, ca, enabledSslProtocols);
        if (NextFailure is { } failure)
        {
            NextFailure = null;
            throw failure;
        }
    }

    public int Read(byte[] buffer, int offset, int size)
    {
        if (Pending.Length > 0)
        {
            int count = Math.Min(size, Pending.Length);
            Pending.AsSpan(0, count).CopyTo(buffer.AsSpan(offset));
            Pending = Pending[count..];
            return count;
        }

        if (Fault is { } fault)
        {
            Fault = null;
            _socket.Receive(new byte[1]);
            throw new SocketException(fault);
        }

        return _socket.Receive(buffer, offset, size, SocketFlags.None);
    }

    public void Write(byte[] buffer, int offset, int size) => _socket.Send(buffer, offset, size, SocketFlags.None);

    public void Close()
    {
        IsClosed = true;
        _socket.Close();
    }
}

internal enum SslProtocols
{
    None,
    Tls12,
    Tls13,
}

internal enum SslVerification
{
    NoVerification,
    CertificateRequired,
}
