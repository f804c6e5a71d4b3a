using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Results.Tests;

/// <summary>Records and messages as a board's outbox makes them, of the job <c>hourly</c>: mean, min and max of one channel.</summary>
internal static class DeliverySample
{
    public const ulong Epoch = 0xFEDC_BA98_7654_3210;

    /// <summary>UTC of the boot that all records come from: 2025-01-05T06:00:00Z.</summary>
    public const long BootUtcMs = Sample.Six;

    private static readonly byte[] s_package = Convert.FromHexString("4E4211686F75726CF9003E736F696CB18007058004058619FF80808004F7D51A4A");
    private static readonly byte[] s_digest = Sha256.Of(s_package, 0, s_package.Length);

    /// <summary>The job's package.</summary>
    public static byte[] Descriptor(uint number) => Record(number, RecordType.Descriptor, writer =>
    {
        writer.Bytes(s_digest, 0, s_digest.Length);
        writer.Bytes(s_package, 0, s_package.Length);
    });

    public static byte[] ClockSync(uint number) => Record(number, RecordType.ClockSync, writer =>
    {
        writer.U32(1);
        writer.U48(0);
        writer.U48(BootUtcMs);
        writer.U8((int)ClockQuality.Network);
    });

    public static byte[] Report(uint number, int sequence) => Record(number, RecordType.Report, writer =>
    {
        writer.Bytes(s_digest, 0, 4);
        writer.U8(1);
        writer.Zigzag(0);
        writer.Varint(sequence);
        writer.Varint(3_600_000);
        writer.Varint(1);
        writer.U32(0);
        writer.U8(1);
        writer.Varint(4);
        writer.Varint(4);
        writer.U8(3);
        for (int f = 0; f < 3; f++)
        {
            writer.U8(FieldTag.Integer);
            writer.Zigzag(sequence + f);
        }
    });

    /// <summary>A record that no message holds.</summary>
    public static byte[] Long(uint number) => Record(number, RecordType.Log, writer =>
    {
        for (int i = 0; i < 2500; i++)
        {
            writer.U8(i * 7);
        }
    });

    /// <summary>A message with whole records.</summary>
    public static byte[] Message(uint previous, params byte[][] records)
    {
        var message = new List<byte>(Head(DeliveryFormat.WholeRecords, previous));
        foreach (byte[] record in records)
        {
            message.AddRange(record);
        }

        return [.. message];
    }

    /// <summary>The messages that bring one long record.</summary>
    public static List<byte[]> Parts(uint previous, uint number, byte[] record)
    {
        var parts = new List<byte[]>();
        int room = DeliveryFormat.MessageMax - DeliveryFormat.Head - DeliveryFormat.PartHead;
        for (int offset = 0; offset < record.Length; offset += room)
        {
            var writer = new ByteWriter(new byte[DeliveryFormat.PartHead]);
            writer.U32(number);
            writer.U16(record.Length);
            writer.U16(offset);
            parts.Add([.. Head(DeliveryFormat.RecordPart, previous), .. writer.Buffer, .. record.AsSpan(offset, Math.Min(room, record.Length - offset))]);
        }

        return parts;
    }

    /// <summary>The acknowledgement of one range.</summary>
    public static byte[] Acknowledgement(uint first, uint last)
    {
        var writer = new ByteWriter(new byte[17]);
        writer.U64(Epoch);
        writer.U8(1);
        writer.U32(first);
        writer.U32(last);
        return writer.Buffer;
    }

    /// <summary>The records that an acknowledgement names.</summary>
    public static IEnumerable<uint> Acknowledged(byte[] acknowledgement)
    {
        for (int range = 0; range < acknowledgement[8]; range++)
        {
            uint last = BitConverter.ToUInt32(acknowledgement, 13 + (8 * range));
            for (uint record = BitConverter.ToUInt32(acknowledgement, 9 + (8 * range)); record <= last; record++)
            {
                yield return record;
            }
        }
    }

    private static byte[] Head(int kind, uint previous)
    {
        var writer = new ByteWriter(new byte[DeliveryFormat.Head]);
        writer.U8(kind);
        writer.U64(Epoch);
        writer.U32(previous);
        return writer.Buffer;
    }

    private static byte[] Record(uint number, RecordType type, Action<ByteWriter> write)
    {
        byte[] buffer = new byte[RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc];
        var writer = new ByteWriter(buffer) { Position = RecordSizes.Header };
        write(writer);
        var header = new RecordHeader
        {
            Type = type,
            Quality = ClockQuality.Network,
            Record = number,
            Boot = 1,
            TimeMs = number * 1000L,
            PayloadLength = writer.Position - RecordSizes.Header,
        };
        return buffer[..header.Seal(buffer, 0, new ByteWriter([]))];
    }
}
