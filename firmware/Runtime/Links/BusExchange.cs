namespace NanoBatch.Runtime
{
    /// <summary>A board on a message bus: its outbox, and a session that answers requests. One message in, one out, in a step.</summary>
    public sealed class BusExchange
    {
        // How long a bus that took no reply is left alone.
        private const int RetryMs = 100;

        private readonly Board _board;
        private readonly IMessageBus _bus;
        private readonly BusLink _link;
        private readonly long _retryMs;
        private LinkSession _session;
        private int _connection;
        private bool _holdsReply;

        public readonly Outbox Outbox;

        public BusExchange(Board board, IMessageBus bus)
        {
            _board = board;
            _bus = bus;
            byte[] message = new byte[board.Config.MessageBytesMax];        // records and replies take turns in it
            _link = new BusLink(bus, message);
            Outbox = new Outbox(bus, board.Ledger, board.Records, message, board.Config);
            _retryMs = (long)RetryMs * board.Config.LinkTimeFactor;
        }

        /// <summary>Takes one message, answers, sends.</summary>
        /// <returns>True where more may wait.</returns>
        public bool Step(long nowMs)
        {
            int connection = _bus.ConnectionNumber;
            if (connection != _connection)
            {
                _connection = connection;
                _link.Forget();
            }

            if (connection == 0)
            {
                return Outbox.Step(nowMs);      // it takes note of the loss
            }

            bool isBusy = _link.HasRoom && Receive(nowMs);
            bool isAnswering = _session != null && _session.Step(nowMs);
            bool mustFlush = !isAnswering || Outbox.NextMs(nowMs) <= nowMs;      // the frames of a stream gather as long as no record waits
            _holdsReply = mustFlush && !_link.Flush();
            return (_link.IsEmpty && Outbox.Step(nowMs)) || isAnswering || isBusy;
        }

        /// <summary>Monotonic time at which there is something to do without a message or a record having come.</summary>
        public long NextMs(long nowMs)
        {
            long nextMs = Outbox.NextMs(nowMs);
            return _holdsReply && nowMs + _retryMs < nextMs ? nowMs + _retryMs : nextMs;
        }

        private bool Receive(long nowMs)
        {
            byte[] message = _bus.Receive(out BusTopic topic);
            if (message == null)
            {
                return false;
            }

            if (topic == BusTopic.Acknowledgement)
            {
                Outbox.TakeAcknowledgement(message, message.Length, nowMs);
            }
            else if (topic == BusTopic.Request)
            {
                _session = _session ?? new LinkSession(_board, _link);      // 1.5 KB that a board takes when somebody asks it something
                _link.Take(_bus.RequestClient, message);
            }

            return true;
        }
    }
}
