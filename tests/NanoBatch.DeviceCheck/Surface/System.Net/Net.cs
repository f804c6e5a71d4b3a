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
