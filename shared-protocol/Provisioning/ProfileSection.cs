namespace NanoBatch.Protocol
{
    /// <summary>Sections of a profile record. Numbers never change; bit 7 marks a secret, of which a board gives out only that it has it.</summary>
    public static class ProfileSection
    {
        public const int Board = 0x01;
        public const int Channels = 0x02;
        public const int Serial = 0x03;
        public const int Wifi = 0x04;
        public const int Broker = 0x05;
        public const int CaCertificate = 0x06;
        public const int ClientCertificate = 0x07;
        public const int Clock = 0x08;
        public const int Power = 0x09;
        public const int Sleep = 0x0A;
        public const int Led = 0x0B;

        public const int WifiPassword = SecretBit | Wifi;
        public const int BrokerPassword = SecretBit | Broker;
        public const int ClientKey = SecretBit | ClientCertificate;

        public const int SecretBit = 0x80;
    }
}
