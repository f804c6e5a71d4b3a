using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NanoBatch.Mqtt;

namespace NanoBatch.Devices;

/// <summary>Where a board is: <c>serial:/dev/ttyUSB0</c>, <c>serial:COM5?baud=230400</c>, <c>serial:auto</c>, <c>tcp://host:port</c>, <c>mqtt://host/board-id</c>.</summary>
public sealed record BoardAddress
{
    /// <summary>Bits per second unless told.</summary>
    public const int DefaultBaud = 115200;

    private const int BaudMin = 300;
    private const int BaudMax = 4000000;
    private const string SerialScheme = "serial:";
    private const string TcpScheme = "tcp://";
    private const string Forms = "Write serial:/dev/ttyUSB0, serial:COM5, serial:auto, tcp://host:port or mqtt://host/board-id.";
    private const string MqttForms = "Write mqtt://host/board-id, mqtts:// for TLS, and mqtt://host/levels/board-id for another topic prefix than nb/1.";

    private BoardAddress(BoardAddressKind kind)
    {
        Kind = kind;
    }

    /// <summary>Which of the other properties count.</summary>
    public BoardAddressKind Kind { get; }

    /// <summary>Serial port by its system name; empty for other kinds.</summary>
    public string Port { get; private init; } = string.Empty;

    /// <summary>Bits per second of a serial port.</summary>
    public int Baud { get; private init; } = DefaultBaud;

    /// <summary>Host name or IP address, without brackets; empty for other kinds.</summary>
    public string Host { get; private init; } = string.Empty;

    /// <summary>TCP port, 1..65535; 0 for other kinds.</summary>
    public int TcpPort { get; private init; }

    /// <summary>The broker; null for other kinds.</summary>
    public BrokerAddress? Broker { get; private init; }

    /// <summary>First levels of the board's topics behind a broker.</summary>
    public string TopicPrefix { get; private init; } = Topics.DefaultPrefix;

    /// <summary>Id of a board behind a broker; empty for other kinds.</summary>
    public string BoardId { get; private init; } = string.Empty;

    /// <summary>A serial port at a rate.</summary>
    public static BoardAddress OfSerial(string port, int baud = DefaultBaud) => new(BoardAddressKind.Serial) { Port = port, Baud = baud };

    /// <summary>Reads an address.</summary>
    /// <exception cref="WrongAddressException">The text is none.</exception>
    /// <exception cref="DeviceUnreachableException">The text is a broker's address with a fault: all that keeps from a broker has one exit code.</exception>
    public static BoardAddress Parse(string? text)
    {
        if (TryParse(text, out BoardAddress? address, out AddressFault? fault))
        {
            return address;
        }

        throw BrokerAddress.IsMeant(text) ? new DeviceUnreachableException(fault.Message, fault.Help) : new WrongAddressException(fault.Message, fault.Help);
    }

    /// <summary>Reads an address; total.</summary>
    /// <param name="text">Any text at all.</param>
    /// <param name="address">The address, where there is one.</param>
    /// <param name="fault">Why not, where there is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BoardAddress? address, [NotNullWhen(false)] out AddressFault? fault)
    {
        address = null;
        fault = null;
        string trimmed = text?.Trim() ?? string.Empty;
        if (trimmed.Length == 0)
        {
            fault = new("no board address is given", "Name the board with --to or in NANOBATCH_TO. " + Forms);
        }
        else if (trimmed.StartsWith(SerialScheme, StringComparison.OrdinalIgnoreCase))
        {
            fault = ReadSerial(trimmed[SerialScheme.Length..], out address);
        }
        else if (trimmed.StartsWith(TcpScheme, StringComparison.OrdinalIgnoreCase))
        {
            fault = ReadTcp(trimmed[TcpScheme.Length..], out address);
        }
        else if (BrokerAddress.IsMeant(trimmed))
        {
            fault = ReadMqtt(trimmed, out address);
        }
        else
        {
            fault = Unknown(trimmed);
        }

        return address is not null;
    }

    /// <summary>The address as it is written.</summary>
    public override string ToString() => Kind switch
    {
        BoardAddressKind.SerialAuto => SerialScheme + "auto" + BaudText(),
        BoardAddressKind.Serial => SerialScheme + Port + BaudText(),
        BoardAddressKind.Mqtt => $"{Broker}/{(TopicPrefix == Topics.DefaultPrefix ? string.Empty : TopicPrefix + "/")}{BoardId}",
        _ => TcpScheme + (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host) + ":" + TcpPort.ToString(CultureInfo.InvariantCulture),
    };

