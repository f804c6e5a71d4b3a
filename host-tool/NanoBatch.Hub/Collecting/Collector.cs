using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using NanoBatch.Mqtt;
using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>Messages in, one transaction for as many as have come, acknowledgements out: nothing is acknowledged that is not committed.</summary>
/// <remarks>
/// A store that fails stops everything behind it: what waits goes on waiting, the queue fills, brokers get no release and boards no acknowledgement; they keep
/// their records and send again. The collector tries until the store is back. It can die at any moment.
/// </remarks>
public sealed class Collector : IAsyncDisposable
{
    // A transaction that failed this often is tried message by message: one that no store takes must not stop the others.
    private const int FailuresBeforeSplit = 2;
    private const int TriesBeforeWait = 3;

    private readonly CollectorOptions _options;
    private readonly StoreKeeper _store;
    private readonly HubMetrics _metrics;
    private readonly RefusalLog _refusals;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Channel<HubMessage> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private IBoardRoad? _road;
    private Task _running = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private int _failures;

    /// <param name="options">Sizes and waits.</param>
    /// <param name="store">Belongs to the collector from here on.</param>
    /// <param name="metrics">Counted into.</param>
    /// <param name="refusals">Told what is dropped.</param>
    /// <param name="log">Told what happens to the store.</param>
    /// <param name="time">Waits.</param>
    public Collector(CollectorOptions options, StoreKeeper store, HubMetrics metrics, RefusalLog refusals, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _store = store;
        _metrics = metrics;
        _refusals = refusals;
        _log = log;
        _time = time;
        _queue = Channel.CreateBounded<HubMessage>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
        metrics.WatchQueue(() => _queue.Reader.Count);
    }

    /// <summary>What ended the collector before it was told to; a defect.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Begins to work.</summary>
    /// <param name="road">Where acknowledgements go.</param>
    public void Start(IBoardRoad road)
    {
        _road = road;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Takes a message, any thread; returns at once.</summary>
    /// <returns>False where too many wait: the message is forgotten, and not released.</returns>
    public bool TryOffer(HubMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_queue.Writer.TryWrite(message))
        {
            return true;
        }

        _refusals.Note(RefusalCause.QueueFull, message.Board, "the store is too slow or gone; the board sends again");
        return false;
    }

