using System.Net;
using System.Net.Sockets;
using NanoBatch.Application;

namespace NanoBatch.Esp32
{
    /// <summary>Asks a time server once, with a deadline.</summary>
    /// <remarks>The name look-up is a native call without a deadline of its own; the answer is waited for in a managed wait.</remarks>
    internal sealed class SntpClient : INetworkTime
    {
        private const int AnswerTimeoutMs = 4000;

        private readonly IMachine _machine;
        private readonly int _port;
        private readonly byte[] _packet = new byte[NtpPacket.Bytes];

        /// <param name="machine">Its clock measures the way there and back; its chance tells answers apart.</param>
        /// <param name="port"><see cref="NtpPacket.Port"/>; another one in tests.</param>
        public SntpClient(IMachine machine, int port)
        {
            _machine = machine;
            _port = port;
        }

        public long Ask(string server)
        {
            IPAddress address = HostName.AddressOf(server);
            if (address == null)
            {
                return 0;
            }

            Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                // Connected, so that the network layer drops what others send.
                socket.Connect(new IPEndPoint(address, _port));
                return AskOver(socket);
            }
            finally
            {
                socket.Close();
            }
        }

        private long AskOver(Socket socket)
        {
            uint chanceHigh = _machine.Random();
            uint chanceLow = _machine.Random();
            NtpPacket.WriteRequest(_packet, chanceHigh, chanceLow);
            socket.ReceiveTimeout = AnswerTimeoutMs;
            socket.SendTimeout = AnswerTimeoutMs;
            long askedMs = _machine.NowMs;
            socket.Send(_packet);

            // A stray answer is skipped, within the same deadline.
            for (long left = AnswerTimeoutMs; left > 0; left = askedMs + AnswerTimeoutMs - _machine.NowMs)
            {
                if (!socket.Poll((int)left * 1000, SelectMode.SelectRead))
                {
                    break;
                }

                int length = socket.Receive(_packet);
                long utcMs = NtpPacket.ReadAnswer(_packet, length, chanceHigh, chanceLow);
                if (utcMs != 0)
                {
                    return utcMs + ((_machine.NowMs - askedMs) / 2);
                }
            }

            return 0;
        }
    }
}
