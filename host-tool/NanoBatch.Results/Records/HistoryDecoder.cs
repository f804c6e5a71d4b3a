using System;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>History records to raw counts (docs/PROTOCOL.md, "Records"); total for any bytes.</summary>
public static class HistoryDecoder
{
    private const int MedianBit = 0x80;
    private const int BurstMax = 64;
    private const int CountMax = 4095;

    /// <summary>Decodes one record, header and CRC included.</summary>
    /// <returns>Null where the bytes are no whole record, one of another type, or malformed. Bytes behind the counts are a newer version's and no fault.</returns>
    public static HistoryBlock? TryDecode(byte[] record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var header = new RecordHeader();
        var reader = new ByteReader();
        if (!header.TryRead(record, 0, record.Length, reader) || header.Type != RecordType.History)
        {
            return null;
        }

        string channel = reader.Name(Limits.NameLengthMax);
        int periodMs = reader.Varint();
        int burst = reader.U8();
        long firstMs = reader.U48();
        int count = reader.U8();
        reader.IsBad |= channel.Length == 0 || periodMs is < Limits.PeriodMinMs or > Limits.PeriodMaxMs || periodMs % Limits.PeriodStepMs != 0;
        reader.IsBad |= (burst & ~MedianBit) is < 1 or > BurstMax || count is < 1 or > HistoryBlock.SlotsMax;
        int[] counts = reader.IsBad ? [] : ReadCounts(reader, count);
        return reader.IsBad ? null : new HistoryBlock
        {
            Number = header.Record,
            Channel = channel,
            PeriodMs = periodMs,
            Burst = burst & ~MedianBit,
            IsMedian = (burst & MedianBit) != 0,
            Boot = header.Boot,
            IsDated = header.Quality != ClockQuality.Unknown,
            FirstMs = firstMs,
            Counts = counts,
        };
    }

    /// <summary>0 is a gap, anything else the zigzag difference to the last valid count, plus 1.</summary>
    private static int[] ReadCounts(ByteReader reader, int slots)
    {
        int[] counts = new int[slots];
        int last = 0;
        for (int slot = 0; slot < slots; slot++)
        {
            int code = reader.Varint();
            if (code == 0)
            {
                counts[slot] = HistoryBlock.Gap;
                continue;
            }

            last += ((code - 1) >> 1) ^ -((code - 1) & 1);
            if (last is < 0 or > CountMax)
            {
                reader.IsBad = true;
                last = 0;
            }

            counts[slot] = last;
        }

        return counts;
    }
}
