namespace NanoBatch.Protocol
{
    /// <summary>CRC-32 IEEE, reflected polynomial 0xEDB88320, start and final XOR 0xFFFFFFFF, check("123456789") = 0xCBF43926.</summary>
    /// <remarks>A 16-entry table: two look-ups a byte, 64 bytes of RAM on the device instead of 1 KB.</remarks>
    public static class Crc32
    {
        public const uint Start = 0xFFFFFFFF;

        private static readonly uint[] s_nibble = new uint[]
        {
            0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
            0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
        };

        /// <summary>CRC of a part of an array.</summary>
        public static uint Of(byte[] bytes, int offset, int count)
        {
            return Update(Start, bytes, offset, count) ^ 0xFFFFFFFF;
        }

        /// <summary>Continues a running CRC; begin with <see cref="Start"/>, finish with an XOR of 0xFFFFFFFF.</summary>
        public static uint Update(uint crc, byte[] bytes, int offset, int count)
        {
            uint[] table = s_nibble;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                crc ^= bytes[i];
                crc = (crc >> 4) ^ table[crc & 15];
                crc = (crc >> 4) ^ table[crc & 15];
            }

            return crc;
        }
    }
}
