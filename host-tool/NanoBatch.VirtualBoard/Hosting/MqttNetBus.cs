using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using NanoBatch.Mqtt;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>A virtual board's connection to a broker: bounded queues between the board's thread, which never waits, and the client's tasks.</summary>
/// <remarks>
/// One message is on its way to the broker at a time, so that parts of a record stay in order. What is queued when a session ends is forgotten: the
/// board sends it again. The retained status says "offline" by last will and by <see cref="LeaveAsync"/>.
/// </remarks>
public sealed class MqttNetBus : IMessageBus, IAsyncDisposable
{
    /// <summary>Messages that may wait in either direction; more are refused or dropped.</summary>
    public const int QueueMax = 16;

    /// <summary>How often a board that stays connected renews its status.</summary>
    public static readonly TimeSpan StatusInterval = TimeSpan.FromMinutes(10);

    // A packet with the longest message for a board, its topic and its properties.
    private const int PacketBytesMax = 1024;

    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_hubPatience = TimeSpan.FromSeconds(2);

    private readonly record struct Incoming(BusTopic Topic, string Client, byte[] Payload);

    /// <param name="Connection">Session that it was meant for.</param>
    /// <param name="Topic">Null for the status, which is written when its turn comes.</param>
    private readonly record struct Outgoing(int Connection, string? Topic, byte[] Payload);

    private readonly string _boardId;
    private readonly Topics _topics;
    private readonly BrokerAddress _broker;
    private readonly TimeProvider _time;
    private readonly BrokerConnection _connection;
    private readonly string _liveTopic;
    private readonly string _pastTopic;
    private readonly string _statusTopic;
    private readonly Queue<Incoming> _incoming = new();
    private readonly Channel<Outgoing> _outgoing = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _sending;
    private int _outgoingCount;
    private int _droppedCount;
    private int _lostCount;
    private int _unacknowledged;
    private bool _isHubSilent;
    private long _lastTalk;
    private long _lastDelivery;
    private int _isLossTold;
    private int _hasLeft;

    /// <param name="broker">Where, and as whom; the path of the address means nothing here.</param>
    /// <param name="credentials">For the broker.</param>
    /// <param name="topics">Under which prefix.</param>
    /// <param name="boardId">Id of the board, and the name of its session: a broker's rights may go by it, and of two boards with one id it ends the older session.</param>
    /// <param name="time">For limits and waits.</param>
    public MqttNetBus(BrokerAddress broker, BrokerCredentials credentials, Topics topics, string boardId, TimeProvider time)
    {
        _broker = broker;
        _topics = topics;
        _boardId = boardId;
        _time = time;
        _liveTopic = topics.Live(boardId);
        _pastTopic = topics.Past(boardId);
        _statusTopic = topics.Status(boardId);
        var options = new BrokerOptions
        {
            Address = broker,
            Credentials = credentials,
            ClientId = boardId,
            Will = () => new BrokerWill(_statusTopic, StatusOf(BoardPresence.Offline), IsRetained: true),
            PacketBytesMax = PacketBytesMax,
            Reconnects = true,
            WriteBufferBytes = 1280,
        };
        _connection = new BrokerConnection(options, time) { Received = TakeAsync, Connected = Begin, Lost = NoteLoss };
        _sending = SendAsync();
    }

    /// <summary>Writes the board's status; called on threads of the pool.</summary>
    public Func<BoardPresence, byte[]> StatusOf { get; set; } = _ => [];

    /// <summary>Told of every arrival and of every session, so that a sleeping board wakes.</summary>
    public Action? Arrived { get; set; }

    /// <summary>Takes remarks for a person: losses and dropped messages.</summary>
    public Action<string>? Note { get; set; }

    /// <summary>URI that <c>--to</c> takes.</summary>
    public string Address => $"{_broker}/{(_topics.Prefix == Topics.DefaultPrefix ? string.Empty : _topics.Prefix + "/")}{_boardId}";

