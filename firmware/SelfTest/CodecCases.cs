using NanoBatch.Protocol;

namespace NanoBatch.SelfTest
{
    /// <summary>Constants, durations, variable-length integers, texts, and double to binary32 and back: exact bits.</summary>
    public static class CodecCases
    {

        public static void Run(CaseLog log)
        {
            Decimals(log);
            Durations(log);
            Floats(log);
            Integers(log);
            Texts(log);
        }

        private static void Decimals(CaseLog log)
        {
            Decimal(log, 0, 0, false, "20", "0000000000000000");
            Decimal(log, -32, 0, false, "00", "C040000000000000");
            Decimal(log, -33, 0, false, "E741", "C040800000000000");
            Decimal(log, 159, 0, false, "BF", "4063E00000000000");
            Decimal(log, 160, 0, false, "E820", "4064000000000000");
            Decimal(log, 100, 0, false, "84", "4059000000000000");
            Decimal(log, 15, -1, false, "E61E", "3FF8000000000000");
            Decimal(log, 725, -2, false, "E5AA0B", "401D000000000000");
            Decimal(log, 1, -3, false, "E402", "3F50624DD2F1A9FC");
            Decimal(log, -5, -1, false, "E609", "BFE0000000000000");
            Decimal(log, 999999999, 0, false, "E7FEA7D6B907", "41CDCD64FF800000");
            Decimal(log, -999999999, -9, false, "DEFDA7D6B907", "BFEFFFFFFF768FA1");
            Decimal(log, 123456789, 21, false, "FCAAB4DE75", "45F8EE90FF6181F3");
            Decimal(log, 123456789, 22, false, "FD16AAB4DE75", "462F2A353F39E270");
            Decimal(log, 1, 60, false, "FD3C02", "4C63E9E4E4C2F345");
            Decimal(log, 1, -60, false, "FDC402", "3379B604AAACA627");
            Decimal(log, 7, -39, false, "C00E", "38030E49BB2A87D3");
            Decimal(log, 7, -40, false, "FDD80E", "37CE7D42C510D952");
            Decimal(log, 350, 0, true, "FEE846", "4075E00000000000");
            Decimal(log, 3, -1, true, "FEE606", "3FD3333333333333");

            NotDecimal(log, "nothing", "");
            NotDecimal(log, "reserved-form", "FF");
            NotDecimal(log, "raw-twice", "FEFE20");
            NotDecimal(log, "trailing-zero", "E714");
            NotDecimal(log, "short-form-exists", "E702");
            NotDecimal(log, "near-exponent-as-far", "FD0002");
            NotDecimal(log, "exponent-61", "FD3D02");
            NotDecimal(log, "ten-digits", "E78094EBDC07");
            NotDecimal(log, "cut-short", "E7FEA7");
            NotDecimal(log, "padded", "E7C100");
        }

        private static void Decimal(CaseLog log, int mantissa, int exponent, bool isRaw, string wire, string bits)
        {
            byte[] buffer = new byte[16];
            ByteWriter writer = new ByteWriter(buffer);
            DecimalConstant.Write(writer, mantissa, exponent, isRaw);
            string name = "decimals/" + mantissa.ToString() + "e" + exponent.ToString();
            log.Equal(name + "/write", wire, Hex.Of(buffer, 0, writer.Position));

            byte[] bytes = Hex.Bytes(wire);
            ByteReader reader = new ByteReader();
            reader.Reset(bytes, 0, bytes.Length);
            double value = DecimalConstant.Read(reader, true, out bool wasRaw);
            log.Equal(name + "/read", bits + " raw " + (isRaw ? "1" : "0"), reader.IsAtEnd ? Hex.OfBits(value) + " raw " + (wasRaw ? "1" : "0") : "malformed");
        }

        private static void NotDecimal(CaseLog log, string name, string wire)
        {
            byte[] bytes = Hex.Bytes(wire);
            ByteReader reader = new ByteReader();
            reader.Reset(bytes, 0, bytes.Length);
            DecimalConstant.Read(reader, true, out bool _);
            log.True("decimals/refused/" + name, reader.IsBad);
        }

        private static void Durations(CaseLog log)
        {
            Duration(log, "100ms", 100, 400);
            Duration(log, "1s", 1000, 5);
            Duration(log, "90s", 90000, 361);
            Duration(log, "15m", 900000, 62);
            Duration(log, "1h", 3600000, 7);
            Duration(log, "366d", Limits.TaskPeriodMaxMs, 35139);
            log.Equal("durations/refused/zero", -1, DurationCode.ToMs(2));
            log.Equal("durations/refused/1000ms", -1, DurationCode.ToMs(4000));
            log.Equal("durations/refused/60m", -1, DurationCode.ToMs(242));
            log.Equal("durations/refused/367d", -1, DurationCode.ToMs(35235));
        }

        private static void Duration(CaseLog log, string name, long ms, long code)
        {
            log.Equal("durations/" + name, code, DurationCode.Of(ms));
            log.Equal("durations/" + name + "/read", ms, DurationCode.ToMs(code));
        }

