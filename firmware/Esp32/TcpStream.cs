using System.Net;
using System.Net.Sockets;
using NanoBatch.Application;
using NanoBatch.Protocol;

namespace NanoBatch.Esp32
{
    /// <summary>A connection to the profile's broker, in the clear.</summary>
    /// <remarks>All waits are managed ones: other threads go on. Only the name's look-up is a native call (<see cref="HostName"/>).</remarks>
    internal sealed class TcpStream : INetworkStream
    {
        /// <summary>How long bytes may wait for room in the network's buffers, ms: less than the thread has for a message.</summary>
        private const int SendTimeoutMs = MqttLink.PublishMs / 2;

        /// <summary>How long the rest of something that has begun to come may take, ms.</summary>
        private const int ReceiveTimeoutMs = 1000;

        private const int MicrosecondsOfMs = 1000;

        private Socket _socket;

        /// <summary>For what is built on it; null before <see cref="Open"/>.</summary>
        public Socket Socket
        {
            get { return _socket; }
        }

        public bool Open(ProfileRecord profile)
        {
            IPAddress address = HostName.AddressOf(profile.BrokerHost);
            if (address == null)
            {
                return false;
            }

            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _socket.SendTimeout = SendTimeoutMs;
            _socket.ReceiveTimeout = ReceiveTimeoutMs;
            _socket.Connect(new IPEndPoint(address, profile.BrokerPort));
            return true;
        }

        public int Read(byte[] buffer, int offset, int count, int waitMs)
        {
            if (!HasCome(waitMs))
            {
                return 0;
            }

            int read = _socket.Receive(buffer, offset, count, SocketFlags.None);
            return read == 0 ? -1 : read;
        }

        /// <summary>True where there is something to read, be it the connection's end.</summary>
        public bool HasCome(int waitMs)
        {
            return _socket.Poll(waitMs * MicrosecondsOfMs, SelectMode.SelectRead);
        }

        public void Write(byte[] bytes)
        {
            _socket.Send(bytes);
        }

        public void Close()
        {
            if (_socket != null)
            {
                _socket.Close();
            }
        }
    }
}