    /// <summary>Messages for this board that were dropped: too long, empty, retained, no topic of a board's, or one too many.</summary>
    public int DroppedCount => Volatile.Read(ref _droppedCount);

    /// <summary>Messages of this board that the broker did not take.</summary>
    public int LostCount => Volatile.Read(ref _lostCount);

    /// <inheritdoc/>
    public int ConnectionNumber => _connection.ConnectionNumber;

    /// <inheritdoc/>
    public string RequestClient { get; private set; } = string.Empty;

    /// <summary>True while somebody is in the middle of something: time at full speed then stands (DECISIONS 53).</summary>
    public bool IsAtWork
    {
        get
        {
            if (Volatile.Read(ref _outgoingCount) > 0)
            {
                return true;
            }

            long lastTalk = Volatile.Read(ref _lastTalk);
            if (lastTalk != 0 && _time.GetElapsedTime(lastTalk) < s_quiet)
            {
                return true;
            }

            bool awaitsHub = Volatile.Read(ref _unacknowledged) > 0 && !_isHubSilent && ConnectionNumber != 0;
            _isHubSilent |= awaitsHub && _time.GetElapsedTime(Volatile.Read(ref _lastDelivery)) >= s_hubPatience;
            return awaitsHub && !_isHubSilent;
        }
    }

    /// <summary>Connects for the first time; afterwards the connection is kept.</summary>
    /// <exception cref="BrokerException">It did not come about.</exception>
    public Task ConnectAsync(CancellationToken cancel) => _connection.ConnectAsync(Filters(), cancel);

    /// <summary>Connects as soon as the broker can be reached.</summary>
    public void Start() => _connection.Start(Filters());

    /// <summary>Publishes the status as it is by now.</summary>
    public void RefreshStatus()
    {
        if (ConnectionNumber is int connection and not 0)
        {
            Enqueue(new Outgoing(connection, null, []));
        }
    }

    /// <inheritdoc/>
    public bool Publish(BusTopic topic, byte[] buffer, int offset, int count)
    {
        if (!TrySend(topic == BusTopic.Live ? _liveTopic : _pastTopic, buffer, offset, count))
        {
            return false;
        }

        Volatile.Write(ref _lastDelivery, _time.GetTimestamp());
        Interlocked.Increment(ref _unacknowledged);
        return true;
    }

    /// <inheritdoc/>
    public bool Reply(string client, byte[] buffer, int offset, int count)
    {
        Touch();
        return TrySend(_topics.Reply(_boardId, client), buffer, offset, count);
    }

    /// <inheritdoc/>
    public byte[]? Receive(out BusTopic topic)
    {
        lock (_incoming)
        {
            if (!_incoming.TryDequeue(out Incoming message))
            {
                topic = default;
                return null;
            }

            topic = message.Topic;
            RequestClient = topic == BusTopic.Request ? message.Client : RequestClient;
            return message.Payload;
        }
    }

    /// <summary>Says goodbye: status offline, then the end of the session. Safe to call twice.</summary>
    public async Task LeaveAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        try
        {
            await _connection.PublishAsync(_statusTopic, StatusOf(BoardPresence.Offline), isRetained: true, cancel).ConfigureAwait(false);
        }
        catch (BrokerException)
        {
            Interlocked.Increment(ref _lostCount);      // the last will has said it, or will
        }

