using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>A value of the last sent report as a task's state keeps it: 0 for null, 1 and binary64, or a whole number in zigzag form plus 2.</summary>
    /// <remarks>A bin takes three bytes at most, so that the state of 32 histograms of 32 bins is a record like any other.</remarks>
    public static class SentValueCode
    {
        private const int Null = 0;
        private const int Binary64 = 1;
        private const int FirstWhole = 2;
        private const double WholeMax = 1073741823.0;

        public static void Write(ByteWriter writer, double value, byte kind)
        {
            if (kind == ValueKind.Null)
            {
                writer.U8(Null);
                return;
            }

            if (value <= WholeMax && value >= -WholeMax)
            {
                long whole = (int)value;
                if (whole == value)
                {
                    writer.Varint(((whole << 1) ^ (whole >> 63)) + FirstWhole);
                    return;
                }
            }

            writer.U8(Binary64);
            long bits = System.BitConverter.DoubleToInt64Bits(value);
            writer.U32((uint)(bits & 0xFFFFFFFFL));
            writer.U32((uint)((bits >> 32) & 0xFFFFFFFFL));
        }

        /// <summary>Reads a value; 0 beside <see cref="ValueKind.Null"/>.</summary>
        public static double Read(ByteReader reader, out byte kind)
        {
            long code = reader.Varlong();
            kind = code == Null ? ValueKind.Null : ValueKind.Number;
            if (code == Binary64)
            {
                long low = reader.U32();
                long high = reader.U32();
                return System.BitConverter.Int64BitsToDouble((high << 32) | low);
            }

            code -= FirstWhole;
            return code < 0 ? 0 : (double)((code >> 1) ^ -(code & 1));
        }
    }
}
