using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>A results store that is opened when it is needed, and anew after it failed. For one thread.</summary>
public sealed class StoreKeeper : IDisposable, IDeliveryStore
{
    private readonly StoreAddress _address;
    private readonly TimeProvider _time;
    private ResultStore? _store;
    private ResultDeliveryStore? _deliveries;
    private List<BoardNews> _news = [];

    /// <param name="address">Which store.</param>
    /// <param name="time">When boards were seen.</param>
    public StoreKeeper(StoreAddress address, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        _address = address;
        _time = time;
        Receiver = new DeliveryReceiver(this);
    }

    /// <summary>The store's name for people.</summary>
    public string Display => _address.Display;

    /// <summary>Reads messages, and keeps half-assembled records over a failure of the store.</summary>
    public DeliveryReceiver Receiver { get; }

    /// <summary>The open store.</summary>
    /// <exception cref="ResultStoreException">It cannot be opened.</exception>
    public ResultStore Open()
    {
        if (_store is null)
        {
            _store = ResultStore.Open(_address);
            _deliveries = new ResultDeliveryStore(_store, _time);
        }

        return _store;
    }

    /// <summary>Stores deliveries and news in one transaction.</summary>
    /// <returns>New records, and all records.</returns>
    /// <exception cref="ResultStoreException">Nothing is known to be stored.</exception>
    internal (int Added, int Records) Store(IReadOnlyList<PendingMessage> messages)
    {
        Open();
        _news = [.. messages.Select(message => message.News).OfType<BoardNews>()];
        DeliveryBatch[] batches = [.. messages.Select(message => message.Batch).OfType<DeliveryBatch>()];
        return (Receiver.Store(batches), batches.Sum(batch => batch.Records.Count));
    }

    /// <inheritdoc/>
    int IDeliveryStore.Store(IReadOnlyList<DeliveryBatch> batches) => _store!.InTransaction(() =>
    {
        int added = batches.Count == 0 ? 0 : _deliveries!.Store(batches);
        _store.Add([.. _news.Where(news => news.Entry is not null).Select(news => new ResultBatch { Board = news.Entry })]);
        foreach (BoardNews news in _news.Where(news => news.Entry is null))
        {
            _store.NotePresence(news.Board, news.Presence, news.HeardMs);
        }

        return added;
    });

    /// <summary>Lets go of a store that failed; the next use opens it anew.</summary>
    public void Close()
    {
        _store?.Dispose();
        _store = null;
        _deliveries = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