    /// <summary>Takes a message as soon as there is room for it, any thread.</summary>
    /// <param name="message">Nothing of it is forgotten, so that whoever waits for its release gets it, late as it may be.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>False where the wait was ended, or the collector has: the message is forgotten, and not released.</returns>
    public async ValueTask<bool> OfferAsync(HubMessage message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            await _queue.Writer.WriteAsync(message, cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Stores what has come, sends its acknowledgements, and ends; what comes later is refused.</summary>
    /// <param name="patience">For a store that does not answer.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        _queue.Writer.TryComplete();
        using var limit = new CancellationTokenSource(patience, _time);
        using CancellationTokenRegistration end = limit.Token.Register(_stopping.Cancel);
        await _running.ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        _store.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new List<PendingMessage>();
        var backOff = new BackOff(_options.FirstWait, _options.LongestWait, Environment.ProcessId);
        try
        {
            while (group.Count > 0 || await _queue.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
            {
                await GatherAsync(group).ConfigureAwait(false);
                if (await TryStoreAsync(group).ConfigureAwait(false))
                {
                    backOff.Reset();
                }
                else
                {
                    await Task.Delay(backOff.Next(), _time, _stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to end at once: boards have what was not acknowledged.
        }
#pragma warning disable CA1031 // the hub must not go on without its collector, nor end without a word
        catch (Exception e)
#pragma warning restore CA1031
        {
            HubLog.CollectorFailed(_log, e);
            Failure = e;
        }
    }

    private async Task GatherAsync(List<PendingMessage> group)
    {
        if (group.Count == 0 && _options.Linger > TimeSpan.Zero && _queue.Reader.Count < _options.GroupMax)
        {
            await Task.Delay(_options.Linger, _time, _stopping.Token).ConfigureAwait(false);
        }

        while (group.Count < _options.GroupMax && _queue.Reader.TryRead(out HubMessage? message))
        {
            if (Read(message) is { } pending)
            {
                group.Add(pending);
            }
            else
            {
                await message.Release().ConfigureAwait(false);
            }
        }
    }

    /// <summary>What a message asks the store for; null for a part of a longer record, and for what is none.</summary>
    private PendingMessage? Read(HubMessage message)
    {
        _metrics.Received(message.Kind);
        if (message.Kind == TopicKind.Status)
        {
            BoardNews? news = BoardNews.Read(message, _time.GetUtcNow().ToUnixTimeMilliseconds());
            if (news is null)
            {
                _refusals.Note(RefusalCause.Malformed, message.Board, "a status that cannot be read");
            }

            return news is null ? null : new PendingMessage(message, null, news);
        }

        long malformed = _store.Receiver.Counters.Malformed;
        DeliveryBatch? batch = _store.Receiver.Read(message.Board, message.Payload);
        if (_store.Receiver.Counters.Malformed > malformed)
        {
            _refusals.Note(RefusalCause.Malformed, message.Board, $"{message.Payload.Length} bytes that are no delivery, or a damaged one");
        }

        return batch is null ? null : new PendingMessage(message, batch, null);
    }

    /// <summary>One transaction; what it stored leaves the group.</summary>
    private async Task<bool> TryStoreAsync(List<PendingMessage> group)
    {
        if (group.Count == 0)
        {
            return true;
        }

        List<PendingMessage> stored = Store(group);
        if (stored.Count == 0)
        {
            return false;
        }

        foreach (PendingMessage refused in group.Except(stored))
        {
            // Others went in beside it, so it is not the store. Unacknowledged it will come again, and be refused again until somebody looks.
            _refusals.Note(RefusalCause.Unstorable, refused.Message.Board, "the store takes other deliveries and not this one");
        }

        await Task.WhenAll(group.Select(pending => pending.Message.Release())).ConfigureAwait(false);
        group.Clear();
        await _sending.ConfigureAwait(false);
        _sending = AcknowledgeAsync([.. stored.Select(pending => pending.Batch).OfType<DeliveryBatch>()]);
        return true;
    }

    private List<PendingMessage> Store(List<PendingMessage> group)
    {
        try
        {
            Commit(group);
            return [.. group];
        }
        catch (Exception e) when (e is ResultStoreException or ArgumentException or InvalidOperationException)
        {
            Fail(e);
        }

        return _failures < FailuresBeforeSplit || group.Count == 1 ? [] : StoreOneByOne(group);
    }

    /// <summary>Finds the message that no store takes among others that it would take.</summary>
    private List<PendingMessage> StoreOneByOne(List<PendingMessage> group)
    {
        var stored = new List<PendingMessage>();
        int tried = 0;
        foreach (PendingMessage pending in group)
        {
            tried++;
            try
            {
                Commit([pending]);
                stored.Add(pending);
            }
            catch (Exception e) when (e is ResultStoreException or ArgumentException or InvalidOperationException)
            {
                Fail(e);
                if (stored.Count == 0 && tried == TriesBeforeWait)
                {
                    break;      // the store itself, it seems
                }
            }
        }

        if (stored.Count == 0)
        {
            // The next attempt begins with others.
            group.AddRange(group.GetRange(0, tried));
            group.RemoveRange(0, tried);
        }

        return stored;
    }

    private void Commit(List<PendingMessage> group)
    {
        long started = Stopwatch.GetTimestamp();
        (int added, int records) = _store.Store(group);
        _metrics.Committed(added, records - added, group.Count, Stopwatch.GetElapsedTime(started));
        if (_failures > 0)
        {
            HubLog.StoreIsBack(_log, _store.Display);
            _failures = 0;
        }
    }

    private void Fail(Exception fault)
    {
        _failures++;
        _metrics.StoreFailed();
        if (_failures == 1 || fault is not ResultStoreException)
        {
            HubLog.StoreFailed(_log, fault.Message);
        }

        _store.Close();
    }

    private async Task AcknowledgeAsync(DeliveryBatch[] batches)
    {
        var sends = new List<Task<bool>>();
        foreach (IGrouping<(string? Board, ulong Epoch), DeliveryBatch> ofBoard in batches.GroupBy(batch => (batch.Board, batch.Epoch)))
        {
            foreach (DeliveryBatch[] chunk in ofBoard.Chunk(DeliveryReceiver.AcknowledgedMax))
            {
                sends.Add(_road!.AcknowledgeAsync(ofBoard.Key.Board!, DeliveryReceiver.Acknowledgement(chunk), _stopping.Token));
            }
        }

        bool[] results = await Task.WhenAll(sends).ConfigureAwait(false);
        _metrics.Acknowledged(results.Count(sent => sent), results.Count(sent => !sent));
    }
}
