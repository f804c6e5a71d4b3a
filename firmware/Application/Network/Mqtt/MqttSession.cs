using NanoBatch.Protocol;

namespace NanoBatch.Application
{
    /// <summary>A session with a broker over one stream: MQTT 3.1.1, QoS 1 both ways, without a thread of its own.</summary>
    /// <remarks>One thread makes every call. What it keeps is 0.5 KB, whatever the broker sends (docs/adr/0013-a-session-without-threads.md).</remarks>
    public sealed class MqttSession : IMqttSession
    {
        /// <summary>What the broker is told; it ends a connection that is silent for one and a half times as long.</summary>
        public const int KeepAliveSeconds = 60;

        /// <summary>A board that sent nothing for so long asks for a sign of life, ms.</summary>
        public const int PingAfterMs = 30 * 1000;

        /// <summary>How long the broker may take to answer a connection or a ping, ms.</summary>
        public const int AnswerMs = 20 * 1000;

        /// <summary>Reads of one call of <see cref="Receive"/>: a flood waits in the network's buffers, and not in the board.</summary>
        private const int ReadsMax = 64;

        private readonly INetworkStream _stream;
        private readonly IMqttInbox _inbox;
        private readonly IMachine _machine;
        private readonly string _clientId;
        private readonly MqttReader _reader = new MqttReader();
        private bool _isOpen;
        private int _lastId;
        private long _sentMs;
        private long _pingedMs = -1;

        // The broker's last answer to a connection or a subscription: its type with its packet's id, and what it says.
        private int _answered;
        private int _answer;

        /// <param name="stream">Not open yet.</param>
        /// <param name="inbox">Takes what arrives.</param>
        /// <param name="machine">The clock of deadlines.</param>
        /// <param name="clientId">Differs between boards, copied profiles included: a broker ends the older of two sessions with one id.</param>
        public MqttSession(INetworkStream stream, IMqttInbox inbox, IMachine machine, string clientId)
        {
            _stream = stream;
            _inbox = inbox;
            _machine = machine;
            _clientId = clientId;
        }

        public bool IsUp
        {
            get { return _isOpen; }
        }

        public bool Connect(ProfileRecord profile, string willTopic, byte[] will)
        {
            _isOpen = _stream.Open(profile);
            if (_isOpen)
            {
                Send(MqttWriter.Connect(_clientId, KeepAliveSeconds, willTopic, will, profile.BrokerUser, profile.BrokerPassword));
                _isOpen = Await(MqttPacketType.ConnectAnswer, 0, AnswerMs) == 0;
            }

            return _isOpen;
        }

        public bool Subscribe(string topic, int deadlineMs)
        {
            int id = NextId();
            Send(MqttWriter.Subscribe(id, topic));
            int granted = Await(MqttPacketType.SubscribeAnswer, id, deadlineMs);
            return granted >= 0 && granted <= 2;
        }

        public void Publish(string topic, byte[] payload, bool isRetained)
        {
            Send(MqttWriter.Publish(NextId(), topic, payload, isRetained));
        }

        public void Receive()
        {
            for (int reads = 0; reads < ReadsMax && Read(0); reads++)
            {
            }

            long nowMs = _machine.NowMs;
            if (!_isOpen)
            {
                return;
            }

            if (_pingedMs >= 0)
            {
                _isOpen = nowMs - _pingedMs < AnswerMs;
            }
            else if (nowMs - _sentMs >= PingAfterMs)
            {
                Send(MqttWriter.Ping());
                _pingedMs = nowMs;
            }
        }

        /// <summary>Ends it without a farewell, so that the broker publishes the will whichever way a session ends.</summary>
        public void Close()
        {
            _isOpen = false;
            _stream.Close();
        }

        /// <summary>Waits for an answer.</summary>
        /// <returns>What it says; -1 where none came in time, or the connection is gone.</returns>
        private int Await(int type, int packetId, int deadlineMs)
        {
            int wanted = (type << 16) | packetId;
            _answered = 0;
            long untilMs = _machine.NowMs + deadlineMs;
            for (long leftMs = deadlineMs; leftMs > 0 && _isOpen && _answered != wanted; leftMs = untilMs - _machine.NowMs)
            {
                Read((int)leftMs);
            }

            return _answered == wanted ? _answer : -1;
        }

        /// <summary>Reads what has come, as far as the packet that is being received wants it.</summary>
        /// <returns>False where nothing came.</returns>
        private bool Read(int waitMs)
        {
            int count = _isOpen ? _stream.Read(_reader.Target, _reader.Offset, _reader.Count, waitMs) : 0;
            if (count < 0)
            {
                _isOpen = false;
            }

            if (count <= 0)
            {
                return false;
            }

            _pingedMs = -1;     // whatever it says, it lives
            if (_reader.Took(count))
            {
                Take();
            }

            _isOpen = _isOpen && !_reader.IsBroken;
            return true;
        }

        private void Take()
        {
            if (_reader.Type != MqttPacketType.Publish)
            {
                _answered = (_reader.Type << 16) | _reader.PacketId;
                _answer = _reader.Code;
                return;
            }

            // A message that is not for us (a retained one is an old one) is answered too: the broker would send it again, and nothing else after twenty of them.
            if (_reader.Topic != null && _reader.Payload != null && !_reader.IsRetained)
            {
                _inbox.Arrived(_reader.Topic, _reader.Payload);
            }

            if (_reader.PacketId != 0)
            {
                Send(MqttWriter.PublishAnswer(_reader.PacketId));
            }
        }

        private int NextId()
        {
            _lastId = _lastId == 0xFFFF ? 1 : _lastId + 1;
            return _lastId;
        }

        private void Send(byte[] packet)
        {
            _sentMs = _machine.NowMs;
            _stream.Write(packet);
        }
    }
}
