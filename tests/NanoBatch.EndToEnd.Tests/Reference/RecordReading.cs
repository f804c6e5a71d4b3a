using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.EndToEnd.Tests.Reference;

/// <summary>Records read as docs/PROTOCOL.md describes them, apart from the product's own decoder: two readers of one page must agree.</summary>
internal sealed class RecordReading(JobPackage package)
{
    private readonly PackageNames _names = new(package);
    private readonly Dictionary<uint, long> _offsetMs = [];

    /// <summary>Reports and alerts of a run of records, in their order.</summary>
    public List<NaiveEvent> Read(IEnumerable<byte[]> records)
    {
        var events = new List<NaiveEvent>();
        foreach (byte[] record in records)
        {
            int length = U16(record, 0);
            int type = record[2];
            uint boot = U32(record, 8);
            long time = U32(record, 12) | ((long)U16(record, 16) << 32);
            var payload = new ByteReader(record, 18, length);
            if (type == 5)
            {
                uint syncBoot = payload.U32();
                long ms = payload.U48();
                _offsetMs[syncBoot] = payload.U48() - ms;
            }
            else if (type is 2 or 3)
            {
                events.Add(ReadEvent(type, payload, time + _offsetMs[boot]));
            }
        }

        return events;
    }

    private NaiveEvent ReadEvent(int type, ByteReader payload, long recordTimeMs)
    {
        payload.Skip(4);
        int task = payload.U8();
        long timeMs = recordTimeMs - payload.Zigzag();
        if (type == 3)
        {
            string alert = _names.AlertsOf(task - 1)[payload.U8()];
            return new NaiveEvent(timeMs, task, alert, payload.U8() == 1, 0, 0, [], []);
        }

        long seq = payload.Varlong();
        long windowMs = payload.Varlong();
        payload.Varlong();
        payload.U32();
        int count = payload.U8();
        string[] used = [.. package.Channels.Take(package.ChannelCount).Where((_, c) => (package.Tasks[task - 1].ChannelMask >> c & 1) != 0).Select(c => c.Name)];
        (string, long, long)[] channels = new (string, long, long)[count];
        for (int c = 0; c < count; c++)
        {
            channels[c] = (used[c], payload.Varlong(), payload.Varlong());
        }

        int fieldCount = payload.U8();
        (string, double?[]?)[] fields = new (string, double?[]?)[fieldCount];
        for (int f = 0; f < fieldCount; f++)
        {
            fields[f] = (_names.FieldsOf(task - 1)[f], ReadField(payload));
        }

        return payload.IsAtEnd ? new NaiveEvent(timeMs, task, null, false, seq, windowMs, channels, fields) : throw new InvalidOperationException("bytes left in a report");
    }

    private static double?[]? ReadField(ByteReader payload)
    {
        switch (payload.U8())
        {
            case 0:
                return null;
            case 1:
                return [payload.Zigzag()];
            case 2:
                return [BitConverter.UInt32BitsToSingle(payload.U32())];
            default:
                double?[] bins = new double?[payload.U8()];
                for (int i = 0; i < bins.Length; i++)
                {
                    bins[i] = payload.Varlong();
                }

                return bins;
        }
    }

    private static int U16(byte[] bytes, int at) => bytes[at] | (bytes[at + 1] << 8);

    private static uint U32(byte[] bytes, int at) => (uint)U16(bytes, at) | ((uint)U16(bytes, at + 2) << 16);
}
