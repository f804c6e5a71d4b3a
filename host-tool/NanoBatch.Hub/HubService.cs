using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using NanoBatch.Mqtt;
using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>A hub: a broker or a way to one, a collector, a store, metrics. Start it, and stop it when you like: nothing that a board still has is lost.</summary>
public sealed class HubService : IAsyncDisposable
{
    /// <summary>What a store that does not answer may take of a polite end.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HubOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly StoreKeeper _store;
    private readonly Collector _collector;
    private readonly RefusalLog _refusals;
    private EmbeddedBroker? _embedded;
    private BrokerRoad? _road;
    private MetricsEndpoint? _endpoint;
    private bool _isDisposed;

    /// <param name="options">What it is made of.</param>
    /// <param name="log">Gets every line.</param>
    /// <param name="time">Clock and waits.</param>
    public HubService(HubOptions options, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _log = log;
        _time = time;
        _store = new StoreKeeper(options.Store, time);
        _refusals = new RefusalLog(Metrics, log, time);
        _collector = new Collector(options.Collector, _store, Metrics, _refusals, log, time);
    }

    /// <summary>What it counted.</summary>
    public HubMetrics Metrics { get; } = new();

    /// <summary>Where boards reach the embedded broker; null where there is none.</summary>
    public IPEndPoint? EndPoint => _embedded?.EndPoint;

    /// <summary>Sessions with an external broker so far; 0 while there is none.</summary>
    public int ConnectionNumber => _road?.ConnectionNumber ?? 0;

    /// <summary>A defect that ended the collector, or null.</summary>
    public Exception? Failure => _collector.Failure;

    /// <summary>Opens the store, then the roads.</summary>
    /// <exception cref="ResultStoreException">The store cannot be used.</exception>
    /// <exception cref="BrokerException">The broker cannot be reached.</exception>
    /// <exception cref="HubException">A port is taken.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        ResultStore store = _store.Open();
        HubLog.StoreIs(_log, _store.Display);
        if (_options.Metrics is { } metrics)
        {
            _endpoint = MetricsEndpoint.Open(metrics);
            HubLog.MetricsAt(_log, _endpoint.Address);
        }

        if (_options.Broker is { } broker)
        {
            _road = new BrokerRoad(broker, _options.Topics, _collector, Metrics, _refusals, _log, _time);
            _collector.Start(_road);
            await _road.ConnectAsync(cancel).ConfigureAwait(false);
            HubLog.BrokerReached(_log, broker.Address.ToString(), broker.ClientId);
        }
        else
        {
            // Whoever was there when the last hub ended has to come again.
            store.NoteAllGone(_time.GetUtcNow().ToUnixTimeMilliseconds());
            _embedded = new EmbeddedBroker(_options.Listen! with { Topics = _options.Topics }, _collector, Metrics, _refusals, _log, _time);
            _collector.Start(_embedded);
            await _embedded.StartAsync().ConfigureAwait(false);
            HubLog.Listening(_log, (_options.Listen.Certificate is null ? "mqtt://" : "mqtts://") + _embedded.EndPoint);
        }
    }

    /// <summary>Stores and acknowledges what has come, and leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        HubLog.Stopping(_log);
        _embedded?.CloseIntake();
        await _collector.StopAsync(s_patience).ConfigureAwait(false);
        if (_road is not null)
        {
            await _road.DisposeAsync().ConfigureAwait(false);
        }

        if (_embedded is not null)
        {
            await _embedded.DisposeAsync().ConfigureAwait(false);
        }

        await _collector.DisposeAsync().ConfigureAwait(false);
        _endpoint?.Dispose();
        Metrics.Dispose();
    }
}
