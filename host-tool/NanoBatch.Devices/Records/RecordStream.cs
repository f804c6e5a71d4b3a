using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Reads records in order and without a loss: what is missing is asked for again, and a hole in the numbers is believed only when asked for alone.</summary>
internal sealed class RecordStream
{
    private readonly RequestExchange _exchange;
    private readonly ulong _epoch;
    private readonly RecordSource _source;
    private readonly RecordAssembler _assembler = new();
    private bool _broughtSomething;

    public RecordStream(RequestExchange exchange, ulong epoch, RecordSource source)
    {
        _exchange = exchange;
        _epoch = epoch;
        _source = source;
    }

    public async IAsyncEnumerable<byte[]> ReadAsync(uint from, int count, [EnumeratorCancellation] CancellationToken cancel)
    {
        uint next = from;
        int failures = 0;
        while (count > 0)
        {
            // What follows is here already, and only this one is missing: on the board or on the link. Asked for alone, the end tells which;
            // it tells too where the board begins when it is free to choose.
            bool isAlone = next == RecordSource.BoardChooses || _assembler.HasBeyond(next);
            uint first = next;
            StreamEnd? end = await ReadBatchAsync(first, isAlone ? 1 : Math.Min(count, _exchange.Options.RecordsPerRequest), cancel);
            failures = _broughtSomething ? 0 : failures + 1;
            if (end is not null && (end.Next == first || end.Next <= 1))
            {
                yield break;        // no record has number 0, so none before 1 was sent
            }

            if (isAlone && end is not null)
            {
                next = end.Next - 1;
            }

            while (count > 0 && _assembler.Take(next) is { } record)
            {
                yield return record;
                next++;
                count--;
                failures = 0;
            }

            if (end is not null && next >= end.BoardNext)
            {
                yield break;
            }

            if (failures > _exchange.Options.Attempts)
            {
                throw _exchange.Unanswered(_source.Request);
            }
        }
    }

    /// <summary>Asks for records and collects their parts.</summary>
    /// <returns>The end of the stream, or null where it was lost.</returns>
    private async Task<StreamEnd?> ReadBatchAsync(uint first, int count, CancellationToken cancel)
    {
        ByteWriter payload = _exchange.Begin();
        payload.U32(first);
        payload.U16(count);
        _source.WriteRest(payload);
        _broughtSomething = false;
        int id = await _exchange.PostAsync(_source.Type, cancel);
        long deadline = Deadline();
        while (await _exchange.Port.ReceiveAsync(deadline, cancel) is { } frame)
        {
            if (frame.Id != id)
            {
                continue;
            }

            if (frame.Type == (_source.Type | MessageType.ReplyBit))
            {
                return ReadEnd(frame);
            }

            if (frame.Type == MessageType.RecordPart)
            {
                deadline = Deadline();
                _broughtSomething |= _assembler.Add(frame.Payload, first);
            }
        }

        return null;
    }

    private long Deadline() => _exchange.Port.After(_exchange.Options.ReplyTimeout);

    private StreamEnd ReadEnd(ReceivedFrame frame)
    {
        var reply = new Reply(frame.Payload, _source.Request);
        if (reply.Status != ReplyStatus.Done)
        {
            throw new BoardRefusedException(reply.Status, RefusalTable.OfRequest(reply.Status, _source.Request, null));
        }

        var end = new StreamEnd(reply.Reader.U32(), reply.Reader.U32(), reply.Reader.U64());
        reply.Check();
        return end.Epoch == _epoch ? end : throw new DeviceMismatchException(
            "the board's store was wiped, or another board was plugged in, while it was read",
            "Start the command again; results that were stored before are safe.");
    }
}