        private static void Floats(CaseLog log)
        {
            Float(log, "0000000000000000", "00000000", "0000000000000000");
            Float(log, "8000000000000000", "80000000", "8000000000000000");
            Float(log, "3FF0000000000000", "3F800000", "3FF0000000000000");
            Float(log, "BFF8000000000000", "BFC00000", "BFF8000000000000");
            Float(log, "3FB999999999999A", "3DCCCCCD", "3FB99999A0000000");
            Float(log, "BFB999999999999A", "BDCCCCCD", "BFB99999A0000000");
            Float(log, "3FD5555555555555", "3EAAAAAB", "3FD5555560000000");
            Float(log, "4170000010000000", "4B800000", "4170000000000000");
            Float(log, "4170000030000000", "4B800002", "4170000040000000");
            Float(log, "47EFFFFFE0000000", "7F7FFFFF", "47EFFFFFE0000000");
            Float(log, "C7EFFFFFE0000000", "FF7FFFFF", "C7EFFFFFE0000000");
            Float(log, "3810000000000000", "00800000", "3810000000000000");
            Float(log, "380FFFFFC0000000", "007FFFFF", "380FFFFFC0000000");
            Float(log, "36A0000000000000", "00000001", "36A0000000000000");
            Float(log, "3690000000000000", "00000000", "0000000000000000");
            Float(log, "3690000000000001", "00000001", "36A0000000000000");
            Float(log, "36A8000000000000", "00000002", "36B0000000000000");
            Float(log, "366244CE242C5561", "00000000", "0000000000000000");
            Float(log, "0000000000000001", "00000000", "0000000000000000");
            Float(log, "40FE240C9FBE76C9", "47F12065", "40FE240CA0000000");
            Float(log, "B7B5C72FB1552D83", "8002B8E6", "B7B5C73000000000");
        }

        private static void Float(CaseLog log, string bits, string rounded, string back)
        {
            uint single = Float32.BitsOf(Hex.ToDouble(bits));
            log.Equal("float32/" + bits, rounded, Hex.Of(single));
            log.Equal("float32/" + bits + "/back", back, Hex.OfBits(Float32.ValueOf(single)));
        }

        private static void Integers(CaseLog log)
        {
            Integer(log, 0, "00");
            Integer(log, -1, "01");
            Integer(log, 63, "7E");
            Integer(log, 64, "8001");
            Integer(log, -64, "7F");
            Integer(log, -65, "8101");
            Integer(log, 2147483647, "FEFFFFFF0F");
            Integer(log, -2147483648, "FFFFFFFF0F");
            Integer(log, 4611686018427387903, "FEFFFFFFFFFFFFFF7F");

            byte[] bytes = Hex.Bytes("F8FFFFFFFFFF0807060504030201");
            ByteReader reader = new ByteReader(bytes, 0, bytes.Length);
            log.Equal("integers/u48", 281474976710648, reader.U48());
            ulong eight = reader.U64();
            log.Equal("integers/u64", "0102030405060708", Hex.Of((uint)(eight >> 32)) + Hex.Of((uint)(eight & 0xFFFFFFFF)));
            reader.Reset(bytes, 0, 7);
            reader.U64();
            log.True("integers/past-the-end", reader.IsBad);
        }

        private static void Integer(CaseLog log, long value, string wire)
        {
            byte[] buffer = new byte[10];
            ByteWriter writer = new ByteWriter(buffer);
            writer.Zigzag(value);
            log.Equal("integers/" + value.ToString(), wire, Hex.Of(buffer, 0, writer.Position));
            ByteReader reader = new ByteReader(buffer, 0, writer.Position);
            log.Equal("integers/" + value.ToString() + "/read", value, reader.Zigzag());
        }

        private static void Texts(CaseLog log)
        {
            byte[] bytes = Utf8.Encode("22 °C");
            log.Equal("utf8/encode", "323220C2B043", Hex.Of(bytes, 0, bytes.Length));
            log.Equal("utf8/decode", "22 °C", Utf8.Decode(bytes, 0, bytes.Length));
            byte[] broken = Hex.Bytes("41C2");
            log.Equal("utf8/cut-short", "A?", Utf8.Decode(broken, 0, 2));
            broken = Hex.Bytes("41C041EDA080");
            log.Equal("utf8/overlong-and-surrogate", "A?A???", Utf8.Decode(broken, 0, 6));

            byte[] buffer = new byte[40];
            ByteWriter writer = new ByteWriter(buffer);
            writer.Name("soil1");
            log.Equal("names/write", "736F696CB1", Hex.Of(buffer, 0, writer.Position));
            log.Equal("names/read", "soil1", new ByteReader(buffer, 0, writer.Position).Name(5));
            ByteReader tooLong = new ByteReader(buffer, 0, writer.Position);
            log.Equal("names/one-too-long", "", tooLong.Name(4));
        }
    }
}
