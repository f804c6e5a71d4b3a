namespace System.Net
{
    public abstract class EndPoint
    {
    }

    public class IPAddress
    {
        public static extern bool operator ==(IPAddress a, IPAddress b);

        public static extern bool operator !=(IPAddress a, IPAddress b);

        public extern Sockets.AddressFamily AddressFamily { get; }

        public override extern bool Equals(object other);

        public override extern int GetHashCode();
    }

    public class IPEndPoint : EndPoint
    {
        public extern IPEndPoint(IPAddress address, int port);
    }

    public class IPHostEntry
    {
        public extern IPAddress[] AddressList { get; }
    }

    public static class Dns
    {
        public static extern IPHostEntry GetHostEntry(string hostNameOrAddress);
    }
}

namespace System.Net.NetworkInformation
{
    public enum NetworkInterfaceType
    {
        Wireless80211 = 71,
    }

    public class NetworkInterface
    {
        public extern string IPv4Address { get; }

        public extern NetworkInterfaceType NetworkInterfaceType { get; }

        public extern byte[] PhysicalAddress { get; set; }

        public static extern NetworkInterface[] GetAllNetworkInterfaces();

        public static extern bool GetIsNetworkAvailable();
    }
}

namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate
    {
        public extern X509Certificate();

        public extern X509Certificate(string certificate);
    }

    public class X509Certificate2 : X509Certificate
    {
        public extern X509Certificate2(string rawData, string key, string password);
    }
}

namespace System.Net.Security
{
    public enum SslProtocols
    {
        None = 0,
        Tls12 = 3072,
        Tls13 = 12288,
    }

    public enum SslVerification
    {
        CertificateRequired = 4,
    }

    public class SslStream : Sockets.NetworkStream
    {
        public extern SslStream(Sockets.Socket socket);

        public extern SslVerification SslVerification { get; set; }

        public override extern bool DataAvailable { get; }

        public extern void AuthenticateAsClient(
            string targetHost,
            System.Security.Cryptography.X509Certificates.X509Certificate clientCertificate,
            System.Security.Cryptography.X509Certificates.X509Certificate ca,
            SslProtocols enabledSslProtocols);

        public override extern int Read(byte[] buffer, int offset, int size);

        public override extern void Write(byte[] buffer, int offset, int size);
    }
}
