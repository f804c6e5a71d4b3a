namespace NanoBatch.Protocol
{
    /// <summary>Why a profile record was refused; the number is the reply's status as well (<see cref="ReplyStatus"/>).</summary>
    public enum ProfileStatus : byte
    {
        Accepted = 0,

        /// <summary>Fewer bytes than any record has.</summary>
        TooShort = 96,

        /// <summary>More than <see cref="ProfileLimits.RecordBytesMax"/> bytes.</summary>
        TooLong = 97,

        /// <summary>Does not begin with <c>NP</c>.</summary>
        BadMagic = 98,

        /// <summary>Another format.</summary>
        UnsupportedFormat = 99,

        /// <summary>Carries an authentication that this version cannot check.</summary>
        AuthenticationUnsupported = 100,
        BadCrc = 101,

        /// <summary>The sections do not fill the body, or one comes twice.</summary>
        BadSections = 102,

        /// <summary>A form for reading: its secrets were taken out.</summary>
        Redacted = 103,
        BadBoard = 104,

        /// <summary>The channel table is malformed, or a calibration is none.</summary>
        BadChannels = 105,
        BadSerial = 106,
        BadWifi = 107,
        BadBroker = 108,

        /// <summary>A certificate or key is too long or no text.</summary>
        BadCertificate = 109,
        BadClock = 110,

        /// <summary>Out of range, or the supply channel is not in the channel table.</summary>
        BadPower = 111,
        BadSleep = 112,
        BadLed = 113,

        /// <summary>Lets the board sleep, and a job on it samples or runs too often for that. Behind the status: the job's name, its shortest period u32 and the
        /// shortest one allowed u32, ms.</summary>
        JobTooOften = 114,
    }
}
