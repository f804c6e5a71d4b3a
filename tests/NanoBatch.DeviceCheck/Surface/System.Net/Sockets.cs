namespace System.Net.Sockets
{
    public enum AddressFamily
    {
        InterNetwork = 2,
    }

    public enum SocketType
    {
        Stream = 1,
        Dgram = 2,
    }

    public enum ProtocolType
    {
        Tcp = 6,
        Udp = 17,
    }

    public enum SelectMode
    {
        SelectRead = 0,
    }

    public enum SocketFlags
    {
        None = 0,
    }

    public enum SocketError
    {
        TimedOut = 10060,
    }

    public class SocketException : Exception
    {
        public extern int ErrorCode { get; }
    }

    public class NetworkStream : IO.Stream
    {
        public extern NetworkStream(Socket socket);

        public virtual extern bool DataAvailable { get; }

        public override extern long Length { get; }

        public override extern long Position { get; set; }

        public override extern int Read(byte[] buffer, int offset, int count);

        public override extern void Write(byte[] buffer, int offset, int count);
    }

    public class Socket : IDisposable
    {
        public extern Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType);

        public extern int ReceiveTimeout { get; set; }

        public extern int SendTimeout { get; set; }

        public extern void Connect(EndPoint remoteEP);

        public extern int Send(byte[] buffer);

        public extern int Receive(byte[] buffer);

        public extern int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags);

        public extern bool Poll(int microSeconds, SelectMode mode);

        public extern void Close();

        extern void IDisposable.Dispose();
    }
}
