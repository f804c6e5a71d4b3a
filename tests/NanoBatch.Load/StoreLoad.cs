using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Results.Tests;

namespace NanoBatch.Load;

/// <summary>Deliveries of many boards straight into a results store, on one thread: what decoding, keys, JSON and transactions cost without a broker.</summary>
internal static class StoreLoad
{
    private const int RecordsOfMessage = 16;

    /// <summary>Runs, and prints one line.</summary>
    /// <param name="address">Where to store; a file is made anew.</param>
    /// <param name="boards">Boards that deliver in turn.</param>
    /// <param name="records">Reports in all.</param>
    /// <param name="group">Messages to a transaction.</param>
    public static void Run(StoreAddress address, int boards, int records, int group, TextWriter output)
    {
        using ResultStore store = ResultStore.Open(address);
        var receiver = new DeliveryReceiver(new ResultDeliveryStore(store, TimeProvider.System));
        ulong epoch = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)) | 1;
        Feed(receiver, Enumerable.Range(0, boards).Select(b => Message(epoch, b, 0, DeliverySample.Descriptor(1), DeliverySample.ClockSync(2))), group);
        long before = receiver.Counters.Stored;
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        Feed(receiver, Messages(epoch, boards, records), group);
        watch.Stop();
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        long stored = receiver.Counters.Stored - before;
        output.WriteLine(FormattableString.Invariant(
            $"{stored} records of {boards} boards, {group} messages a transaction: {stored / watch.Elapsed.TotalSeconds:F0} records/s, ")
            + FormattableString.Invariant($"{processor.TotalMicroseconds / stored:F1} µs of processor a record"));
    }

    private static void Feed(DeliveryReceiver receiver, IEnumerable<(string Board, byte[] Message)> messages, int group)
    {
        foreach ((string Board, byte[] Message)[] chunk in messages.Chunk(group))
        {
            receiver.Store([.. chunk.Select(message => receiver.Read(message.Board, message.Message)!)]);
        }
    }

    private static IEnumerable<(string Board, byte[] Message)> Messages(ulong epoch, int boards, int records)
    {
        int rounds = records / RecordsOfMessage / boards;
        for (int round = 0; round < rounds; round++)
        {
            int from = round * RecordsOfMessage;
            byte[][] reports = [.. Enumerable.Range(from, RecordsOfMessage).Select(i => DeliverySample.Report((uint)(i + 3), i))];
            for (int b = 0; b < boards; b++)
            {
                yield return Message(epoch, b, (uint)(from + 2), reports);
            }
        }
    }

    private static (string Board, byte[] Message) Message(ulong epoch, int board, uint previous, params byte[][] records)
    {
        byte[] message = DeliverySample.Message(previous, records);
        var head = new ByteWriter(message) { Position = 1 };
        head.U64(epoch + (ulong)board);
        return (FormattableString.Invariant($"load-{board}"), message);
    }
}
