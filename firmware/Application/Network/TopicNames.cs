using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>A board's topics (DECISIONS 49), built once.</summary>
    public sealed class TopicNames
    {
        /// <summary>Longest name of a client in a request's topic, characters.</summary>
        public const int ClientLengthMax = 64;

        private readonly string _live;
        private readonly string _past;
        private readonly string _acknowledgement;
        private readonly string _request;
        private readonly string _reply;

        /// <summary>Retained; last will.</summary>
        public readonly string Status;

        /// <summary>What a session subscribes to.</summary>
        public readonly string[] Subscriptions;

        public TopicNames(string prefix, string boardId)
        {
            string board = prefix + "/" + boardId + "/";
            _live = board + "live";
            _past = board + "past";
            _acknowledgement = board + "ack";
            _request = board + "req/";
            _reply = board + "rep/";
            Status = board + "status";
            Subscriptions = new string[] { _acknowledgement, _request + "+" };
        }

        /// <summary>Topic of a message that goes out.</summary>
        /// <param name="topic">Live, past, or a reply, which is the answer to a request.</param>
        /// <param name="client">Receiver of a reply.</param>
        public string Of(BusTopic topic, string client)
        {
            switch (topic)
            {
                case BusTopic.Live:
                    return _live;
                case BusTopic.Past:
                    return _past;
                default:
                    return _reply + client;
            }
        }

        /// <summary>What a received message is about.</summary>
        /// <param name="name">Its topic.</param>
        /// <param name="topic">Acknowledgement or request.</param>
        /// <param name="client">Sender of a request, else empty.</param>
        /// <returns>False where it is not for this board.</returns>
        public bool TryRead(string name, out BusTopic topic, out string client)
        {
            topic = BusTopic.Acknowledgement;
            client = string.Empty;
            if (name == _acknowledgement)
            {
                return true;
            }

            if (!name.StartsWith(_request))
            {
                return false;
            }

            topic = BusTopic.Request;
            client = name.Substring(_request.Length);
            return client.Length > 0 && client.Length <= ClientLengthMax && client.IndexOf('/') < 0 && client.IndexOf('+') < 0 && client.IndexOf('#') < 0;
        }
    }
}
