using NanoBatch.Protocol;

namespace NanoBatch.SelfTest
{
    /// <summary>Ledger records: known bytes, and nothing damaged is read.</summary>
    public static class RecordCases
    {
        private const string Known = "030002030403020105000000CB04FB711F0101020323F1603E";

        public static void Run(CaseLog log)
        {
            byte[] buffer = new byte[40];
            buffer[RecordSizes.Header + 5] = 1;
            buffer[RecordSizes.Header + 6] = 2;
            buffer[RecordSizes.Header + 7] = 3;
            RecordHeader header = new RecordHeader();
            header.PayloadLength = 3;
            header.Type = RecordType.Report;
            header.Quality = ClockQuality.Network;
            header.Record = 0x01020304;
            header.Boot = 5;
            header.TimeMs = 1234567890123;
            int length = header.Seal(buffer, 5, new ByteWriter(buffer));
            log.Equal("records/seal", Known, Hex.Of(buffer, 5, length));

            byte[] bytes = Hex.Bytes(Known);
            ByteReader reader = new ByteReader();
            RecordHeader read = new RecordHeader();
            log.True("records/read", read.TryRead(bytes, 0, bytes.Length, reader));
            log.Equal("records/read/time", 1234567890123, read.TimeMs);
            log.Equal("records/read/record", 0x01020304, read.Record);
            log.Equal("records/read/payload", 0x030201, reader.U16() | (reader.U8() << 16));
            log.True("records/read/end", reader.IsAtEnd);

            int passed = 0;
            for (int bit = 0; bit < 8 * bytes.Length; bit++)
            {
                bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
                passed += read.TryRead(bytes, 0, bytes.Length, reader) ? 1 : 0;
                bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            }

            log.Equal("records/refused/bit-flips", 0, passed);
            for (int available = 0; available < bytes.Length; available++)
            {
                passed += read.TryRead(bytes, 0, available, reader) ? 1 : 0;
            }

            log.Equal("records/refused/cut-short", 0, passed);
        }
    }
}
