namespace NanoBatch.Protocol
{
    /// <summary>Reads and checks the sections of one profile record, in any order, each at most once.</summary>
    public sealed class ProfileSectionReader
    {
        private readonly byte[] _bytes;
        private readonly ByteReader _reader = new ByteReader();
        private readonly bool[] _seen = new bool[256];

        /// <summary>What was read so far; only <see cref="ProfileStatus.Accepted"/> all through makes it a profile.</summary>
        public readonly ProfileRecord Profile = new ProfileRecord();

        public ProfileSectionReader(byte[] bytes)
        {
            _bytes = bytes;
        }

        /// <summary>Reads one section.</summary>
        /// <param name="type">See <see cref="ProfileSection"/>; an unknown one is stepped over.</param>
        /// <param name="start">Its first byte behind type and length.</param>
        /// <param name="count">Its bytes, all within the array.</param>
        public ProfileStatus Read(int type, int start, int count)
        {
            if (_seen[type])
            {
                return ProfileStatus.BadSections;
            }

            _seen[type] = true;
            _reader.Reset(_bytes, start, count);
            switch (type)
            {
                case ProfileSection.Board:
                    return ReadBoard();
                case ProfileSection.Channels:
                    Profile.Channels = new byte[count];
                    _reader.Bytes(Profile.Channels, 0, count);
                    return ProfileStatus.Accepted;
                case ProfileSection.Serial:
                    return ReadSerial();
                case ProfileSection.Wifi:
                    Profile.WifiName = Text(ProfileLimits.WifiNameBytesMax);
                    return Unless(_reader.IsBad, ProfileStatus.BadWifi);
                case ProfileSection.Broker:
                    return ReadBroker();
                case ProfileSection.Clock:
                    Profile.TimeServer = Text(ProfileLimits.HostBytesMax);
                    return Unless(_reader.IsBad || !IsHost(Profile.TimeServer), ProfileStatus.BadClock);
                case ProfileSection.Power:
                    return ReadPower();
                case ProfileSection.Sleep:
                    Profile.Sleeps = Flag();
                    return Unless(_reader.IsBad, ProfileStatus.BadSleep);
                case ProfileSection.Led:
                    Profile.LedPin = Pin();
                    Profile.LedIsActiveLow = Flag();
                    return Unless(_reader.IsBad, ProfileStatus.BadLed);
                default:
                    return ReadWhole(type, start, count);
            }
        }

        /// <summary>What holds between sections; a record without its board is none.</summary>
        public ProfileStatus CheckComplete()
        {
            if (!_seen[ProfileSection.Board])
            {
                return ProfileStatus.BadBoard;
            }

            return ProfileStatus.Accepted;
        }

        /// <summary>Sections that are one text: certificates and secrets.</summary>
        private ProfileStatus ReadWhole(int type, int start, int count)
        {
            if ((type & ProfileSection.SecretBit) != 0 && count == 0)
            {
                Profile.WithheldSecrets |= BitOf(type);
                return ProfileStatus.Accepted;
            }

            switch (type)
            {
                case ProfileSection.WifiPassword:
                    Profile.WifiPassword = Whole(start, count, ProfileLimits.WifiPasswordBytesMax);
                    return Unless(_reader.IsBad || count < ProfileLimits.WifiPasswordBytesMin, ProfileStatus.BadWifi);
                case ProfileSection.BrokerPassword:
                    Profile.BrokerPassword = Whole(start, count, ProfileLimits.BrokerPasswordBytesMax);
                    return Unless(_reader.IsBad, ProfileStatus.BadBroker);
                case ProfileSection.CaCertificate:
                    Profile.CaCertificate = Whole(start, count, ProfileLimits.PemBytesMax);
                    return Unless(_reader.IsBad, ProfileStatus.BadCertificate);
                case ProfileSection.ClientCertificate:
                    Profile.ClientCertificate = Whole(start, count, ProfileLimits.PemBytesMax);
                    return Unless(_reader.IsBad, ProfileStatus.BadCertificate);
                case ProfileSection.ClientKey:
                    Profile.ClientKey = Whole(start, count, ProfileLimits.PemBytesMax);
                    return Unless(_reader.IsBad, ProfileStatus.BadCertificate);
                default:
                    return ProfileStatus.Accepted;
            }
        }

        private ProfileStatus ReadBoard()
        {
            Profile.BoardId = Text(ProfileLimits.BoardIdLengthMax);
            Profile.Target = Text(ProfileLimits.TargetBytesMax);
            Profile.ArenaBytes = Number(ProfileLimits.ArenaBytesMin, ProfileLimits.ArenaBytesMax);
            return Unless(_reader.IsBad || !IsBoardId(Profile.BoardId), ProfileStatus.BadBoard);
        }

