using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Protocol;
using MQTTnet.Server;
using NanoBatch.Mqtt;

namespace NanoBatch.Hub;

/// <summary>A broker in this process, for boards that have none of their own: what they publish goes to the collector at once, before the broker says that it has it.</summary>
public sealed class EmbeddedBroker : IBoardRoad, IAsyncDisposable
{
    private const string PeerItem = "peer";

    private readonly ListenOptions _options;
    private readonly Collector _collector;
    private readonly RefusalLog _refusals;
    private readonly ILogger _log;
    private readonly TopicRights _rights;
    private readonly BrokerListener _listener;
    private readonly MqttServer _server;
    private readonly ConcurrentDictionary<string, Peer> _peersByClient = new();
    private readonly ConcurrentDictionary<string, byte> _statuses = new();
    private int _isClosed;

    /// <param name="options">Where, and for whom.</param>
    /// <param name="collector">Gets what boards publish.</param>
    public EmbeddedBroker(ListenOptions options, Collector collector, HubMetrics metrics, RefusalLog refusals, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _collector = collector;
        _refusals = refusals;
        _log = log;
        _rights = new TopicRights(options.Topics);
        _listener = new BrokerListener(options, refusals, metrics, time);
        var settings = new MqttServerOptions
        {
            DefaultCommunicationTimeout = options.Limits.Greeting,
            MaxPendingMessagesPerClient = options.Limits.PendingMax,
            EnablePersistentSessions = false,
            WriterBufferSize = 512,
        };
        var events = new MqttNetEventLogger();
        events.LogMessagePublished += (_, published) => NoteLibrary(published.LogMessage);
        _server = new MqttServer(settings, [_listener], events);
        _server.ValidatingConnectionAsync += Always<ValidatingConnectionEventArgs>(Validate);
        _server.ClientConnectedAsync += Always<ClientConnectedEventArgs>(Welcome);
        _server.ClientDisconnectedAsync += Always<ClientDisconnectedEventArgs>(SeeOff);
        _server.InterceptingSubscriptionAsync += Always<InterceptingSubscriptionEventArgs>(JudgeFilter);
        _server.InterceptingPublishAsync += Always<InterceptingPublishEventArgs>(JudgeMessage);
    }

    /// <summary>Where boards reach it, with the port that it got.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="HubException">The port is taken, or the address is not this machine's.</exception>
    public async Task StartAsync()
    {
        _listener.Bind();
        await _server.StartAsync().ConfigureAwait(false);
    }

    /// <summary>Takes no more messages; acknowledgements still go out.</summary>
    public void CloseIntake() => Interlocked.Exchange(ref _isClosed, 1);

