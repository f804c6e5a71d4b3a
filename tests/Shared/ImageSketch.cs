using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace NanoBatch.Tests;

/// <summary>Application images for tests, made apart from the reader: assemblies with a header, a name and a body of a few bytes.</summary>
internal static class ImageSketch
{
    public const int HeaderBytes = 124;

    /// <summary>The assemblies that most tests flash, name and version with a blank between.</summary>
    public static readonly string[] Assemblies = ["mscorlib 1.17.11.0", "NanoBatch.Runtime 0.1.4711.815", "NanoBatch.Esp32 0.1.4711.816"];

    /// <summary>An image of <see cref="Assemblies"/>.</summary>
    public static byte[] Image() => Image(Assemblies);

    /// <summary>Joins assemblies on 4-byte boundaries.</summary>
    public static byte[] Image(params IEnumerable<string> assemblies)
    {
        var bytes = new List<byte>();
        foreach (string text in assemblies)
        {
            string[] parts = text.Split(' ');
            bytes.AddRange(Assembly(parts[0], Version.Parse(parts[1])));
            bytes.AddRange(new byte[-bytes.Count & 3]);
        }

        return [.. bytes];
    }

    /// <summary>One assembly; "mscorlib" has its name in the CLR's own table, as the real one.</summary>
    public static byte[] Assembly(string name, Version version)
    {
        bool isKnown = name == "mscorlib";
        byte[] body = Encoding.ASCII.GetBytes("\0filler\0" + name + "\0bc");
        int stringsEnd = HeaderBytes + body.Length - 2;
        byte[] bytes = new byte[HeaderBytes + body.Length];
        Encoding.ASCII.GetBytes("NFMRK1").CopyTo(bytes, 0);
        body.CopyTo(bytes, HeaderBytes);
        Put16(28, version.Major);
        Put16(30, version.Minor);
        Put16(32, version.Build);
        Put16(34, version.Revision);
        Put16(36, isKnown ? 0xfcd2 : 8);
        Put16(38, 1);
        for (int table = 0; table < 16; table++)
        {
            Put32(40 + (4 * table), table <= 11 ? HeaderBytes : table == 15 ? bytes.Length : stringsEnd);
        }

        Seal(bytes);
        return bytes;

        void Put16(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
        void Put32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
    }

    /// <summary>Writes both checksums of a single assembly.</summary>
    public static void Seal(byte[] bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Crc(bytes.AsSpan(HeaderBytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Crc(bytes.AsSpan(0, HeaderBytes)));
    }

    /// <summary>Bit by bit, as the definition says.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                bool isSet = ((crc >> 31) ^ (uint)(value >> bit & 1)) != 0;
                crc = isSet ? (crc << 1) ^ 0x04c11db7 : crc << 1;
            }
        }

        return crc;
    }
}
