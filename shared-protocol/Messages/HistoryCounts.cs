namespace NanoBatch.Protocol
{
    /// <summary>Raw counts of a history block: one byte where a count differs by at most 63 from the valid one before, two bytes else.</summary>
    /// <remarks>0 is a gap; 1..127 the difference plus 64; 128 + high nibble, low byte: the count itself. The first difference is from 0. Chosen for the reading
    /// side: a start decodes all that the rings hold, at some 40 IL instructions a sample, where zigzag varints took 50.</remarks>
    public static class HistoryCounts
    {
        /// <summary>Slots of a block at most.</summary>
        public const int SlotsMax = 64;

        /// <summary>Elements that <see cref="Decode"/> may touch: every byte of a block may be a slot.</summary>
        public const int RoomMin = 2 * SlotsMax;

        private const int Bias = 64;
        private const int Absolute = 128;
        private const int CountMax = 4095;
        private const short Gap = -1;

        /// <summary>Writes one slot.</summary>
        /// <param name="writer">Takes one or two bytes.</param>
        /// <param name="count">0..4095, or -1 for a gap.</param>
        /// <param name="before">The valid count before, 0 for the first.</param>
        /// <returns>The valid count before the next slot.</returns>
        public static int Write(ByteWriter writer, int count, int before)
        {
            if (count < 0)
            {
                writer.U8(0);
                return before;
            }

            int code = count - before + Bias;
            if (code >= 1 && code < Absolute)
            {
                writer.U8(code);
            }
            else
            {
                writer.U8(Absolute | (count >> 8));
                writer.U8(count);
            }

            return count;
        }

        /// <summary>Reads the slots of a block; total for any bytes.</summary>
        /// <param name="bytes">Array that holds them.</param>
        /// <param name="position">First byte, that of the number of slots.</param>
        /// <param name="end">Behind the last byte.</param>
        /// <param name="counts">Takes counts, -1 for gaps; <see cref="RoomMin"/> elements.</param>
        /// <returns>Slots; 0 where the bytes do not hold exactly as many as they say, 1..<see cref="SlotsMax"/>, or one out of range.</returns>
        public static int Decode(byte[] bytes, int position, int end, short[] counts)
        {
            int count = position < end ? bytes[position++] : 0;
            if (count > SlotsMax || end - position > counts.Length)
            {
                return 0;
            }

            int before = 0;
            int i = 0;
            while (position < end)
            {
                int code = bytes[position++];
                if (code == 0)
                {
                    counts[i++] = Gap;
                    continue;
                }

                if (code < Absolute)
                {
                    before += code - Bias;
                }
                else if (position < end)
                {
                    before = ((code - Absolute) << 8) | bytes[position++];
                }
                else
                {
                    return 0;
                }

                if ((uint)before > CountMax)
                {
                    return 0;
                }

                counts[i++] = (short)before;
            }

            return i == count ? count : 0;
        }
    }
}
