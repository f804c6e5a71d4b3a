using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Mqtt;

/// <summary>An MQTT 5 client: connects, subscribes, publishes with QoS 1, and connects again where the options ask for it.</summary>
/// <remarks>Any thread may call. Callbacks come one at a time on a thread of the pool and must not block it.</remarks>
public sealed class BrokerConnection : IAsyncDisposable
{
    private readonly BrokerOptions _options;
    private readonly TimeProvider _time;
    private readonly BackOff _backOff;
    private readonly CancellationTokenSource _closing = new();
    private readonly List<string> _filters = [];
    private BrokerSession? _session;
    private Task _keeping = Task.CompletedTask;
    private int _sessions;
    private int _connectionNumber;
    private int _isDisposed;

    /// <param name="options">How to connect; kept.</param>
    /// <param name="time">For limits and waits.</param>
    public BrokerConnection(BrokerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _backOff = new BackOff(options.FirstWait, options.LongestWait, SeedOf(options.ClientId));
    }

    /// <summary>Takes each message; set before connecting. While it waits no other message comes, but answers do.</summary>
    public Func<BrokerMessage, Task>? Received { get; set; }

    /// <summary>Told whenever a session is up with its subscriptions in place.</summary>
    public Action? Connected { get; set; }

    /// <summary>Told of each loss, and of each attempt to connect again that failed.</summary>
    public Action<BrokerException>? Lost { get; set; }

    /// <summary>Counts up whenever a session is up with its subscriptions in place; 0 while there is none.</summary>
    public int ConnectionNumber => Volatile.Read(ref _connectionNumber);

    /// <summary>The broker's address, without secrets.</summary>
    public string Name => _options.Address.ToString();

    /// <summary>Connects, once; afterwards a loss is followed by new attempts where the options say so.</summary>
    /// <param name="filters">What to subscribe to with QoS 1 at once, and after each loss.</param>
    /// <exception cref="BrokerException">It did not come about.</exception>
    public async Task ConnectAsync(IEnumerable<string> filters, CancellationToken cancel)
    {
        Remember(filters);
        BrokerSession session = await OpenAsync(cancel).ConfigureAwait(false);
        _keeping = KeepAsync(session);
    }

    /// <summary>Connects as soon as the broker can be reached, and says so through the callbacks.</summary>
    /// <param name="filters">As for <see cref="ConnectAsync"/>.</param>
    public void Start(IEnumerable<string> filters)
    {
        Remember(filters);
        _keeping = Task.Run(() => KeepAsync(null));
    }

    /// <summary>Adds subscriptions.</summary>
    /// <exception cref="BrokerException">The broker refuses one of them, or there is no connection.</exception>
    public async Task SubscribeAsync(IReadOnlyCollection<string> filters, CancellationToken cancel)
    {
        await Session().SubscribeAsync(filters, cancel).ConfigureAwait(false);
        Remember(filters);
    }

    /// <summary>Publishes with QoS 1 and waits for the broker's word.</summary>
    /// <param name="topic">Whole topic name.</param>
    /// <param name="payload">Must stay as it is until the task has ended; where it is cancelled, until the connection has.</param>
    /// <param name="isRetained">True keeps it at the broker for those who come later.</param>
    /// <param name="cancel">Ends the wait; the message may still arrive.</param>
    /// <returns>False where the broker says that nobody listens; brokers need not say so.</returns>
    /// <exception cref="BrokerException">The broker refuses it, or there is no connection, or it broke meanwhile.</exception>
    public Task<bool> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool isRetained, CancellationToken cancel)
        => Session().PublishAsync(topic, payload, isRetained, cancel);

    /// <summary>Leaves the broker without its publishing the last will; no new attempts follow.</summary>
    public async Task DisconnectAsync(CancellationToken cancel)
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        if (_session is { } session)
        {
            await session.DisconnectAsync(cancel).ConfigureAwait(false);
        }

        await _keeping.ConfigureAwait(false);
    }

    /// <summary>Drops the connection as a power cut would: the broker publishes the last will. No new attempts follow.</summary>
    public async Task AbortAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _session?.Dispose();
        await _keeping.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await DisconnectAsync(CancellationToken.None).ConfigureAwait(false);
            _closing.Dispose();
        }
    }

    private BrokerSession Session() => _session ?? throw new BrokerException(BrokerFailure.Lost, $"there is no connection to {_options.Address}", "Check that the broker runs.");

    private async Task<BrokerSession> OpenAsync(CancellationToken cancel)
    {
        var session = new BrokerSession(_options, _time, message => Received?.Invoke(message) ?? Task.CompletedTask);
        try
        {
            await session.ConnectAsync(cancel).ConfigureAwait(false);
            string[] filters = Filters();
            if (filters.Length > 0)
            {
                await session.SubscribeAsync(filters, cancel).ConfigureAwait(false);
            }
        }
        catch
        {
            session.Dispose();
            throw;
        }

        _session = session;
        Volatile.Write(ref _connectionNumber, ++_sessions);
        _backOff.Reset();
        Connected?.Invoke();
        return session;
    }

    private async Task KeepAsync(BrokerSession? session)
    {
        bool isFirst = session is null;
        while (true)
        {
            if (session is not null)
            {
                BrokerException reason = await session.Ended.ConfigureAwait(false);
                Volatile.Write(ref _connectionNumber, 0);
                _session = null;
                session.Dispose();
                session = null;
                if (_closing.IsCancellationRequested)
                {
                    return;
                }

                Lost?.Invoke(reason);
                if (!_options.Reconnects)
                {
                    return;
                }
            }

            try
            {
                if (!isFirst)
                {
                    await Task.Delay(_backOff.Next(), _time, _closing.Token).ConfigureAwait(false);
                }

                isFirst = false;
                session = await OpenAsync(_closing.Token).ConfigureAwait(false);
            }
            catch (BrokerException e)
            {
                Lost?.Invoke(e);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }

            if (_closing.IsCancellationRequested && session is not null)
            {
                await session.DisconnectAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Remember(IEnumerable<string> filters)
    {
        lock (_filters)
        {
            _filters.AddRange(filters.Except(_filters).ToArray());
        }
    }

    private string[] Filters()
    {
        lock (_filters)
        {
            return [.. _filters];
        }
    }

    /// <summary>The same for a client's name each time, so that a test that fails can be repeated.</summary>
    private static int SeedOf(string text) => (int)(Protocol.Crc32.Of(System.Text.Encoding.UTF8.GetBytes(text), 0, System.Text.Encoding.UTF8.GetByteCount(text)) & int.MaxValue);
}
