using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NanoBatch.Mqtt;

/// <summary>Where a broker is: <c>mqtt://[user:pass@]host[:port][/path]</c>, or <c>mqtts://</c> for TLS.</summary>
/// <remarks>Its text never holds the user's name or the password.</remarks>
public sealed record BrokerAddress
{
    /// <summary>Port of MQTT without TLS, unless told.</summary>
    public const int PlainPort = 1883;

    /// <summary>Port of MQTT over TLS, unless told.</summary>
    public const int TlsPort = 8883;

    private const string PlainScheme = "mqtt://";
    private const string TlsScheme = "mqtts://";
    private const string Forms = "Write mqtt://host or mqtt://host:port, and mqtts:// for TLS.";

    private BrokerAddress(bool isTls, string host, int port, string? user, string? password, string path)
    {
        IsTls = isTls;
        Host = host;
        Port = port;
        User = user;
        Password = password;
        Path = path;
    }

    /// <summary>True for <c>mqtts://</c>.</summary>
    public bool IsTls { get; }

    /// <summary>Host name or IP address, without brackets.</summary>
    public string Host { get; }

    /// <summary>TCP port, 1..65535.</summary>
    public int Port { get; }

    /// <summary>User that the address names, percent-decoded; null where it names none.</summary>
    public string? User { get; }

    /// <summary>Password that the address holds, percent-decoded; null where it holds none. A secret.</summary>
    public string? Password { get; }

    /// <summary>What follows the slash after the host, percent-decoded and without slashes at its ends; empty where nothing does. A board's id where one is meant.</summary>
    public string Path { get; }

    /// <summary>A broker without a word on users.</summary>
    public static BrokerAddress Of(string host, int port, bool isTls = false) => new(isTls, host, port, null, null, string.Empty);

    /// <summary>True where the text begins as a broker's address does, whatever follows.</summary>
    public static bool IsMeant(string? text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        return trimmed.StartsWith(PlainScheme, StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith(TlsScheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="BrokerException">The text is none.</exception>
    public static BrokerAddress Parse(string? text) => TryParse(text, out BrokerAddress? address, out BrokerFault? fault)
        ? address
        : throw new BrokerException(BrokerFailure.Address, fault.Message, fault.Help);

    /// <summary>Reads an address; total.</summary>
    /// <param name="text">Any text at all.</param>
    /// <param name="address">The address, where there is one.</param>
    /// <param name="fault">Why not, where there is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BrokerAddress? address, [NotNullWhen(false)] out BrokerFault? fault)
    {
        address = null;
        string trimmed = text?.Trim() ?? string.Empty;
        if (trimmed.Length == 0)
        {
            fault = new("no broker address is given", Forms);
            return false;
        }

        bool isTls = trimmed.StartsWith(TlsScheme, StringComparison.OrdinalIgnoreCase);
        if (!isTls && !trimmed.StartsWith(PlainScheme, StringComparison.OrdinalIgnoreCase))
        {
            fault = new($"'{WithoutSecrets(trimmed)}' is no broker address", Forms);
            return false;
        }

        fault = Read(trimmed[(isTls ? TlsScheme : PlainScheme).Length..], isTls, out address);
        return fault is null;
    }

    /// <summary>The broker alone.</summary>
    public BrokerAddress WithoutPath() => new(IsTls, Host, Port, User, Password, string.Empty);

    /// <summary>Scheme, host and port: no user, no password, no path.</summary>
    public override string ToString() => (IsTls ? TlsScheme : PlainScheme) + (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)
        + ":" + Port.ToString(CultureInfo.InvariantCulture);

    private static BrokerFault? Read(string rest, bool isTls, out BrokerAddress? address)
    {
        address = null;
        if (rest.IndexOf('@', StringComparison.Ordinal) is int early && rest.IndexOf('/', StringComparison.Ordinal) is int slash && slash >= 0 && slash < early)
        {
            return new("the user or password of the broker address holds a '/'", "Write it as %2F, or leave the password to NANOBATCH_MQTT_PASSWORD.");
        }

        // The last one: an '@' in a password is a common slip, and no host has one.
        int at = rest.LastIndexOf('@');
        string? user = null;
        string? password = null;
        if (at >= 0)
        {
            string login = rest[..at];
            int colon = login.IndexOf(':', StringComparison.Ordinal);
            if (!TryDecode(colon < 0 ? login : login[..colon], out user) || !TryDecode(colon < 0 ? string.Empty : login[(colon + 1)..], out password))
            {
                return new("the user or password of the broker address has a '%' without two hexadecimal digits", "Write a percent sign as %25.");
            }

            password = colon < 0 ? null : password;
            if (user.Length == 0)
            {
                return new("the broker address has a password without a user", "Write mqtt://user:password@host.");
            }

            rest = rest[(at + 1)..];
        }

        if (rest.AsSpan().ContainsAny('?', '#'))
        {
            return new("a broker address has no options behind '?' or '#'", Forms);
        }

        int pathAt = rest.IndexOf('/', StringComparison.Ordinal);
        string authority = pathAt < 0 ? rest : rest[..pathAt];
        if (!TryDecode(pathAt < 0 ? string.Empty : rest[(pathAt + 1)..].TrimEnd('/'), out string? path))
        {
            return new("the path of the broker address has a '%' without two hexadecimal digits", Forms);
        }

        BrokerFault? fault = ReadAuthority(authority, isTls, out string host, out int port);
        address = fault is null ? new BrokerAddress(isTls, host, port, user, password, path) : null;
        return fault;
    }

    private static BrokerFault? ReadAuthority(string authority, bool isTls, out string host, out int port)
    {
        port = isTls ? TlsPort : PlainPort;
        host = authority;
        bool isBracketed = authority.StartsWith('[');
        int end = isBracketed ? authority.IndexOf(']', StringComparison.Ordinal) : authority.IndexOf(':', StringComparison.Ordinal);
        if (isBracketed && end < 0)
        {
            return new($"'{authority}' has no closing bracket", "Write an IPv6 address as mqtt://[::1]:1883.");
        }

        if (end >= 0)
        {
            host = isBracketed ? authority[1..end] : authority[..end];
            string digits = authority[(isBracketed ? end + 1 : end)..];
            if (digits.Length != 0 && (digits[0] != ':' || !int.TryParse(digits.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            {
                return new($"'{digits.TrimStart(':')}' is no port of a broker", "Give a port from 1 to 65535, or none: mqtt://host:1883.");
            }
        }

        if (host.Length == 0)
        {
            return new("the broker address names no host", Forms);
        }

        UriHostNameType kind = Uri.CheckHostName(host);
        return kind == UriHostNameType.Unknown || isBracketed != (kind == UriHostNameType.IPv6)
            ? new($"'{host}' is no host name", "Write mqtt://host:port; an IPv6 address goes in brackets: mqtt://[::1]:1883.")
            : null;
    }

    private static bool TryDecode(string text, out string decoded)
    {
        decoded = text;
        for (int i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                return false;
            }
        }

        decoded = Uri.UnescapeDataString(text);
        return true;
    }

    /// <summary>A message must not carry a password, in whatever shape it was written.</summary>
    private static string WithoutSecrets(string text)
    {
        int at = text.LastIndexOf('@');
        int start = text.IndexOf("//", StringComparison.Ordinal) + 2;
        return at < 0 ? text : (start >= 2 && start <= at ? text[..start] : string.Empty) + text[(at + 1)..];
    }
}