    private string BaudText() => Baud == DefaultBaud ? string.Empty : "?baud=" + Baud.ToString(CultureInfo.InvariantCulture);

    private static AddressFault? ReadSerial(string rest, out BoardAddress? address)
    {
        address = null;
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        string port = query < 0 ? rest : rest[..query];
        int baud = DefaultBaud;
        if (query >= 0)
        {
            string option = rest[(query + 1)..];
            if (!option.StartsWith("baud=", StringComparison.OrdinalIgnoreCase))
            {
                return new($"'{option}' is no option of a serial port", "The only one is the rate: serial:COM5?baud=230400.");
            }

            string digits = option["baud=".Length..];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out baud) || baud < BaudMin || baud > BaudMax)
            {
                return new($"'{digits}' is no rate of a serial port",
                    string.Create(CultureInfo.InvariantCulture, $"Give a whole number of bits per second from {BaudMin} to {BaudMax}, such as 115200."));
            }
        }

        // Three slashes, as some write URIs, still mean the path; a path never begins with two.
        port = port.StartsWith("//", StringComparison.Ordinal) ? port[2..] : port;
        if (port.Length == 0 || port.AsSpan().ContainsAny('\0', '\n', '\r'))
        {
            return new("the address names no serial port", "Write serial:/dev/ttyUSB0, serial:COM5, or serial:auto.");
        }

        bool isAuto = port.Equals("auto", StringComparison.OrdinalIgnoreCase);
        address = new BoardAddress(isAuto ? BoardAddressKind.SerialAuto : BoardAddressKind.Serial) { Port = isAuto ? string.Empty : port, Baud = baud };
        return null;
    }

    private static AddressFault? ReadTcp(string rest, out BoardAddress? address)
    {
        address = null;
        string authority = rest.EndsWith('/') ? rest[..^1] : rest;
        int colon = authority.LastIndexOf(':');
        bool isBracketed = authority.StartsWith('[');
        if (colon < 0 || (isBracketed && !authority[..colon].EndsWith(']')))
        {
            return new($"'{TcpScheme}{rest}' has no port", "Write tcp://host:port, such as tcp://192.168.1.20:7000.");
        }

        string host = isBracketed ? authority[1..(colon - 1)] : authority[..colon];
        string digits = authority[(colon + 1)..];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port < 1 || port > 65535)
        {
            return new($"'{digits}' is no TCP port", "Give a port from 1 to 65535: tcp://host:port.");
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || (!isBracketed && host.Contains(':', StringComparison.Ordinal)))
        {
            return new($"'{host}' is no host name", "Write tcp://host:port; an IPv6 address goes in brackets: tcp://[::1]:7000.");
        }

        address = new BoardAddress(BoardAddressKind.Tcp) { Host = host, TcpPort = port };
        return null;
    }

    /// <summary>The last level of the path is the board; levels before it are the topic prefix.</summary>
    private static AddressFault? ReadMqtt(string text, out BoardAddress? address)
    {
        address = null;
        if (!BrokerAddress.TryParse(text, out BrokerAddress? broker, out BrokerFault? fault))
        {
            return new(fault.Message, fault.Help);
        }

        int slash = broker.Path.LastIndexOf('/');
        string board = broker.Path[(slash + 1)..];
        if (board.Length == 0)
        {
            return new($"'{broker}' names a broker and no board", MqttForms);
        }

        if (!Topics.IsBoardId(board))
        {
            return new($"'{board}' is no board id", $"Give 1 to {Topics.BoardLengthMax} of a-z, 0-9 and '-', as 'nanobatch info' shows it.");
        }

        if (slash >= 0 && !Topics.TryCreate(broker.Path[..slash], out _, out fault))
        {
            return new(fault.Message, fault.Help);
        }

        address = new BoardAddress(BoardAddressKind.Mqtt)
        {
            Broker = broker.WithoutPath(),
            BoardId = board,
            TopicPrefix = slash < 0 ? Topics.DefaultPrefix : broker.Path[..slash],
        };
        return null;
    }

    private static AddressFault Unknown(string text)
    {
        if (text.StartsWith("/dev/", StringComparison.Ordinal) || text.StartsWith("COM", StringComparison.OrdinalIgnoreCase))
        {
            return new($"'{text}' is no board address", $"Did you mean serial:{text}?");
        }

        return new($"'{text}' is no board address", Forms);
    }
}
