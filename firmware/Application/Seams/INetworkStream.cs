using NanoBatch.Protocol;

namespace NanoBatch.Application
{
    /// <summary>One connection to a broker's port, with TLS where the profile wants it; used once. Every call may throw, hang or take seconds.</summary>
    public interface INetworkStream
    {
        /// <summary>Connects.</summary>
        /// <returns>False where the profile names nobody, or asks for a security that cannot be had.</returns>
        bool Open(ProfileRecord profile);

        /// <summary>Reads what has come.</summary>
        /// <param name="buffer">Takes it.</param>
        /// <param name="offset">Of the first byte in it.</param>
        /// <param name="count">Bytes at most, 1 or more.</param>
        /// <param name="waitMs">How long to wait for the first byte; 0 only looks.</param>
        /// <returns>Bytes read, 0 where none came; -1 where the peer has ended the connection.</returns>
        int Read(byte[] buffer, int offset, int count, int waitMs);

        /// <summary>Writes all of it.</summary>
        void Write(byte[] bytes);

        /// <summary>Ends it, open or not.</summary>
        void Close();
    }
}
