using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NanoBatch.Cli.Boards;

/// <summary>Where a virtual board listens: <c>tcp://127.0.0.1:7000</c>; port 0, or none, takes a free one.</summary>
internal static class ListenAddress
{
    private const string Scheme = "tcp://";
    private const string Help = "write tcp://127.0.0.1:7000; port 0 takes a free one, and 0.0.0.0 listens on every interface";

    /// <summary>Reads the address.</summary>
    /// <exception cref="CliFailure">Exit code 2: it is none.</exception>
    public static IPEndPoint Parse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw CliFailure.Usage($"'{text}' is no address to listen on", Help);
        }

        string authority = text[Scheme.Length..].TrimEnd('/');
        int colon = authority.EndsWith(']') ? -1 : authority.LastIndexOf(':');
        string host = (colon < 0 ? authority : authority[..colon]).Trim('[', ']');
        int port = 0;
        if (colon >= 0 && (!int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > IPEndPoint.MaxPort))
        {
            throw CliFailure.Usage($"'{authority[(colon + 1)..]}' is no TCP port", Help);
        }

        return new IPEndPoint(AddressOf(host, text), port);
    }

    private static IPAddress AddressOf(string host, string text)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return address;
        }

        try
        {
            return host.Length > 0
                ? Array.Find(Dns.GetHostAddresses(host), found => found.AddressFamily == AddressFamily.InterNetwork) ?? Dns.GetHostAddresses(host)[0]
                : throw CliFailure.Usage($"'{text}' names no host", Help);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw CliFailure.Usage($"there is no host '{host}'", Help);
        }
    }
}
