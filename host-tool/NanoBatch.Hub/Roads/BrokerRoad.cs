using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using NanoBatch.Mqtt;

namespace NanoBatch.Hub;

/// <summary>Boards behind a broker of its own, such as mosquitto: this collector is one of a group that shares their messages.</summary>
/// <remarks>
/// The session has no past: what it had not released when it ended goes to another collector, or comes again from its board. Statuses come to every
/// collector, because a broker gives a shared subscription nothing that it retained.
/// </remarks>
public sealed class BrokerRoad : IBoardRoad, IAsyncDisposable
{
    /// <summary>Name of the group that shares the boards' messages.</summary>
    public const string Group = "nanobatch";

    /// <summary>Messages that a broker may have under way to one collector.</summary>
    public const int ReceiveMax = 1024;

    // As many messages as may be under way, and the statuses of thousands of boards after a reconnection.
    private const int SocketBufferBytes = 1024 * 1024;

    private readonly Topics _topics;
    private readonly Collector _collector;
    private readonly HubMetrics _metrics;
    private readonly RefusalLog _refusals;
    private readonly ILogger _log;
    private readonly BrokerConnection _connection;
    private CancellationTokenSource _session = new();

    /// <param name="options">Address, credentials and name; what a collector needs beyond them is set here.</param>
    /// <param name="topics">Where boards are.</param>
    /// <param name="collector">Gets the messages.</param>
    public BrokerRoad(BrokerOptions options, Topics topics, Collector collector, HubMetrics metrics, RefusalLog refusals, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _topics = topics;
        _collector = collector;
        _metrics = metrics;
        _refusals = refusals;
        _log = log;
        _connection = new BrokerConnection(options with { AcknowledgesByHand = true, ReceiveMax = ReceiveMax, Reconnects = true, SocketBufferBytes = SocketBufferBytes }, time)
        {
            Received = TakeAsync,
            Connected = () => _metrics.SetConnections(1),
            Lost = loss =>
            {
                _metrics.SetConnections(0);
                Interlocked.Exchange(ref _session, new CancellationTokenSource()).Cancel();
                HubLog.BrokerLost(_log, loss.Message);
            },
        };
    }

    /// <summary>Counts up with each session; 0 while there is none.</summary>
    public int ConnectionNumber => _connection.ConnectionNumber;

    /// <summary>Connects and listens; a later loss is made good.</summary>
    /// <exception cref="BrokerException">The first attempt failed: nothing to wait for, but something to tell.</exception>
    public Task ConnectAsync(CancellationToken cancel)
    {
        List<string> filters =
        [
            Topics.Shared(Group, _topics.Live(Topics.AnyBoard)), Topics.Shared(Group, _topics.Past(Topics.AnyBoard)), _topics.Status(Topics.AnyBoard),
        ];
        return _connection.ConnectAsync(filters, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> AcknowledgeAsync(string board, byte[] payload, CancellationToken cancel)
    {
        try
        {
            await _connection.PublishAsync(_topics.Acknowledgement(board), payload, false, cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is BrokerException or OperationCanceledException)
        {
            HubLog.AcknowledgementLost(_log, board, e.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _session.CancelAsync().ConfigureAwait(false);
        _session.Dispose();
    }

    private async Task TakeAsync(BrokerMessage message)
    {
        if (!_topics.TryParse(message.Topic, out TopicName name) || name.Kind is not (TopicKind.Live or TopicKind.Past or TopicKind.Status))
        {
            _refusals.Note(RefusalCause.ForeignTopic, message.Topic, "no topic of a board");
            await ReleaseAsync(message).ConfigureAwait(false);
            return;
        }

        if (message.Payload.Length > Protocol.DeliveryFormat.MessageMax)
        {
            _refusals.Note(RefusalCause.MessageSize, name.Board, FormattableString.Invariant($"{message.Payload.Length} bytes, at most {Protocol.DeliveryFormat.MessageMax}"));
            await ReleaseAsync(message).ConfigureAwait(false);
            return;
        }

        // Where the queue is full, everything behind it waits, and the broker holds back once as many are under way as we take. Refusing one instead would leave it
        // under way for as long as the session lasts: a thousand of those, and the broker sends nothing more.
        var offer = new HubMessage(name.Board, name.Kind, message.Payload, message.IsRetained, () => ReleaseAsync(message));
        await _collector.OfferAsync(offer, Volatile.Read(ref _session).Token).ConfigureAwait(false);
    }

    private static async Task ReleaseAsync(BrokerMessage message)
    {
        try
        {
            await message.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (BrokerException)
        {
            // The connection it came over is gone, and with it what it wanted to know; the store drops what comes again.
        }
    }
}
