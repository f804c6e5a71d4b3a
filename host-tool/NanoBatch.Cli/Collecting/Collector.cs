using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;
using NanoBatch.Results;

namespace NanoBatch.Cli.Collecting;

/// <summary>Brings a board's records into a results store: only what the store does not have yet, in batches that are stored whole.</summary>
internal sealed class Collector
{
    private const int BatchRecords = 500;

    private readonly CliEnvironment _environment;
    private readonly DeviceClient _client;
    private readonly ResultStore _store;
    private readonly RecordDecoder _decoder;
    private long _storedTo;

    /// <param name="environment">Progress, remarks, time.</param>
    /// <param name="client">Connected.</param>
    /// <param name="store">Where results go.</param>
    public Collector(CliEnvironment environment, DeviceClient client, ResultStore store)
    {
        _environment = environment;
        _client = client;
        _store = store;
        BoardIdentity board = client.Identity;
        _decoder = new RecordDecoder(board.Epoch, board.BoardId);
        foreach (RecordType type in (RecordType[])[RecordType.Descriptor, RecordType.ClockSync])
        {
            foreach (LedgerRecord earlier in store.OthersOf(board.Epoch, (int)type))
            {
                _decoder.AddEarlier(earlier);
            }
        }
    }

    /// <summary>Collects what is new; when it returns, the store has all that the board had when it was asked.</summary>
    /// <param name="isTaken">Tells the board afterwards that it may drop what is stored here.</param>
    /// <param name="cancel">Ends the reading; what was stored stays, and nothing is acknowledged.</param>
    /// <returns>The board's state before an acknowledgement.</returns>
    public async Task<BoardStatus> CollectAsync(bool isTaken, CancellationToken cancel)
    {
        BoardStatus status = await _client.InfoAsync(cancel).ConfigureAwait(false);
        _storedTo = Math.Max(_storedTo, StoredTo(status.FirstRecord));
        uint from = (uint)Math.Max(status.FirstRecord, _storedTo + 1);
        if (from < status.NextRecord)
        {
            await ReadAsync(from, status.NextRecord, cancel).ConfigureAwait(false);
        }

        if (isTaken && _storedTo > status.AcknowledgedTo)
        {
            RecordSpan span = new(status.AcknowledgedTo + 1, (uint)_storedTo);
            await _client.AcknowledgeAsync(_client.Identity.Epoch, [span], cancel).ConfigureAwait(false);
        }

        return status;
    }

    private async Task ReadAsync(uint from, uint next, CancellationToken cancel)
    {
        using var progress = new ProgressLine(_environment, $"collecting from {_client.Identity.BoardId}");
        var batch = new List<byte[]>(BatchRecords);
        await foreach (byte[] record in _client.ReadRecordsAsync(from, (int)(next - from), cancel).ConfigureAwait(false))
        {
            batch.Add(record);
            if (batch.Count == BatchRecords)
            {
                Store(batch);
                progress.Report((double)(_storedTo - from) / (next - from));
            }
        }

        Store(batch);
    }

    private void Store(List<byte[]> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        BoardIdentity board = _client.Identity;
        DecodedRecords decoded = _decoder.Decode(batch);
        _store.Add(decoded.ToBatch(new BoardEntry(board.Epoch, board.BoardId, board.Mac, board.Build, _environment.Time.GetUtcNow().ToUnixTimeMilliseconds())));
        foreach (BootOrigin origin in decoded.Origins)
        {
            _store.ResolveTimes(board.Epoch, origin.Boot, origin.UtcMs);
        }

        foreach (RecordFault fault in decoded.Faults)
        {
            string number = fault.Number is { } found ? FormattableString.Invariant($"record {found}") : "a record";
            _environment.Note(_environment.ErrorInk.Warning("note: ") + $"{number} of {board.BoardId} is left out: {fault.Reason}");
        }

        foreach (RecordRange lost in decoded.Dropped)
        {
            string text = FormattableString.Invariant($"{board.BoardId} had no room for records {lost.First} to {lost.Last}; they are lost");
            _environment.Note(_environment.ErrorInk.Warning("note: ") + text);
        }

        _storedTo = NumberOf(batch[^1]);
        batch.Clear();
    }

    /// <summary>End of the unbroken run of stored records that the board's oldest record lies in; 0 where it is not stored.</summary>
    private long StoredTo(uint firstRecord)
    {
        foreach (RecordRange range in _store.StoredRanges(_client.Identity.Epoch))
        {
            if (range.First <= firstRecord && firstRecord <= range.Last)
            {
                return range.Last;
            }
        }

        return 0;
    }

    private static long NumberOf(byte[] record)
    {
        var header = new RecordHeader();
        return header.TryRead(record, 0, record.Length, new ByteReader()) ? header.Record : throw new InvalidOperationException("the client handed on a damaged record");
    }
}