    /// <inheritdoc/>
    public async Task<bool> AcknowledgeAsync(string board, byte[] payload, CancellationToken cancel)
    {
        try
        {
            var message = new MqttApplicationMessage
            {
                Topic = _options.Topics.Acknowledgement(board),
                Payload = new ReadOnlySequence<byte>(payload),
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            };
            await _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(message), cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            HubLog.AcknowledgementLost(_log, board, e.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        CloseIntake();
        if (_server.IsStarted)
        {
            await _server.StopAsync(new MqttServerStopOptions()).ConfigureAwait(false);
        }

        _server.Dispose();
        _listener.Dispose();
    }

    private void Validate(ValidatingConnectionEventArgs connection)
    {
        string who = $"{connection.ClientId} from {connection.RemoteEndPoint}";
        Peer? peer = Identify(connection, out string detail);
        if (peer is null)
        {
            _refusals.Note(RefusalCause.Login, who, detail);
            connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            connection.ReasonString = detail;
            return;
        }

        // A session's name ends an older one: with another board's, a board could keep that one out for ever.
        bool isTaken = _peersByClient.TryGetValue(connection.ClientId, out Peer? other) && other != peer;
        if (isTaken || (peer.Kind == PeerKind.Board && connection.ClientId != peer.Name))
        {
            _refusals.Note(RefusalCause.ClientId, who, $"{peer} asks for a session of another name than its own");
            connection.ReasonCode = MqttConnectReasonCode.ClientIdentifierNotValid;
            return;
        }

        connection.SessionItems[PeerItem] = peer;
        if (string.IsNullOrEmpty(connection.ClientId))
        {
            connection.AssignedClientIdentifier = "guest-" + Guid.NewGuid().ToString("N");
        }
    }

    /// <summary>Who a peer is, as far as the broker asks: certificate and user must say the same where there are both.</summary>
    private Peer? Identify(ValidatingConnectionEventArgs connection, out string detail)
    {
        detail = string.Empty;
        if (_options.IsOpen)
        {
            return Peer.Anybody;
        }

        string? name = null;
        if (_options.ClientAuthorities is not null)
        {
            name = connection.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            if (string.IsNullOrEmpty(name))
            {
                detail = "its certificate has no common name";
                return null;
            }
        }

        if (_options.Users is { } users && (name is null || !string.IsNullOrEmpty(connection.UserName)))
        {
            if (!users.Matches(connection.UserName, connection.Password ?? string.Empty))
            {
                detail = $"user '{connection.UserName}' is unknown, or the password is another";
                return null;
            }

            if (name is not null && name != connection.UserName)
            {
                detail = $"user '{connection.UserName}' came with the certificate of '{name}'";
                return null;
            }

            name = connection.UserName;
        }

        bool isTechnician = _options.Technicians.Contains(name!);
        detail = isTechnician || Topics.IsBoardId(name) ? string.Empty : $"'{name}' is neither a board's id nor a technician";
        return detail.Length > 0 ? null : new Peer(isTechnician ? PeerKind.Technician : PeerKind.Board, name!);
    }

    private void Welcome(ClientConnectedEventArgs connection)
    {
        Peer peer = PeerOf(connection.SessionItems);
        _peersByClient[connection.ClientId] = peer;
        HubLog.ClientCame(_log, connection.ClientId, connection.RemoteEndPoint?.ToString() ?? "nowhere", peer.ToString());
    }

    private void SeeOff(ClientDisconnectedEventArgs connection)
    {
        _peersByClient.TryRemove(connection.ClientId, out _);
        HubLog.ClientWent(_log, connection.ClientId, connection.DisconnectType.ToString());
    }

    private void JudgeFilter(InterceptingSubscriptionEventArgs subscription)
    {
        if (_rights.OfFilter(PeerOf(subscription.SessionItems), subscription.TopicFilter.Topic, out string detail) is { } cause)
        {
            _refusals.Note(cause, subscription.ClientId, detail);
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
            subscription.ProcessSubscription = false;
        }
    }

    private void JudgeMessage(InterceptingPublishEventArgs publish)
    {
        if (publish.ClientId.Length == 0)
        {
            return;     // the hub's own acknowledgement
        }

        MqttApplicationMessage message = publish.ApplicationMessage;
        RefusalCause? cause = _rights.OfMessage(
            PeerOf(publish.SessionItems), message.Topic ?? string.Empty, message.Payload.Length, message.Retain, out TopicName name, out string detail);
        if (cause is null && name.Kind == TopicKind.Status && message.Retain && !HasRoomForStatus(name.Board, message.Payload.Length))
        {
            cause = RefusalCause.Connections;
            detail = FormattableString.Invariant($"the statuses of {_options.Limits.StatusesMax} boards are kept already");
        }

        if (cause is { } refusal)
        {
            _refusals.Note(refusal, publish.ClientId, detail);
            Refuse(publish, refusal == RefusalCause.MessageSize ? MqttPubAckReasonCode.QuotaExceeded : MqttPubAckReasonCode.NotAuthorized);
        }
        else if (name.Kind is TopicKind.Live or TopicKind.Past or TopicKind.Status
            && (Volatile.Read(ref _isClosed) != 0
                || !_collector.TryOffer(new HubMessage(name.Board, name.Kind, message.Payload.ToArray(), false, HubMessage.NothingToRelease))))
        {
            Refuse(publish, MqttPubAckReasonCode.QuotaExceeded);
        }
    }

    private bool HasRoomForStatus(string board, long bytes)
    {
        if (bytes == 0)
        {
            _statuses.TryRemove(board, out _);
            return true;
        }

        return _statuses.ContainsKey(board) || (_statuses.Count < _options.Limits.StatusesMax && _statuses.TryAdd(board, 0));
    }

    private static void Refuse(InterceptingPublishEventArgs publish, MqttPubAckReasonCode reason)
    {
        publish.ProcessPublish = false;
        publish.Response.ReasonCode = reason;
    }

    /// <summary>A session without a peer has no rights: the events' order is the library's, not ours.</summary>
    private static Peer PeerOf(System.Collections.IDictionary items) => items[PeerItem] as Peer ?? new Peer(PeerKind.Board, string.Empty);

    private void NoteLibrary(MqttNetLogMessage entry)
    {
        if (entry.Level >= MqttNetLogLevel.Error)
        {
            _refusals.Note(RefusalCause.Protocol, "a peer", entry.Exception is null ? entry.Message : $"{entry.Message}: {entry.Exception.GetBaseException().Message}");
        }
    }

    private static Func<T, Task> Always<T>(Action<T> handle) => args =>
    {
        handle(args);
        return Task.CompletedTask;
    };
}
