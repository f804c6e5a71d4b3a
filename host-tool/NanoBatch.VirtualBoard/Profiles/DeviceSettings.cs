using NanoBatch.Protocol;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>What a profile says about a board's links, network and power (docs/PROFILE.md): what only the board itself needs. Secrets are named, not read.</summary>
public sealed record DeviceSettings
{
    /// <summary>COM port of the serial link, 0 for none.</summary>
    public int SerialPort { get; init; } = 2;

    /// <summary>Bits per second.</summary>
    public int SerialBaud { get; init; } = 115200;

    /// <summary>GPIO number, or one of <see cref="ProfileRecord"/>'s two.</summary>
    public int SerialTxPin { get; init; } = ProfileRecord.DefaultPin;

    /// <summary>GPIO number, or one of <see cref="ProfileRecord"/>'s two.</summary>
    public int SerialRxPin { get; init; } = ProfileRecord.DefaultPin;

    /// <summary>Name of the Wi-Fi network, empty for none.</summary>
    public string WifiName { get; init; } = "";

    /// <summary>Null for an open network.</summary>
    public ProfileSecret? WifiPassword { get; init; }

    /// <summary>Host of the broker, empty for none.</summary>
    public string BrokerHost { get; init; } = "";

    /// <summary>TCP port of the broker.</summary>
    public int BrokerPort { get; init; } = 1883;

    /// <summary>0 none, 12 TLS 1.2, 13 TLS 1.3.</summary>
    public int BrokerTls { get; init; }

    /// <summary>Name to log in with, empty for none.</summary>
    public string BrokerUser { get; init; } = "";

    /// <summary>Null where the broker wants none.</summary>
    public ProfileSecret? BrokerPassword { get; init; }

    /// <summary>First levels of every topic.</summary>
    public string TopicPrefix { get; init; } = "nb/1";

    /// <summary>PEM file of the authority that signed the broker's certificate; null without TLS.</summary>
    public ProfileSecret? CaCertificate { get; init; }

    /// <summary>PEM file of the board's own certificate, or null.</summary>
    public ProfileSecret? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key, or null.</summary>
    public ProfileSecret? ClientKey { get; init; }

    /// <summary>SNTP server, empty for none.</summary>
    public string TimeServer { get; init; } = "pool.ntp.org";

    /// <summary>GPIO that feeds the probes.</summary>
    public int ProbePowerPin { get; init; } = ProfileRecord.NoPin;

    /// <summary>Wait before a reading, ms.</summary>
    public int ProbeSettleMs { get; init; }

    /// <summary>Channel that measures the supply, empty for none.</summary>
    public string SupplyChannel { get; init; } = "";

    /// <summary>Least supply at which the board writes to its storage, in the channel's unit.</summary>
    public double SupplyWriteMin { get; init; }

    /// <summary>Whether the board sleeps deeply between due times.</summary>
    public bool Sleeps { get; init; }

    /// <summary>GPIO of the status LED.</summary>
    public int LedPin { get; init; } = ProfileRecord.DefaultPin;

    /// <summary>Whether the LED lights at low level.</summary>
    public bool LedIsActiveLow { get; init; }
}
