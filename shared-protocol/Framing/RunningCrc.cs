namespace NanoBatch.Protocol
{
    /// <summary>CRC-32 IEEE of bytes that come in parts.</summary>
    public sealed class RunningCrc
    {
        private readonly System.IO.Hashing.Crc32 _crc = new System.IO.Hashing.Crc32();

        /// <summary>Of what was added so far.</summary>
        public uint Value
        {
            get { return _crc.GetCurrentHashAsUInt32(); }
        }

        public void Add(byte[] bytes, int offset, int count)
        {
#if NANOFRAMEWORK_1_0
            _crc.Append(new System.SpanByte(bytes, offset, count));
#else
            _crc.Append(System.MemoryExtensions.AsSpan(bytes, offset, count));
#endif
        }
    }
}