        private ProfileStatus ReadSerial()
        {
            Profile.SerialPort = _reader.U8();
            Profile.SerialBaud = Number(ProfileLimits.BaudMin, ProfileLimits.BaudMax);
            Profile.SerialTxPin = Pin();
            Profile.SerialRxPin = Pin();
            return Unless(_reader.IsBad || Profile.SerialPort > ProfileLimits.SerialPortMax, ProfileStatus.BadSerial);
        }

        private ProfileStatus ReadBroker()
        {
            Profile.BrokerHost = Text(ProfileLimits.HostBytesMax);
            Profile.BrokerPort = _reader.U16();
            Profile.BrokerTls = _reader.U8();
            Profile.BrokerUser = Text(ProfileLimits.UserBytesMax);
            Profile.TopicPrefix = Text(ProfileLimits.TopicPrefixBytesMax);
            bool isTls = Profile.BrokerTls == 0 || Profile.BrokerTls == 12 || Profile.BrokerTls == 13;
            return Unless(_reader.IsBad || !isTls || Profile.BrokerPort == 0 || !IsHost(Profile.BrokerHost) || !IsTopicPrefix(Profile.TopicPrefix), ProfileStatus.BadBroker);
        }

        private ProfileStatus ReadPower()
        {
            Profile.ProbePowerPin = Pin();
            Profile.ProbeSettleMs = _reader.U16();
            Profile.SupplyChannel = Text(Limits.NameLengthMax);
            long low = _reader.U32();
            long high = _reader.U32();
            bool isFinite = (high & 0x7FF00000) != 0x7FF00000;
            Profile.SupplyWriteMin = isFinite ? System.BitConverter.Int64BitsToDouble((high << 32) | low) : 0;
            return Unless(_reader.IsBad || !isFinite || Profile.ProbeSettleMs > ProfileLimits.ProbeSettleMsMax, ProfileStatus.BadPower);
        }

        /// <summary>True for <c>[a-z0-9-]{1,24}</c> (DECISIONS 11).</summary>
        public static bool IsBoardId(string id)
        {
            if (id.Length < 1 || id.Length > ProfileLimits.BoardIdLengthMax)
            {
                return false;
            }

            for (int i = 0; i < id.Length; i++)
            {
                char c = id[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>True for nothing, or letters, digits, '.', ':' and '-': a name or an address.</summary>
        public static bool IsHost(string host)
        {
            for (int i = 0; i < host.Length; i++)
            {
                char c = host[i];
                bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                if (!isLetter && !(c >= '0' && c <= '9') && c != '.' && c != ':' && c != '-')
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>True for topic levels without wildcards, none of them empty.</summary>
        public static bool IsTopicPrefix(string prefix)
        {
            bool isLevelEmpty = true;
            for (int i = 0; i < prefix.Length; i++)
            {
                char c = prefix[i];
                if (c == '+' || c == '#' || c == '$' || c <= ' ' || (c == '/' && isLevelEmpty))
                {
                    return false;
                }

                isLevelEmpty = c == '/';
            }

            return !isLevelEmpty;
        }

        private static int BitOf(int type)
        {
            return type == ProfileSection.WifiPassword ? ProfileRecord.WifiPasswordBit
                : type == ProfileSection.BrokerPassword ? ProfileRecord.BrokerPasswordBit
                : type == ProfileSection.ClientKey ? ProfileRecord.ClientKeyBit : ProfileRecord.OtherSecretBit;
        }

        private static ProfileStatus Unless(bool isBad, ProfileStatus status)
        {
            return isBad ? status : ProfileStatus.Accepted;
        }

        private string Text(int bytesMax)
        {
            int count = _reader.U8();
            int start = _reader.Position;
            _reader.Skip(count);
            return Whole(start, count, bytesMax);
        }

        private string Whole(int start, int count, int bytesMax)
        {
            if (_reader.IsBad || count > bytesMax || !Utf8.IsWellFormed(_bytes, start, count))
            {
                _reader.IsBad = true;
                return string.Empty;
            }

            return Utf8.Decode(_bytes, start, count);
        }

        private int Number(int min, int max)
        {
            long value = _reader.U32();
            if (value < min || value > max)
            {
                _reader.IsBad = true;
                return min;
            }

            return (int)value;
        }

        private int Pin()
        {
            int pin = _reader.U8();
            if (pin > ProfileLimits.PinMax && pin != ProfileRecord.NoPin && pin != ProfileRecord.DefaultPin)
            {
                _reader.IsBad = true;
            }

            return pin;
        }

        private bool Flag()
        {
            int flag = _reader.U8();
            _reader.IsBad |= flag > 1;
            return flag == 1;
        }
    }
}
