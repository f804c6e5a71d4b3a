namespace NanoBatch.Protocol
{
    /// <summary>CRC-32 IEEE, reflected polynomial 0xEDB88320, start and final XOR 0xFFFFFFFF, check("123456789") = 0xCBF43926.</summary>
    /// <remarks>A 256-entry table and four bytes a turn: 17 IL instructions a byte, where 16 entries took 33. A start reads up to 20 KB of records; 1 KB of RAM.</remarks>
    public static class Crc32
    {
        public const uint Start = 0xFFFFFFFF;

        private const uint Polynomial = 0xEDB88320;

        private static readonly uint[] s_table = Table();

        /// <summary>CRC of a part of an array.</summary>
        public static uint Of(byte[] bytes, int offset, int count)
        {
            return Update(Start, bytes, offset, count) ^ 0xFFFFFFFF;
        }

        /// <summary>Continues a running CRC; begin with <see cref="Start"/>, finish with an XOR of 0xFFFFFFFF.</summary>
        public static uint Update(uint crc, byte[] bytes, int offset, int count)
        {
            uint[] table = s_table;
            int i = offset;
            int end = offset + count;
            int unrolledEnd = end - 3;
            while (i < unrolledEnd)
            {
                crc = table[(crc ^ bytes[i]) & 255] ^ (crc >> 8);
                crc = table[(crc ^ bytes[i + 1]) & 255] ^ (crc >> 8);
                crc = table[(crc ^ bytes[i + 2]) & 255] ^ (crc >> 8);
                crc = table[(crc ^ bytes[i + 3]) & 255] ^ (crc >> 8);
                i += 4;
            }

            while (i < end)
            {
                crc = table[(crc ^ bytes[i]) & 255] ^ (crc >> 8);
                i++;
            }

            return crc;
        }

        private static uint[] Table()
        {
            uint[] table = new uint[256];
            for (int i = 0; i < table.Length; i++)
            {
                uint crc = (uint)i;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
                }

                table[i] = crc;
            }

            return table;
        }
    }
}
