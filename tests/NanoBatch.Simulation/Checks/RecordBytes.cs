using System;
using System.Buffers.Binary;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.Checks;

/// <summary>Fields of a record's bytes as docs/PROTOCOL.md lays them out, read without the product's reader.</summary>
public static class RecordBytes
{
    public const int HeaderBytes = 18;
    public const int CrcBytes = 4;

    public static int LengthAt(byte[] bytes, int at) => HeaderBytes + bytes[at] + (bytes[at + 1] << 8) + CrcBytes;

    public static RecordType TypeAt(byte[] bytes, int at) => (RecordType)bytes[at + 2];

    public static uint NumberAt(byte[] bytes, int at) => U32(bytes, at + 4);

    public static uint BootAt(byte[] bytes, int at) => U32(bytes, at + 8);

    public static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    /// <summary>Sequence number of a report.</summary>
    public static long SequenceAt(byte[] bytes, int at)
    {
        int position = at + HeaderBytes + 5;
        Varint(bytes, ref position);
        return Varint(bytes, ref position);
    }

    /// <summary>True where two reports are of one task and package.</summary>
    public static bool IsSameTask(byte[] a, int atA, byte[] b, int atB) => a.AsSpan(atA + HeaderBytes, 5).SequenceEqual(b.AsSpan(atB + HeaderBytes, 5));

    private static long Varint(byte[] bytes, ref int position)
    {
        long value = 0;
        int shift = 0;
        while (true)
        {
            byte part = bytes[position++];
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }
}
