namespace NanoBatch.Protocol
{
    /// <summary>A board's profile as it lies in its storage and travels to it: what JOB-LANGUAGE section 7 describes, and pins, network, power.</summary>
    /// <remarks>Filled by whoever reads or writes the record, then only read. Layout: docs/PROTOCOL.md.</remarks>
    public sealed class ProfileRecord
    {
        /// <summary>A pin that is not used.</summary>
        public const int NoPin = 255;

        /// <summary>The pin that the target's board usually has for the purpose.</summary>
        public const int DefaultPin = 254;

        // Bits of WithheldSecrets
        public const int WifiPasswordBit = 1;
        public const int BrokerPasswordBit = 2;
        public const int ClientKeyBit = 4;
        public const int OtherSecretBit = 8;

        /// <summary>Secrets that the board has and this record does not: not 0 for what was read back, which cannot be provisioned.</summary>
        public int WithheldSecrets;

        // Identity and memory
        public string BoardId = "board";

        /// <summary>Firmware image name, such as ESP32_REV3; empty where nobody said.</summary>
        public string Target = "";

        /// <summary>Memory for rings, bytes.</summary>
        public int ArenaBytes = 28 * 1024;

        /// <summary>The channel table as <c>ChannelTable.WriteRecord</c> writes it; empty for a board without channels.</summary>
        public byte[] Channels = new byte[0];

        // Serial link
        /// <summary>COM port of the serial link, 2 or 3 (1 belongs to the debugger, but for chips with native USB); 0 for none.</summary>
        public int SerialPort = 2;

        /// <summary>Bits per second, 9 600..921 600.</summary>
        public int SerialBaud = 115200;
        public int SerialTxPin = DefaultPin;
        public int SerialRxPin = DefaultPin;

        // Wi-Fi
        /// <summary>Network name, at most 32 bytes; empty for a board without Wi-Fi.</summary>
        public string WifiName = "";

        /// <summary>Secret; 8..63 characters, or empty for an open network.</summary>
        public string WifiPassword = "";

        // Broker
        /// <summary>Host name or address; empty for a board without a broker.</summary>
        public string BrokerHost = "";
        public int BrokerPort = 1883;

        /// <summary>0 none, 12 for TLS 1.2, 13 for TLS 1.3: exactly one is offered.</summary>
        public int BrokerTls;
        public string BrokerUser = "";

        /// <summary>Secret.</summary>
        public string BrokerPassword = "";

        /// <summary>First levels of every topic (DECISIONS 49).</summary>
        public string TopicPrefix = "nb/1";

        /// <summary>PEM of the authority that signed the broker's certificate; empty where TLS is off.</summary>
        public string CaCertificate = "";

        /// <summary>PEM of the board's own certificate; empty where the broker wants none.</summary>
        public string ClientCertificate = "";

        /// <summary>Secret; PEM of its private key.</summary>
        public string ClientKey = "";

        // Time
        /// <summary>SNTP server; empty where the clock is set by hand only.</summary>
        public string TimeServer = "pool.ntp.org";

        // Power
        /// <summary>Pin that feeds the probes during a reading.</summary>
        public int ProbePowerPin = NoPin;

        /// <summary>Wait between switching the probes on and the reading, ms, 0..10 000.</summary>
        public int ProbeSettleMs;

        /// <summary>Name of the channel that measures the supply; empty where none does.</summary>
        public string SupplyChannel = "";

        /// <summary>Nothing is written to flash while the supply channel reads less, in that channel's unit.</summary>
        public double SupplyWriteMin;

        /// <summary>True lets the board sleep deeply between due times (DECISIONS 40).</summary>
        public bool Sleeps;

        // Status LED
        public int LedPin = DefaultPin;

        /// <summary>True where the LED lights at low level.</summary>
        public bool LedIsActiveLow;
    }
}
