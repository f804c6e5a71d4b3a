using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Payloads of report and alert records (docs/PROTOCOL.md, "Records").</summary>
    public static class ReportWriter
    {
        /// <summary>Digest bytes that tie a record to its package.</summary>
        public const int DigestBytes = 4;

        /// <summary>Writes what a report and an alert have in common: digest, task, how long before the record its window ended.</summary>
        public static void Head(ByteWriter writer, byte[] digest, int task, long ageMs)
        {
            writer.Bytes(digest, 0, DigestBytes);
            writer.U8(task);
            writer.Zigzag(ageMs);
        }

        /// <summary>Writes one field: null, an exact integer where it is one, else binary32.</summary>
        /// <remarks>Beyond binary32's range there is no result (JOB-LANGUAGE.md section 5: anything not finite is null).</remarks>
        public static void Field(ByteWriter writer, double value, byte kind)
        {
            if (kind == ValueKind.Null || value > Float32.Max || value < -Float32.Max)
            {
                writer.U8(FieldTag.Null);
                return;
            }

            if (value < 2147483647.0 && value > -2147483647.0)
            {
                int whole = (int)value;
                if (whole == value)
                {
                    writer.U8(FieldTag.Integer);
                    writer.Zigzag(whole);
                    return;
                }
            }

            writer.U8(FieldTag.Float);
            writer.U32(Float32.BitsOf(value));
        }

        /// <summary>Writes a histogram, or null where the run gave none.</summary>
        public static void Array(ByteWriter writer, double[] values, byte[] kinds, int first, int count)
        {
            if (kinds[first] == ValueKind.Null)
            {
                writer.U8(FieldTag.Null);
                return;
            }

            writer.U8(FieldTag.Array);
            writer.U8(count);
            for (int i = 0; i < count; i++)
            {
                writer.Varint((long)values[first + i]);
            }
        }
    }
}
