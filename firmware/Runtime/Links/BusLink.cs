using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Requests and replies over a message bus as the byte stream that a session wants: the frames of the cable, several to a message.</summary>
    /// <remarks>One client at a time, as on a cable: a request of another one takes the place of the first, which asks again where it still waits.</remarks>
    public sealed class BusLink : IByteLink
    {
        private readonly IMessageBus _bus;
        // Two frames of a stream ride in a message; four would take half a KB more.
        private const int ReplyBytesMax = 2 * FrameFormat.EncodedMax;

        private readonly byte[] _outbox = new byte[ReplyBytesMax];
        private int _inboxAt;
        private int _inboxCount;
        private int _outboxCount;
        private int _clients;
        private string _client = "";

        public BusLink(IMessageBus bus)
        {
            _bus = bus;
        }

        /// <summary>Where the next message is received to; only where <see cref="HasRoom"/>.</summary>
        public readonly byte[] Inbox = new byte[DeliveryFormat.ToBoardMax];

        public int ConnectionNumber
        {
            get { return _clients; }
        }

        /// <summary>True where the next request message finds room.</summary>
        public bool HasRoom
        {
            get { return _inboxAt == _inboxCount; }
        }

        /// <summary>Takes the request that lies in <see cref="Inbox"/>.</summary>
        public void Take(string client, int length)
        {
            if (client != _client)
            {
                Flush();                // what finds no room now is asked for again
                _outboxCount = 0;
                _client = client;
                _clients++;
            }

            _inboxAt = 0;
            _inboxCount = length;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int left = _inboxCount - _inboxAt;
            count = left < count ? left : count;
            System.Array.Copy(Inbox, _inboxAt, buffer, offset, count);
            _inboxAt += count;
            return count;
        }

        public bool Write(byte[] buffer, int offset, int count)
        {
            if (_outboxCount + count > _outbox.Length && !Flush())
            {
                return false;
            }

            System.Array.Copy(buffer, offset, _outbox, _outboxCount, count);
            _outboxCount += count;
            return true;
        }

        /// <summary>Sends what has gathered.</summary>
        /// <returns>False where the bus has no room now.</returns>
        public bool Flush()
        {
            if (_outboxCount != 0 && !_bus.Reply(_client, _outbox, 0, _outboxCount))
            {
                return false;
            }

            _outboxCount = 0;
            return true;
        }

        /// <summary>The broker's session is a new one: what was under way is asked for again.</summary>
        public void Forget()
        {
            _clients++;
            _inboxAt = _inboxCount;
            _outboxCount = 0;
        }
    }
}
