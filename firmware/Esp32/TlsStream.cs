using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using NanoBatch.Application;
using NanoBatch.Protocol;

namespace NanoBatch.Esp32
{
    /// <summary>A connection to the profile's broker over TLS: the broker proves who it is, and nothing here can switch that off.</summary>
    internal sealed class TlsStream : INetworkStream
    {
        private readonly TcpStream _connection;
        private SslStream _stream;

        /// <param name="connection">Not open yet; this stream's from now on.</param>
        public TlsStream(TcpStream connection)
        {
            _connection = connection;
        }

        /// <remarks>The handshake is one native call without a deadline: no thread runs until it is over (docs/HARDWARE.md).</remarks>
        /// <returns>False where the profile asks for TLS that cannot verify its server, or for a version that there is not.</returns>
        public bool Open(ProfileRecord profile)
        {
            // Exactly one version is offered: the platform takes no list.
            SslProtocols version = profile.BrokerTls == 12 ? SslProtocols.Tls12 : profile.BrokerTls == 13 ? SslProtocols.Tls13 : SslProtocols.None;
            if (version == SslProtocols.None || profile.CaCertificate.Length == 0 || !_connection.Open(profile))
            {
                return false;
            }

            X509Certificate authority = new X509Certificate(profile.CaCertificate);
            X509Certificate own = profile.ClientCertificate.Length == 0 ? null : new X509Certificate2(profile.ClientCertificate, profile.ClientKey, "");
            _stream = new SslStream(_connection.Socket);
            _stream.SslVerification = SslVerification.CertificateRequired;
            _stream.AuthenticateAsClient(profile.BrokerHost, own, authority, version);
            return true;
        }

        public int Read(byte[] buffer, int offset, int count, int waitMs)
        {
            if (!_stream.DataAvailable && !_connection.HasCome(waitMs))
            {
                return 0;
            }

            try
            {
                int read = _stream.Read(buffer, offset, count);
                return read == 0 ? -1 : read;
            }
            catch (SocketException failure) when (failure.ErrorCode == (int)SocketError.TimedOut)
            {
                return 0;       // a record without a byte for us, such as TLS 1.3's tickets, or a part of one
            }
        }

        public void Write(byte[] bytes)
        {
            _stream.Write(bytes, 0, bytes.Length);
        }

        public void Close()
        {
            if (_stream != null)
            {
                _stream.Close();        // and its socket
            }

            _connection.Close();
        }
    }
}
