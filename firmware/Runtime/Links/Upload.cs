using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>A package on its way in: chunks in order, a digest over the whole. It can be resumed where it broke off.</summary>
    public sealed class Upload
    {
        private byte[] _digest;
        private byte[] _bytes;

        /// <summary>Bytes that have arrived in order.</summary>
        public int Received;

        public bool IsOpen
        {
            get { return _bytes != null; }
        }

        /// <summary>Opens an upload, or goes on with the one of the same digest and length.</summary>
        /// <returns>Offset of the first byte that is missing.</returns>
        public int Begin(byte[] digest, int length)
        {
            bool isSame = IsOpen && _bytes.Length == length && PackageFiles.IsSame(_digest, digest, Sha256.DigestBytes);
            if (!isSame)
            {
                _digest = digest;
                _bytes = new byte[length];
                Received = 0;
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

        /// <summary>True when all bytes are here and have the digest that was announced, which is the one asked for.</summary>
        public bool IsWhole(byte[] digest)
        {
            return IsOpen && Received == _bytes.Length && PackageFiles.IsSame(_digest, digest, Sha256.DigestBytes)
                && PackageFiles.IsSame(Sha256.Of(_bytes, 0, _bytes.Length), digest, Sha256.DigestBytes);
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
