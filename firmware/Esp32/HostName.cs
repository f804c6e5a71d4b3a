using System.Net;
using System.Net.Sockets;

namespace NanoBatch.Esp32
{
    /// <summary>Looks names up: a native call without a deadline of its own.</summary>
    internal static class HostName
    {
        /// <summary>The first IPv4 address of a host; null where it has none.</summary>
        public static IPAddress AddressOf(string name)
        {
            IPAddress[] addresses = Dns.GetHostEntry(name).AddressList;
            for (int i = 0; i < addresses.Length; i++)
            {
                // The platform leaves holes in the list where an address is of a kind that it does not speak.
                if (addresses[i] != null && addresses[i].AddressFamily == AddressFamily.InterNetwork)
                {
                    return addresses[i];
                }
            }

            return null;
        }
    }
}
