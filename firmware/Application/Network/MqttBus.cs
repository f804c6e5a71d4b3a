using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>The message bus between the board's thread and the network's: a few messages each way.</summary>
    /// <remarks>
    /// A session holds a token; what comes with an older one is ignored, so that a thread that hung and comes back disturbs nothing. Messages that a session
    /// leaves behind are forgotten: the outbox sends what is not acknowledged to the next one. Nothing is allocated but each message's own array for the session.
    /// </remarks>
    public sealed class MqttBus : IMessageBus
    {
        private const int OutgoingMax = 3;
        private const int IncomingMax = 2;

        private readonly object _gate = new object();
        private readonly BusQueue _outgoing = new BusQueue(OutgoingMax, DeliveryFormat.MessageMax);
        private readonly BusQueue _incoming = new BusQueue(IncomingMax, DeliveryFormat.ToBoardMax);
        private readonly IWakeSignal _networkWake;
        private readonly IWakeSignal _boardWake;
        private int _token;
        private int _connection;
        private int _connections;
        private bool _isLeaving;
        private string _requestClient = string.Empty;

        /// <summary>Messages to this board that were too long, or found the queue full.</summary>
        public int LostCount;

        /// <summary>Messages that arrived since the start.</summary>
        public int ArrivedCount;

        /// <param name="networkWake">Set when there is something to send.</param>
        /// <param name="boardWake">Set when something has come.</param>
        public MqttBus(IWakeSignal networkWake, IWakeSignal boardWake)
        {
            _networkWake = networkWake;
            _boardWake = boardWake;
        }

        public int ConnectionNumber
        {
            get
            {
                lock (_gate)
                {
                    return _connection;
                }
            }
        }

        public string RequestClient
        {
            get
            {
                lock (_gate)
                {
                    return _requestClient;
                }
            }
        }

        /// <summary>True from <see cref="Leave"/> on: the session says good-bye and closes, and no other one is opened.</summary>
        public bool IsLeaving
        {
            get
            {
                lock (_gate)
                {
                    return _isLeaving;
                }
            }
        }

        // ---- the board's thread ----

        public bool Publish(BusTopic topic, byte[] buffer, int offset, int count)
        {
            return Send(topic, string.Empty, buffer, offset, count);
        }

        public bool Reply(string client, byte[] buffer, int offset, int count)
        {
            return Send(BusTopic.Request, client, buffer, offset, count);
        }

        public byte[] Receive(out BusTopic topic)
        {
            lock (_gate)
            {
                topic = BusTopic.Acknowledgement;
                BusSlot slot = _incoming.Take();
                if (slot == null)
                {
                    return null;
                }

                topic = slot.Topic;
                _requestClient = slot.Client;
                byte[] payload = slot.Payload;
                slot.Payload = null;
                return payload;
            }
        }

        /// <summary>Asks the session to say good-bye, as before a sleep.</summary>
        public void Leave()
        {
            lock (_gate)
            {
                _isLeaving = true;
            }

            _networkWake.Set();
        }

        // ---- the network's thread ----

        /// <summary>A token for a session that is about to connect; older ones mean nothing from now on.</summary>
        public int NewToken()
        {
            lock (_gate)
            {
                Forget();
                return ++_token;
            }
        }

        /// <summary>The session is up, with its subscriptions in place.</summary>
        /// <returns>False where its token is an old one.</returns>
        public bool Open(int token)
        {
            lock (_gate)
            {
                if (token != _token)
                {
                    return false;
                }

                _connection = ++_connections;
            }

            _boardWake.Set();
            return true;
        }

        /// <summary>The session is gone; nothing where its token is an old one.</summary>
        public void Close(int token)
        {
            lock (_gate)
            {
                if (token == _token)
                {
                    Forget();
                }
            }
        }

        /// <summary>Whatever session there is counts no longer.</summary>
        public void CutOff()
        {
            NewToken();
        }

        /// <summary>Takes the next message to publish, in an array of its own length; null without one.</summary>
        /// <param name="token">Of the session.</param>
        /// <param name="topics">Name the topic.</param>
        /// <param name="topic">Where it goes.</param>
        public byte[] Take(int token, TopicNames topics, out string topic)
        {
            lock (_gate)
            {
                topic = null;
                BusSlot slot = token == _token && _connection != 0 ? _outgoing.Take() : null;
                if (slot == null)
                {
                    return null;
                }

                topic = topics.Of(slot.Topic, slot.Client);
                byte[] payload = slot.Payload;
                slot.Payload = null;
                return payload;
            }
        }

        /// <summary>Takes a message that came; dropped where the token is an old one, or there is no room.</summary>
        public void Arrived(int token, BusTopic topic, string client, byte[] payload)
        {
            lock (_gate)
            {
                if (token != _token)
                {
                    return;
                }

                ArrivedCount++;
                if (!_incoming.Add(topic, client, payload))
                {
                    LostCount++;
                }
            }

            _boardWake.Set();
        }

        private bool Send(BusTopic topic, string client, byte[] buffer, int offset, int count)
        {
            lock (_gate)
            {
                if (_connection == 0 || !_outgoing.HasRoom(count))
                {
                    return false;
                }

                byte[] payload = new byte[count];       // which the session sends as it is
                System.Array.Copy(buffer, offset, payload, 0, count);
                _outgoing.Add(topic, client, payload);
            }

            _networkWake.Set();
            return true;
        }

        private void Forget()
        {
            _connection = 0;
            _outgoing.Clear();
            _incoming.Clear();
        }
    }
}
