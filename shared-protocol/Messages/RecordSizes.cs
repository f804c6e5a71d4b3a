namespace NanoBatch.Protocol
{
    /// <summary>Sizes of records and reports in bytes: what the verifier and the certificate count with.</summary>
    public static class RecordSizes
    {
        /// <summary>length u16, type u8, quality u8, record u32, boot u32, time u48.</summary>
        public const int Header = 18;
        public const int Crc = 4;

        /// <summary>Digest 4, task 1, window end 9, sequence 5, window length 6, calibration revision 3 and CRC 4, two counts 2, and 2 of reserve.</summary>
        public const int ReportHeadMax = 36;

        /// <summary>Expected and valid count of one channel, varints of at most 65 535.</summary>
        public const int ReportChannelMax = 6;

        /// <summary>Tag, and five bytes at most: a float32 or an integer under 2^31 in zigzag form.</summary>
        public const int ReportFieldMax = 6;

        /// <summary>One bin, a varint of at most 65 535.</summary>
        public const int BinMax = 3;

        /// <summary>Longest payload: 32 histograms of 32 bins over 16 channels, with room to spare.</summary>
        public const int PayloadMax = 3584;
    }
}
