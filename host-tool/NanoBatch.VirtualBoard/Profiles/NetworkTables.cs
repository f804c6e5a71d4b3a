using NanoBatch.Protocol;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Reads <c>[serial]</c>, <c>[wifi]</c>, <c>[mqtt]</c> and <c>[clock]</c>.</summary>
internal static class NetworkTables
{
    private const int PlainPort = 1883;
    private const int TlsPort = 8883;

    public static DeviceSettings Serial(DeviceSettings device, TableReader table) => device with
    {
        SerialPort = table.Whole("port", 0, ProfileLimits.SerialPortMax, "a COM port, or 0 for none") ?? device.SerialPort,
        SerialBaud = table.Whole("baud", ProfileLimits.BaudMin, ProfileLimits.BaudMax, "bits per second") ?? device.SerialBaud,
        SerialTxPin = table.Whole("tx", 0, ProfileLimits.PinMax, "a GPIO number") ?? device.SerialTxPin,
        SerialRxPin = table.Whole("rx", 0, ProfileLimits.PinMax, "a GPIO number") ?? device.SerialRxPin,
    };

    public static DeviceSettings Wifi(DeviceSettings device, TableReader table)
    {
        string? name = table.Text("ssid", ProfileLimits.WifiNameBytesMax);
        if (table.IsMissing("ssid"))
        {
            table.ReportMissing("the network has no name", "add ssid = \"…\"");
        }
        else if (name == "")
        {
            table.Report("ssid", "'ssid' is empty", "leave [wifi] out for a board without Wi-Fi");
        }

        return device with { WifiName = name ?? "", WifiPassword = Secret(table, "password", ProfileLimits.WifiPasswordBytesMax) };
    }

    public static DeviceSettings Broker(DeviceSettings device, TableReader table)
    {
        int? tls = Tls(table);
        device = device with
        {
            BrokerHost = Host(table, "host", "the broker has no host") ?? "",
            BrokerTls = tls ?? 0,
            BrokerPort = table.Whole("port", 1, ProfileLimits.PortMax, "a TCP port") ?? (tls is null or 0 ? PlainPort : TlsPort),
            BrokerUser = table.Text("user", ProfileLimits.UserBytesMax) ?? "",
            BrokerPassword = Secret(table, "password", ProfileLimits.BrokerPasswordBytesMax),
            TopicPrefix = table.Text("prefix", ProfileLimits.TopicPrefixBytesMax) ?? device.TopicPrefix,
            CaCertificate = File(table, "ca"),
            ClientCertificate = File(table, "cert"),
            ClientKey = File(table, "key"),
        };
        if (!ProfileSectionReader.IsTopicPrefix(device.TopicPrefix))
        {
            table.Report("prefix", $"'{device.TopicPrefix}' cannot begin a topic", "one or more levels such as nb/1, without blanks, '+', '#' and '$'");
        }

        CheckBroker(device, tls, table);
        return device;
    }

    public static DeviceSettings Clock(DeviceSettings device, TableReader table)
        => device with { TimeServer = Host(table, "server", null) ?? device.TimeServer };

    private static void CheckBroker(DeviceSettings device, int? tls, TableReader table)
    {
        if (device.BrokerPassword is { } password && table.IsMissing("user"))
        {
            table.Report(KeyOf(password), "a broker's password needs a user", "add user = \"…\"");
        }

        if (tls is 12 or 13 && table.IsMissing("ca"))
        {
            table.Report("tls", "with TLS the board must know whose certificates to trust", "add ca = \"ca.pem\", the authority that signed the broker's certificate");
        }

        if (tls == 0 && !table.IsMisspelt("tls") && (device.CaCertificate ?? device.ClientCertificate ?? device.ClientKey) is { } useless)
        {
            table.Report(useless.Key, $"'{useless.Key}' is of no use without TLS", "add tls = \"1.3\" (or \"1.2\")");
        }

        if (device.ClientCertificate is not null && table.IsMissing("key"))
        {
            table.Report("cert", "a board's own certificate needs its key", "add key = \"board-key.pem\"");
        }

        if (device.ClientKey is not null && table.IsMissing("cert"))
        {
            table.Report("key", "a key needs the certificate that it belongs to", "add cert = \"board.pem\"");
        }
    }

    /// <summary>0, 12 or 13; null where the key says something else.</summary>
    private static int? Tls(TableReader table)
    {
        string? tls = table.Text("tls");
        switch (tls)
        {
            case null:
                return table.Find("tls") is null ? 0 : null;
            case "off":
                return 0;
            case "1.2":
                return 12;
            case "1.3":
                return 13;
            default:
                table.Report("tls", $"'{tls}' is no version of TLS", "write \"1.2\", \"1.3\" or \"off\": a board offers exactly one");
                return null;
        }
    }

    private static string? Host(TableReader table, string key, string? missing)
    {
        string? host = table.Text(key, ProfileLimits.HostBytesMax);
        if (host is not null && (!ProfileSectionReader.IsHost(host) || (host.Length == 0 && missing is not null)))
        {
            table.Report(key, $"'{host}' is no host name or address", "letters, digits, '.' and '-', without a scheme and without a port");
            return null;
        }

        if (missing is not null && table.IsMissing(key))
        {
            table.ReportMissing(missing, $"add {key} = \"broker.example\"");
        }

        return host;
    }

    private static ProfileSecret? File(TableReader table, string key)
        => table.Text(key) is { } path ? Named(table, key, key, SecretSource.File, path, ProfileLimits.PemBytesMax) : null;

    /// <summary>A secret that is there in one of three ways.</summary>
    private static ProfileSecret? Secret(TableReader table, string key, int bytesMax)
    {
        ProfileSecret? found = null;
        foreach ((string name, SecretSource source) in new[] { (key, SecretSource.InClear), ($"{key}_env", SecretSource.Variable), ($"{key}_file", SecretSource.File) })
        {
            if (table.Text(name) is not { } text)
            {
                continue;
            }

            if (found is not null)
            {
                table.Report(name, $"'{key}' is given twice", $"keep one of {key}, {key}_env and {key}_file");
            }
            else if (text.Length == 0)
            {
                table.Report(name, $"'{name}' is empty", "leave it out where there is no password");
            }

            found ??= Named(table, name, key, source, text, bytesMax);
        }

        return found;
    }

    private static ProfileSecret Named(TableReader table, string name, string key, SecretSource source, string text, int bytesMax)
    {
        TomlEntry entry = table.Find(name)!;
        return new ProfileSecret(key, source, text, bytesMax, entry.Line, entry.Column);
    }

    private static string KeyOf(ProfileSecret secret) => secret.Source switch
    {
        SecretSource.Variable => $"{secret.Key}_env",
        SecretSource.File => $"{secret.Key}_file",
        _ => secret.Key,
    };
}
