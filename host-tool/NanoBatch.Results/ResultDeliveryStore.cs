using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>The SQLite results store as the place where delivered records go. Whatever order they come in, results end up named and dated.</summary>
/// <remarks>
/// A delivery may be lost on its way and come again behind later ones, and several collectors may share one store: a report can be here before the package
/// that names its fields and before the clock record that dates it. It is stored at once, and completed when those come. One instance for one thread.
/// </remarks>
public sealed class ResultDeliveryStore : IDeliveryStore
{
    private readonly ResultStore _store;
    private readonly TimeProvider _time;
    private readonly Dictionary<(ulong Epoch, string? Board), RecordDecoder> _decoders = [];
    private readonly Dictionary<(ulong Epoch, string Board), BoardEntry> _boards = [];

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
    public int Store(DeliveryBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RecordDecoder decoder = DecoderOf(batch, out bool isFirst);
        DecodedRecords decoded = decoder.Decode([.. batch.Records.Select(record => record.Bytes.ToArray())]);
        FaultCount += decoded.Faults.Count;
        int added = _store.Add(decoded.ToBatch(batch.Board is null ? null : Seen(batch.Epoch, batch.Board)));

        // From here on the delivery is safe; what follows only dates it, and is made good with a later one where it fails.
        bool isIncomplete = decoded.Results.Any(result => result.TimeMs is null || !decoder.Knows(result.Digest!));
        if (isIncomplete)
        {
            Recall(decoder, batch.Epoch);       // another collector may have stored what this one has not seen
        }

        if (isIncomplete || isFirst || decoded.Others.Any(other => other.Type == (int)RecordType.ClockSync))
        {
            foreach (BootOrigin origin in decoder.Origins)
            {
                _store.ResolveTimes(batch.Epoch, origin.Boot, origin.UtcMs);
            }
        }

        return added;
    }

    /// <summary>A hub hears a board's label only; what a cable told before stays.</summary>
    private BoardEntry Seen(ulong epoch, string board)
    {
        if (!_boards.TryGetValue((epoch, board), out BoardEntry? entry))
        {
            entry = _store.Boards().FirstOrDefault(b => b.Epoch == epoch) ?? new BoardEntry(epoch, board, null, null, 0);
            _boards[(epoch, board)] = entry;
        }

        return entry with { Id = board, SeenMs = _time.GetUtcNow().ToUnixTimeMilliseconds() };
    }

    private RecordDecoder DecoderOf(DeliveryBatch batch, out bool isFirst)
    {
        isFirst = !_decoders.TryGetValue((batch.Epoch, batch.Board), out RecordDecoder? decoder);
        if (decoder is null)
        {
            decoder = new RecordDecoder(batch.Epoch, batch.Board);
            Recall(decoder, batch.Epoch);
            _decoders[(batch.Epoch, batch.Board)] = decoder;
        }

        return decoder;
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
}
