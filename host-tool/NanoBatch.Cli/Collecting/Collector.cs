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
/// <remarks>
/// The board is told nothing before <see cref="TakeAsync"/>, which follows the store's last commit: killed anywhere, nothing is lost, and what comes
/// again is already there under its key.
/// </remarks>
internal sealed class Collector
{
    private const int BatchRecords = 500;

    private readonly CliEnvironment _environment;
    private readonly DeviceClient _client;
    private readonly ResultStore _store;
    private readonly RecordDecoder _decoder;
    private readonly NumberLine _known = new();
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

        foreach (RecordRange stored in store.StoredRanges(board.Epoch))
        {
            _known.Add(stored.First, stored.Last);
        }

        foreach (LedgerRecord earlier in store.OthersOf(board.Epoch, (int)RecordType.Dropped))
        {
            if (RecordDecoder.DroppedOf(earlier) is { } dropped)
            {
                _known.Add(dropped.First, dropped.Last);
            }
        }
    }

    /// <summary>Where each boot of the board lies in time, as far as its clock records told.</summary>
    public IReadOnlyList<BootOrigin> Origins => _decoder.Origins;

    /// <summary>Collects what is new; when it returns, the store has all that the board had when it was asked.</summary>
    /// <param name="cancel">Ends the reading; what was stored stays.</param>
    /// <returns>The board's state before.</returns>
    public async Task<BoardStatus> CollectAsync(CancellationToken cancel)
    {
        BoardStatus status = await _client.InfoAsync(cancel).ConfigureAwait(false);
        uint from = (uint)(_known.EndOfRunAt(status.FirstRecord) + 1);
        if (from < status.NextRecord)
        {
            await ReadAsync(from, status.NextRecord, cancel).ConfigureAwait(false);
        }

        long end = _known.EndOfRunAt(status.FirstRecord);
        _storedTo = end >= status.FirstRecord ? Math.Max(_storedTo, end) : _storedTo;
        return status;
    }

    /// <summary>Tells the board that what <see cref="CollectAsync"/> stored is safe, so that it may drop it.</summary>
    /// <param name="before">What that call returned.</param>
    /// <param name="cancel">Ends the waiting; the board may have heard.</param>
    /// <exception cref="BoardRefusedException">The board's results belong to a hub.</exception>
    public async Task TakeAsync(BoardStatus before, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (_storedTo > before.AcknowledgedTo)
        {
            RecordSpan span = new(before.AcknowledgedTo + 1, (uint)_storedTo);
            await _client.AcknowledgeAsync(_client.Identity.Epoch, [span], cancel).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(uint from, uint next, CancellationToken cancel)
    {
        using var progress = new ProgressLine(_environment, $"collecting from {_client.Identity.BoardId}");
        var batch = new List<byte[]>(BatchRecords);
        long last = from - 1;
        await foreach (byte[] record in _client.ReadRecordsAsync(from, (int)(next - from), cancel).ConfigureAwait(false))
        {
            last = NumberOf(record);
            batch.Add(record);
            if (batch.Count == BatchRecords)
            {
                Store(batch);
                progress.Report((double)(last - from) / (next - from));
            }
        }

        Store(batch);
        TellHoles(from, last);
    }

    private void Store(List<byte[]> batch)
    {
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
            Warn($"{number} of {board.BoardId} is left out: {fault.Reason}");
        }

        foreach (DroppedRecords lost in decoded.Dropped)
        {
            _known.Add(lost.First, lost.Last);
            Warn(DroppedWords.Of(board.BoardId, lost));
        }

        Know(batch);
        batch.Clear();
    }

    /// <summary>Notes numbers that are stored now, each unbroken run at once.</summary>
    private void Know(List<byte[]> batch)
    {
        long first = 0;
        foreach (byte[] record in batch)
        {
            long number = NumberOf(record);
            if (first != 0 && number != _storedTo + 1)
            {
                _known.Add(first, _storedTo);
                first = 0;
            }

            first = first == 0 ? number : first;
            _storedTo = number;
        }

        if (first != 0)
        {
            _known.Add(first, _storedTo);
        }
    }

    /// <summary>Numbers without a record that the board does not account for. They are no reason to keep the rest: a board gives back what it can read.</summary>
    private void TellHoles(long first, long last)
    {
        RecordRange[] holes = [.. _known.Holes(first, last)];
        foreach (RecordRange hole in holes)
        {
            Warn(DroppedWords.OfHole(_client.Identity.BoardId, hole));
            _known.Add(hole.First, hole.Last);
        }
    }

    private void Warn(string text) => _environment.Note(_environment.ErrorInk.Warning("note: ") + text);

    private static long NumberOf(byte[] record)
    {
        var header = new RecordHeader();
        return header.TryRead(record, 0, record.Length, new ByteReader()) ? header.Record : throw new InvalidOperationException("the client handed on a damaged record");
    }
}
