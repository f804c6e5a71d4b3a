using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>Keeps a session with the broker: a new one for each connection, thrown away at the first failure.</summary>
    public sealed class MqttLink
    {
        /// <summary>How long the calls of a session may take, ms; one that takes longer hangs, and its thread is replaced.</summary>
        public const int ConnectMs = 40 * 1000;
        public const int PublishMs = 20 * 1000;
        public const int SubscribeMs = 10 * 1000;
        public const int CloseMs = 20 * 1000;

        /// <summary>A session that lived so long was a success: the next wait is the shortest again.</summary>
        public const int ProvenMs = 60 * 1000;

        /// <summary>A session that sent and heard nothing for so long may be deaf: it is renewed, ms.</summary>
        public const int DeafMs = 10 * 60 * 1000;

        /// <summary>The status is said again after so long, ms: what it tells of the backlog grows old.</summary>
        public const int StatusMs = 10 * 60 * 1000;

        private readonly Station _station;
        private readonly NetworkMemory _memory;
        private readonly Heartbeat _beat;
        private readonly TopicNames _topics;
        private IMqttSession _session;
        private int _token;
        private long _upMs;
        private long _toldMs;
        private long _heardMs;
        private int _heardCount;
        private bool _hasSent;

        public MqttLink(Station station, NetworkMemory memory, Heartbeat beat)
        {
            _station = station;
            _memory = memory;
            _beat = beat;
            _topics = new TopicNames(station.Profile.TopicPrefix, station.Profile.BoardId);
        }

        public bool IsUp
        {
            get { return _session != null; }
        }

        /// <summary>Connects where it is time to, else takes what came and sends what waits; may throw what a session throws: then <see cref="Drop"/> it.</summary>
        public void Step(long nowMs)
        {
            if (_session == null)
            {
                ProfileRecord profile = _station.Profile;
                bool mayConnect = profile.BrokerHost.Length > 0 && nowMs >= _memory.BrokerNotBeforeMs && !_station.Bus.IsLeaving;

                // A certificate's dates mean nothing before the clock is set.
                if (mayConnect && (profile.BrokerTls == 0 || ClockRange.IsPlausible(_station.Machine.ClockUtcMs)))
                {
                    Connect(nowMs, profile);
                }

                return;
            }

            _session.Receive();
            if (!_session.IsUp)
            {
                Give("the broker's connection is gone");
                return;
            }

            Exchange(nowMs);
        }

        /// <summary>Throws the session away, connected or not.</summary>
        public void Drop()
        {
            if (_session == null)
            {
                return;
            }

            IMqttSession session = _session;
            _session = null;
            _station.Bus.Close(_token);
            long nowMs = _station.Machine.NowMs;
            if (!_beat.IsRetired && _memory.BrokerNotBeforeMs <= nowMs)
            {
                // A thousand boards lost the same broker in this moment.
                _memory.BrokerNotBeforeMs = nowMs + _memory.Broker.NextMs(_station.Machine.Random());
            }

            try
            {
                _beat.Beat(nowMs, CloseMs);
                session.Close();
            }
            catch (System.Exception failure)
            {
                _station.Failed("mqtt close", failure);
            }
        }

        private void Connect(long nowMs, ProfileRecord profile)
        {
            _memory.BrokerNotBeforeMs = nowMs + _memory.Broker.NextMs(_station.Machine.Random());
            if (!_beat.Beat(nowMs, ConnectMs))
            {
                return;
            }

            _token = _station.Bus.NewToken();
            _session = _station.Hardware.NewMqttSession(profile, new SessionInbox(_station.Bus, _topics, _token));
            if (!_session.Connect(profile, _topics.Status, StatusOf(BoardPresence.Offline)))
            {
                Give("the broker refuses the connection");
                return;
            }

            for (int i = 0; i < _topics.Subscriptions.Length; i++)
            {
                if (!_beat.Beat(_station.Machine.NowMs, 2 * SubscribeMs))
                {
                    return;
                }

                if (!_session.Subscribe(_topics.Subscriptions[i], SubscribeMs))
                {
                    Give("the broker does not answer a subscription");
                    return;
                }
            }

            if (_beat.Beat(_station.Machine.NowMs, PublishMs))
            {
                Tell(BoardPresence.Online);
                Begin(_station.Machine.NowMs);
            }
        }

        private void Begin(long nowMs)
        {
            if (_beat.IsRetired || !_station.Bus.Open(_token))
            {
                return;
            }

            _upMs = nowMs;
            _heardMs = nowMs;
            _heardCount = _station.Bus.ArrivedCount;
            _hasSent = false;
            _station.Health.ConnectionCount++;
            _station.Log.Write(nowMs, LogLevel.Note, "the broker is reached");
        }

        private void Exchange(long nowMs)
        {
            if (_memory.Broker.Count > 0 && nowMs - _upMs >= ProvenMs)
            {
                _memory.Broker.Reset();
            }

            byte[] payload;
            while ((payload = _station.Bus.Take(_token, _topics, out string topic)) != null)
            {
                if (!_beat.Beat(_station.Machine.NowMs, PublishMs))
                {
                    return;
                }

                _session.Publish(topic, payload, false);
                _hasSent = true;
            }

            if (_heardCount != _station.Bus.ArrivedCount)
            {
                _heardCount = _station.Bus.ArrivedCount;
                _heardMs = nowMs;
                _hasSent = false;
            }

            if (_station.Bus.IsLeaving)
            {
                _beat.Beat(_station.Machine.NowMs, PublishMs);
                Tell(BoardPresence.Asleep);
                Drop();
            }
            else if (_hasSent && nowMs - _heardMs >= DeafMs)
            {
                Give("the broker's connection is silent");
            }
            else if (nowMs - _toldMs >= StatusMs && _beat.Beat(_station.Machine.NowMs, PublishMs))
            {
                Tell(BoardPresence.Online);
            }
        }

        private void Tell(BoardPresence state)
        {
            _toldMs = _station.Machine.NowMs;
            _session.Publish(_topics.Status, StatusOf(state), true);
        }

        private void Give(string why)
        {
            if (_memory.Broker.IsWorthALine && !_beat.IsRetired)
            {
                _station.Log.Write(_station.Machine.NowMs, LogLevel.Warning, why);
            }

            Drop();
        }

        /// <summary>What the hub knows a board by; a retained status is only worth something with its time, 0 where that is unknown.</summary>
        private byte[] StatusOf(BoardPresence state)
        {
            Board board = _station.Board;
            long utcMs = _station.Machine.ClockUtcMs;

            // The acknowledged prefix first: it never passes the newest record, and both only grow.
            uint acknowledgedTo = board.Ledger.AcknowledgedTo;
            uint newest = board.Ledger.NextRecord - 1;
            return StatusWriter.Write(
                state,
                ClockRange.IsPlausible(utcMs) ? utcMs : 0,
                board.Ledger.Boot,
                board.Ledger.Epoch,
                board.Clock.Quality,
                newest > acknowledgedTo ? newest : acknowledgedTo,
                acknowledgedTo,
                board.Config.Build);
        }
    }
}
