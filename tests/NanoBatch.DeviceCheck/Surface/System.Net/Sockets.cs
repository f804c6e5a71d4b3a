namespace System.Net.Sockets
{
    public enum AddressFamily
    {
        InterNetwork = 2,
    }

    public enum SocketType
    {
        Dgram = 2,
    }

    public enum ProtocolType
    {
        Udp = 17,
    }

    public enum SelectMode
    {
        SelectRead = 0,
    }

    public class Socket : IDisposable
    {
        public extern Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType);

        public extern int ReceiveTimeout { get; set; }

        public extern int SendTimeout { get; set; }

        public extern void Connect(EndPoint remoteEP);

        public extern int Send(byte[] buffer);

        public extern int Receive(byte[] buffer);

        public extern bool Poll(int microSeconds, SelectMode mode);

        public extern void Close();

        extern void IDisposable.Dispose();
    }
}
