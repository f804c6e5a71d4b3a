namespace NanoBatch.Runtime
{
    /// <summary>A package or a profile on its way in: chunks in order, a key that tells it from others. It can be resumed where it broke off.</summary>
    public sealed class Upload
    {
        private byte[] _key;
        private byte[] _bytes;

        /// <summary>Bytes that have arrived in order.</summary>
        public int Received;

        public bool IsOpen
        {
            get { return _bytes != null; }
        }

        /// <summary>Opens an upload, or goes on with the one of the same key and length.</summary>
        /// <param name="key">Digest or CRC of the bytes; the same number of bytes each time.</param>
        /// <param name="length">Bytes to come.</param>
        /// <returns>Offset of the first byte that is missing.</returns>
        /// <remarks>Throws where the heap has no room for the bytes; no upload is open then.</remarks>
        public int Begin(byte[] key, int length)
        {
            bool isSame = IsOpen && _bytes.Length == length && PackageFiles.IsSame(_key, key, key.Length);
            if (!isSame)
            {
                _bytes = null;      // of another package: its room may be what the new one needs
                Received = 0;
                _bytes = new byte[length];
                _key = key;
            }

            return Received;
        }

        /// <summary>Takes a chunk; one that repeats bytes already here is welcome, one that leaves a hole or overflows is not.</summary>
        public bool Append(int offset, byte[] source, int from, int count)
        {
            if (offset > Received || offset + count > _bytes.Length)
            {
                return false;
            }

            System.Array.Copy(source, from, _bytes, offset, count);
            int end = offset + count;
            Received = end > Received ? end : Received;
            return true;
        }

        /// <summary>True when all bytes of this key are here; whether they are what it says is for the caller to check.</summary>
        public bool IsWhole(byte[] key)
        {
            return IsOpen && Received == _bytes.Length && PackageFiles.IsSame(_key, key, key.Length);
        }

        /// <summary>Hands the bytes over and closes.</summary>
        public byte[] Take()
        {
            byte[] bytes = _bytes;
            _bytes = null;
            return bytes;
        }
    }
}
