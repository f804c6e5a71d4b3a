namespace NanoBatch.Protocol
{
    /// <summary>What a profile's fields may hold: one place for the host's reader, the record and the board. Texts count in bytes of UTF-8.</summary>
    public static class ProfileLimits
    {
        /// <summary>The whole record: what a board without PSRAM can hold in one piece while it takes another.</summary>
        public const int RecordBytesMax = 8192;

        public const int BoardIdLengthMax = 24;
        public const int TargetBytesMax = 32;

        /// <summary>Memory for rings, bytes.</summary>
        public const int ArenaBytesMin = 1024;

        /// <summary>Memory for rings, bytes: the PSRAM of the largest module.</summary>
        public const int ArenaBytesMax = 8 << 20;

        /// <summary>Greatest ADC1 channel of any target; the classic ESP32 ends at 7.</summary>
        public const int AdcInputMax = 9;

        public const int SerialPortMax = 3;
        public const int BaudMin = 9600;
        public const int BaudMax = 921600;

        /// <summary>Greatest GPIO number of any target.</summary>
        public const int PinMax = 48;

        public const int WifiNameBytesMax = 32;
        public const int WifiPasswordBytesMin = 8;
        public const int WifiPasswordBytesMax = 63;

        /// <summary>Host names of broker and time server.</summary>
        public const int HostBytesMax = 64;
        public const int PortMax = 65535;
        public const int UserBytesMax = 64;
        public const int BrokerPasswordBytesMax = 64;
        public const int TopicPrefixBytesMax = 32;

        /// <summary>Each certificate or key, PEM.</summary>
        public const int PemBytesMax = 2048;

        public const int ProbeSettleMsMax = 10000;

        /// <summary>Shortest period of a job on a board that sleeps, ms (DECISIONS 40).</summary>
        public const int SleepPeriodMinMs = 15 * 60 * 1000;
    }
}
