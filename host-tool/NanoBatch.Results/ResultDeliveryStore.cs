using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>The results store as the place where delivered records go. Whatever order they come in, results end up named and dated.</summary>
/// <remarks>
/// A delivery may be lost on its way and come again behind later ones, and several collectors may share one store: a report can be here before the package
/// that names its fields and before the clock record that dates it. It is stored at once, and completed when those come. One instance for one thread, and for
/// one connection to the store: what it remembers of boards is what it stored.
/// </remarks>
public sealed class ResultDeliveryStore : IDeliveryStore
{
    /// <summary>Boards that are remembered; another one gives the memory to the newest, and older ones are read from the store again.</summary>
    public const int BoardsMax = 50_000;

    private readonly ResultStore _store;
    private readonly TimeProvider _time;
    private readonly PackageShelf _shelf = new();
    private readonly Dictionary<(ulong Epoch, string? Board), RecordDecoder> _decoders = [];

    /// <param name="store">Stays the caller's.</param>
    /// <param name="time">When a board was seen.</param>
    public ResultDeliveryStore(ResultStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>Records that were delivered sound and yet could not be read as what they say they are; they are stored all the same.</summary>
    public long FaultCount { get; private set; }

    /// <inheritdoc/>
    public int Store(IReadOnlyList<DeliveryBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        try
        {
            (int added, int faults) = _store.InTransaction(() =>
            {
                List<Delivery> deliveries = [.. batches.GroupBy(batch => (batch.Epoch, batch.Board)).Select(Decode)];
                int count = _store.Add([.. deliveries.Select(delivery => delivery.Batch)]);
                deliveries.ForEach(Complete);
                return (count, deliveries.Sum(delivery => delivery.Decoded.Faults.Count));
            });
            FaultCount += faults;
            return added;
        }
        catch
        {
            _decoders.Clear();      // they may know what the store does not
            throw;
        }
    }

    /// <summary>All that one board brings, decoded at once: packages and clock records count for every record, whatever their order.</summary>
    private Delivery Decode(IGrouping<(ulong Epoch, string? Board), DeliveryBatch> ofBoard)
    {
        bool isFirst = !_decoders.TryGetValue(ofBoard.Key, out RecordDecoder? decoder);
        if (decoder is null)
        {
            decoder = new RecordDecoder(ofBoard.Key.Epoch, ofBoard.Key.Board, _shelf);
            Recall(decoder, ofBoard.Key.Epoch);
            if (_decoders.Count == BoardsMax)
            {
                _decoders.Clear();
            }

            _decoders[ofBoard.Key] = decoder;
        }

        DecodedRecords decoded = decoder.Decode([.. ofBoard.SelectMany(batch => batch.Records).OrderBy(record => record.Number).Select(record => record.Bytes.ToArray())]);
        BoardEntry? board = ofBoard.Key.Board is not { } label ? null : new BoardEntry(ofBoard.Key.Epoch, label, null, null, _time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            NextRecord = ofBoard.Max(batch => (long)batch.Last) + 1,
            Delivered = FirstRun(ofBoard),
        };
        return new Delivery(ofBoard.Key.Epoch, decoder, decoded, decoded.ToBatch(board), isFirst);
    }

    /// <summary>The least numbers that deliveries stand for, up to their first hole.</summary>
    private static RecordRange FirstRun(IEnumerable<DeliveryBatch> batches)
    {
        RecordRange? run = null;
        foreach (DeliveryBatch batch in batches.OrderBy(batch => batch.First))
        {
            if (run is null)
            {
                run = new RecordRange(batch.First, batch.Last);
            }
            else if (batch.First <= run.Value.Last + 1)
            {
                run = run.Value with { Last = Math.Max(run.Value.Last, batch.Last) };
            }
        }

        return run!.Value;
    }

    /// <summary>Dates what can be dated now.</summary>
    private void Complete(Delivery delivery)
    {
        bool isIncomplete = delivery.Decoded.Results.Any(result => result.TimeMs is null || !delivery.Decoder.Knows(result.Digest!));
        if (isIncomplete)
        {
            Recall(delivery.Decoder, delivery.Epoch);       // another collector may have stored what this one has not seen
        }

        if (isIncomplete || delivery.IsFirst || delivery.Decoded.Others.Any(other => other.Type == (int)RecordType.ClockSync))
        {
            foreach (BootOrigin origin in delivery.Decoder.Origins)
            {
                _store.ResolveTimes(delivery.Epoch, origin.Boot, origin.UtcMs);
            }
        }
    }

    private void Recall(RecordDecoder decoder, ulong epoch)
    {
        foreach (RecordType type in (RecordType[])[RecordType.Descriptor, RecordType.ClockSync])
        {
            foreach (LedgerRecord earlier in _store.OthersOf(epoch, (int)type))
            {
                decoder.AddEarlier(earlier);
            }
        }
    }

    /// <param name="Epoch">Epoch of the board's store.</param>
    /// <param name="Decoder">The board's.</param>
    /// <param name="Decoded">What its records say.</param>
    /// <param name="Batch">The same for the store.</param>
    /// <param name="IsFirst">The first one since this process began.</param>
    private sealed record Delivery(ulong Epoch, RecordDecoder Decoder, DecodedRecords Decoded, ResultBatch Batch, bool IsFirst);
}
