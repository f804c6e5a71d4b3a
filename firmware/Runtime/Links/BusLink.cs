namespace NanoBatch.Runtime
{
    /// <summary>Requests and replies over a message bus as the byte stream that a session wants: the frames of the cable, several to a message.</summary>
    /// <remarks>One client at a time, as on a cable: a request of another one takes the place of the first, which asks again where it still waits.</remarks>
    public sealed class BusLink : IByteLink
    {
        private readonly IMessageBus _bus;
        private readonly byte[] _outbox;
        private byte[] _inbox;
        private int _inboxAt;
        private int _outboxCount;
        private int _clients;
        private string _client = "";

        /// <param name="bus">Takes the messages.</param>
        /// <param name="message">Room for the frames of one message, one at least; others may use it while <see cref="IsEmpty"/>.</param>
        public BusLink(IMessageBus bus, byte[] message)
        {
            _bus = bus;
            _outbox = message;
        }

        /// <summary>True where no frame waits to be sent.</summary>
        public bool IsEmpty
        {
            get { return _outboxCount == 0; }
        }

        public int ConnectionNumber
        {
            get { return _clients; }
        }

        /// <summary>True where the next request message finds room.</summary>
        public bool HasRoom
        {
            get { return _inbox == null; }
        }

        /// <summary>Takes a request; only where <see cref="HasRoom"/>.</summary>
        /// <param name="client">Who asks.</param>
        /// <param name="message">Its frames, not empty; the link keeps the array until they are read.</param>
        public void Take(string client, byte[] message)
        {
            if (client != _client)
            {
                Flush();                // what finds no room now is asked for again
                _outboxCount = 0;
                _client = client;
                _clients++;
            }

            _inboxAt = 0;
            _inbox = message;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            if (_inbox == null)
            {
                return 0;
            }

            int left = _inbox.Length - _inboxAt;
            count = left < count ? left : count;
            System.Array.Copy(_inbox, _inboxAt, buffer, offset, count);
            _inboxAt += count;
            _inbox = count == left ? null : _inbox;
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
            _inbox = null;
            _outboxCount = 0;
        }
    }
}
