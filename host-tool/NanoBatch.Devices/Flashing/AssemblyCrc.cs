using System;

namespace NanoBatch.Devices;

/// <summary>The checksum that nanoCLR holds over an assembly: CRC-32, poly 0x04C11DB7, not reflected, begins with 0, check("123456789") = 0x89A1897F.</summary>
internal static class AssemblyCrc
{
    private const uint Polynomial = 0x04c11db7;
    private static readonly uint[] s_table = CreateTable();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            crc = (crc << 8) ^ s_table[(crc >> 24) ^ value];
        }

        return crc;
    }

    private static uint[] CreateTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            }

            table[i] = crc;
        }

        return table;
    }
}
