using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.BoardRuns.Support;

/// <summary>Records as docs/PROTOCOL.md lays them out, read without the product's decoder.</summary>
internal static class RecordLog
{
    public static RecordType TypeOf(byte[] record) => (RecordType)record[2];

    public static uint NumberOf(byte[] record) => BitConverter.ToUInt32(record, 4);

    public static uint BootOf(byte[] record) => BitConverter.ToUInt32(record, 8);

    public static ByteReader PayloadOf(byte[] record) => new(record, 18, record[0] | (record[1] << 8));

    /// <summary>Reports and alerts in their order, named by the descriptors among the records.</summary>
    public static List<BoardEvent> Events(IReadOnlyList<byte[]> records)
    {
        var jobs = new Dictionary<string, string>();
        foreach (byte[] record in records.Where(record => TypeOf(record) == RecordType.Descriptor))
        {
            ByteReader payload = PayloadOf(record);
            byte[] bytes = record[(18 + 32)..(18 + payload.Left)];
            var package = new JobPackage();
            if (new PackageReader().Read(bytes, bytes.Length, package) != PackageStatus.Accepted)
            {
                throw new InvalidOperationException("a descriptor holds no package");
            }

            jobs[Convert.ToHexString(record, 18, 4)] = package.JobName;
        }

        var events = new List<BoardEvent>();
        for (int i = 0; i < records.Count; i++)
        {
            if (TypeOf(records[i]) is RecordType.Report or RecordType.Alert)
            {
                events.Add(Event(records[i], jobs, OffsetAt(records, i)));
            }
        }

        return events;
    }

    /// <summary>UTC less monotonic time at a record: the last clock record of its boot before it, else the first one after it.</summary>
    private static long? OffsetAt(IReadOnlyList<byte[]> records, int at)
    {
        long? offset = null;
        for (int i = 0; i < records.Count && (i < at || offset is null); i++)
        {
            if (TypeOf(records[i]) == RecordType.ClockSync)
            {
                ByteReader payload = PayloadOf(records[i]);
                if (payload.U32() == BootOf(records[at]))
                {
                    long ms = payload.U48();
                    offset = payload.U48() - ms;
                }
            }
        }

        return offset;
    }

    private static BoardEvent Event(byte[] record, Dictionary<string, string> jobs, long? offsetMs)
    {
        ByteReader payload = PayloadOf(record);
        byte[] digest = new byte[4];
        payload.Bytes(digest, 0, 4);
        string key = Convert.ToHexString(digest);
        string job = jobs.TryGetValue(key, out string? name) ? name : key;
        int task = payload.U8();
        long endMs = (BitConverter.ToUInt32(record, 12) | ((long)BitConverter.ToUInt16(record, 16) << 32)) - payload.Zigzag();
        if (TypeOf(record) == RecordType.Alert)
        {
            int alert = payload.U8();
            bool isRaised = payload.U8() == 1;
            return new BoardEvent(NumberOf(record), BootOf(record), job, task, endMs, endMs + offsetMs, alert, isRaised, -1, 0, [], []);
        }

        long seq = payload.Varlong();
        long windowMs = payload.Varlong();
        payload.Varlong();
        payload.U32();
        (long, long)[] channels = [.. Enumerable.Range(0, payload.U8()).Select(_ => (payload.Varlong(), payload.Varlong()))];
        double?[]?[] fields = [.. Enumerable.Range(0, payload.U8()).Select(_ => Field(payload))];
        return payload.IsAtEnd
            ? new BoardEvent(NumberOf(record), BootOf(record), job, task, endMs, endMs + offsetMs, -1, false, seq, windowMs, channels, fields)
            : throw new InvalidOperationException("bytes left in a report");
    }

    private static double?[]? Field(ByteReader payload) => payload.U8() switch
    {
        0 => null,
        1 => [payload.Zigzag()],
        2 => [BitConverter.UInt32BitsToSingle(payload.U32())],
        _ => [.. Enumerable.Range(0, payload.U8()).Select(_ => (double?)payload.Varlong())],
    };
}
