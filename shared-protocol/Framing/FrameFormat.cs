namespace NanoBatch.Protocol
{
    /// <summary>Sizes of a serial frame: <c>00 COBS(type u8, id u16, payload, CRC-32) 00</c> (DECISIONS 17).</summary>
    public static class FrameFormat
    {
        public const byte Delimiter = 0;
        public const int HeaderBytes = 3;
        public const int CrcBytes = 4;

        /// <summary>Largest payload; with it a frame is 250 bytes, one COBS group, and fits the driver's 256-byte buffer.</summary>
        public const int PayloadMax = 240;

        /// <summary>Type, id, payload and CRC before stuffing.</summary>
        public const int ContentMax = HeaderBytes + PayloadMax + CrcBytes;

        /// <summary>Both delimiters and the stuffing code included.</summary>
        public const int EncodedMax = ContentMax + 3;
    }
}
