namespace NanoBatch.Runtime
{
    /// <summary>A stream of bytes to one client: a serial port, a TCP connection, a pseudo-terminal. Never blocks.</summary>
    public interface IByteLink
    {
        /// <summary>Takes received bytes.</summary>
        /// <returns>Bytes taken, 0 where none wait.</returns>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Sends all bytes, or none where there is no room now.</summary>
        bool Write(byte[] buffer, int offset, int count);

        /// <summary>Changes whenever a new client has connected; the session then forgets the old one's half frame and stream.</summary>
        int ConnectionNumber { get; }
    }
}