        await _connection.DisconnectAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Drops the connection as a power cut would.</summary>
    public async Task AbortAsync()
    {
        _hasLeft = 1;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        await _connection.AbortAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync(CancellationToken.None).ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private string[] Filters() => [_topics.Acknowledgement(_boardId), _topics.Request(_boardId, "+")];

    private bool TrySend(string topic, byte[] buffer, int offset, int count)
    {
        int connection = ConnectionNumber;
        if (connection == 0 || Volatile.Read(ref _outgoingCount) >= QueueMax)
        {
            return false;
        }

        Enqueue(new Outgoing(connection, topic, buffer.AsSpan(offset, count).ToArray()));
        return true;
    }

    private void Enqueue(Outgoing message)
    {
        Interlocked.Increment(ref _outgoingCount);
        _outgoing.Writer.TryWrite(message);
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (Outgoing message in _outgoing.Reader.ReadAllAsync(_closing.Token).ConfigureAwait(false))
            {
                if (message.Connection == ConnectionNumber)
                {
                    await SendAsync(message).ConfigureAwait(false);
                }

                if (Interlocked.Decrement(ref _outgoingCount) == QueueMax - 1)
                {
                    Arrived?.Invoke();      // there is room again
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Leaving: the board sends the rest when it is back.
        }
    }

    private async Task SendAsync(Outgoing message)
    {
        try
        {
            bool isStatus = message.Topic is null;
            await _connection.PublishAsync(message.Topic ?? _statusTopic, isStatus ? StatusOf(BoardPresence.Online) : message.Payload, isStatus, _closing.Token)
                .ConfigureAwait(false);
        }
        catch (BrokerException e)
        {
            int lost = Interlocked.Increment(ref _lostCount);
            if (e.Failure != BrokerFailure.Lost && IsWorthALine(lost))
            {
                Note?.Invoke($"board {_boardId}: {e.Message} ({lost} so far)");
            }
        }
    }

    private void Begin()
    {
        lock (_incoming)
        {
            _incoming.Clear();      // meant for the session before
        }

        Volatile.Write(ref _unacknowledged, 0);
        if (Interlocked.Exchange(ref _isLossTold, 0) != 0)
        {
            Note?.Invoke($"board {_boardId}: {_broker} is reached again");
        }

        RefreshStatus();
        Arrived?.Invoke();
    }

    private void NoteLoss(BrokerException reason)
    {
        if (Interlocked.Exchange(ref _isLossTold, 1) == 0)
        {
            Note?.Invoke($"board {_boardId}: {reason.Message}; trying again");
        }

        Arrived?.Invoke();
    }

    private Task TakeAsync(BrokerMessage message)
    {
        bool isOurs = _topics.TryParse(message.Topic, out TopicName name) && name.Board == _boardId && name.Kind is TopicKind.Request or TopicKind.Acknowledgement;
        string? fault = !isOurs ? "a topic that is none of its own"
            : message.IsRetained ? "retained: what is for now was kept for later"
            : message.Payload.Length is 0 or > DeliveryFormat.ToBoardMax ? $"{message.Payload.Length} bytes where 1 to {DeliveryFormat.ToBoardMax} are meant"
            : null;
        if (fault is null)
        {
            lock (_incoming)
            {
                if (_incoming.Count < QueueMax)
                {
                    _incoming.Enqueue(new Incoming(name.Kind == TopicKind.Request ? BusTopic.Request : BusTopic.Acknowledgement, name.Client, message.Payload));
                }
                else
                {
                    fault = "more at once than a board keeps";
                }
            }
        }

        if (fault is not null)
        {
            int dropped = Interlocked.Increment(ref _droppedCount);
            if (IsWorthALine(dropped))
            {
                Note?.Invoke($"board {_boardId}: dropped a message to '{Shown(message.Topic)}': {fault} ({dropped} so far)");
            }

            return Task.CompletedTask;
        }

        if (name.Kind == TopicKind.Request)
        {
            Touch();
        }
        else
        {
            Volatile.Write(ref _unacknowledged, 0);
            _isHubSilent = false;
        }

        Arrived?.Invoke();
        return Task.CompletedTask;
    }

    private void Touch() => Volatile.Write(ref _lastTalk, _time.GetTimestamp());

    /// <summary>A stranger's text, fit for a log.</summary>
    private static string Shown(string text)
    {
        const int LengthMax = 60;
        string start = text.Length <= LengthMax ? text : text[..LengthMax] + "…";
        return string.Concat(start.Select(c => char.IsControl(c) ? '?' : c));
    }

    /// <summary>The first, the tenth, the hundredth …: a flood must not flood the log.</summary>
    private static bool IsWorthALine(int count)
    {
        while (count % 10 == 0)
        {
            count /= 10;
        }

        return count == 1;
    }
}
