using System;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>History records to raw counts (docs/PROTOCOL.md, "Records"); total for any bytes.</summary>
public static class HistoryDecoder
{
    private const int MedianBit = 0x80;
    private const int BurstMax = 64;

    /// <summary>Decodes one record, header and CRC included.</summary>
    /// <returns>Null where the bytes are no whole record, one of another type, or malformed.</returns>
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
        reader.IsBad |= channel.Length == 0 || periodMs is < Limits.PeriodMinMs or > Limits.PeriodMaxMs || periodMs % Limits.PeriodStepMs != 0;
        reader.IsBad |= (burst & ~MedianBit) is < 1 or > BurstMax;
        short[] counts = new short[HistoryCounts.RoomMin];
        int slots = reader.IsBad ? 0 : HistoryCounts.Decode(record, reader.Position, reader.Position + reader.Left, counts);
        return slots == 0 ? null : new HistoryBlock
        {
            Number = header.Record,
            Channel = channel,
            PeriodMs = periodMs,
            Burst = burst & ~MedianBit,
            IsMedian = (burst & MedianBit) != 0,
            Boot = header.Boot,
            IsDated = header.Quality != ClockQuality.Unknown,
            FirstMs = firstMs,
            Counts = Array.ConvertAll(counts[..slots], count => count < 0 ? HistoryBlock.Gap : count),
        };
    }
}
