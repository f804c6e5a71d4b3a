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
    private const string Request = "send its records";

    private readonly RequestExchange _exchange;
    private readonly ulong _epoch;
    private readonly RecordAssembler _assembler = new();

    public RecordStream(RequestExchange exchange, ulong epoch)
    {
        _exchange = exchange;
        _epoch = epoch;
    }

    public async IAsyncEnumerable<byte[]> ReadAsync(uint from, int count, [EnumeratorCancellation] CancellationToken cancel)
    {
        uint next = from;
        int failures = 0;
        bool isHoleAhead = false;
        while (count > 0)
        {
            int asked = isHoleAhead ? 1 : Math.Min(count, _exchange.Options.RecordsPerRequest);
            uint first = next;
            RecordBatch batch = await ReadBatchAsync(first, asked, cancel);
            int taken = 0;
            foreach (StreamedRecord record in batch.Records)
            {
                // Asked for alone, the end names the one record that was sent: then a hole before it is the board's, not the link's.
                bool isNext = record.Number == next || (asked == 1 && batch.End?.Next == record.Number + 1);
                if (!isNext)
                {
                    break;
                }

                yield return record.Bytes;
                next = record.Number + 1;
                count--;
                taken++;
            }

            if (batch.End is { } end && (end.Next == first || (end.Next == next && next >= end.BoardNext)))
            {
                yield break;
            }

            isHoleAhead = taken < batch.Records.Count || (isHoleAhead && taken == 0);
            failures = taken > 0 ? 0 : failures + 1;
            if (failures > _exchange.Options.Attempts)
            {
                throw _exchange.Unanswered(Request);
            }
        }
    }

    private async Task<RecordBatch> ReadBatchAsync(uint first, int count, CancellationToken cancel)
    {
        ByteWriter payload = _exchange.Begin();
        payload.U32(first);
        payload.U16(count);
        int id = await _exchange.PostAsync(MessageType.ReadRecords, cancel);
        _assembler.Reset();
        var records = new List<StreamedRecord>();
        long deadline = Deadline();
        while (await _exchange.Port.ReceiveAsync(deadline, cancel) is { } frame)
        {
            if (frame.Id != id)
            {
                continue;
            }

            if (frame.Type == (MessageType.ReadRecords | MessageType.ReplyBit))
            {
                return new RecordBatch(records, ReadEnd(frame));
            }

            if (frame.Type == MessageType.RecordPart)
            {
                deadline = Deadline();
                uint wanted = records.Count == 0 ? first : records[^1].Number + 1;
                if (_assembler.Add(frame.Payload) is { } record && record.Number >= wanted)
                {
                    records.Add(record);
                }
            }
        }

        return new RecordBatch(records, null);
    }

    private long Deadline() => _exchange.Port.After(_exchange.Options.ReplyTimeout);

    private StreamEnd ReadEnd(ReceivedFrame frame)
    {
        var reply = new Reply(frame.Payload, Request);
        if (reply.Status != ReplyStatus.Done)
        {
            throw new BoardRefusedException(reply.Status, RefusalTable.OfRequest(reply.Status, Request, null));
        }

        var end = new StreamEnd(reply.Reader.U32(), reply.Reader.U32(), reply.Reader.U64());
        reply.Check();
        return end.Epoch == _epoch ? end : throw new DeviceMismatchException(
            "the board's store was wiped, or another board was plugged in, while its records were read",
            "Start the command again; results that were stored before are safe.");
    }
}
