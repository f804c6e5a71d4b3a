namespace NanoBatch.Protocol
{
    /// <summary>CRC-32 IEEE, reflected polynomial 0xEDB88320, start and final XOR 0xFFFFFFFF, check("123456789") = 0xCBF43926.</summary>
    /// <remarks>Of each side's library: on the device a native call, where a table of 1 KB took 17 IL instructions a byte.</remarks>
    public static class Crc32
    {
        /// <summary>CRC of a part of an array.</summary>
        public static uint Of(byte[] bytes, int offset, int count)
        {
#if NANOFRAMEWORK_1_0
            return System.IO.Hashing.Crc32.HashToUInt32(new System.SpanByte(bytes, offset, count));
#else
            return System.IO.Hashing.Crc32.HashToUInt32(System.MemoryExtensions.AsSpan(bytes, offset, count));
#endif
        }
    }
}
