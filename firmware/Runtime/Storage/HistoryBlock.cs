using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Up to 64 raw counts of one ring as a history record's payload (docs/PROTOCOL.md, "Raw history").</summary>
    /// <remarks>Channel name, period ms varint, burst u8 (bit 7: median), first instant ms u48, count u8, then the counts
    /// (<see cref="HistoryCounts"/>). A soil probe takes 1.1 bytes a sample.</remarks>
    public static class HistoryBlock
    {
        /// <summary>Longest record: header, name, 5 + 1 + 6 + 1 bytes, and two bytes a slot.</summary>
        public const int RecordBytesMax = RecordSizes.Header + RecordSizes.Crc + Limits.NameLengthMax + 13 + (2 * HistoryCounts.SlotsMax);

        private const int MedianBit = 0x80;

        /// <summary>Writes slots of a ring; they are all kept.</summary>
        public static void Write(ByteWriter writer, string channel, SampledRing sampled, long firstSlot, int count)
        {
            WriteKey(writer, channel, sampled);
            writer.U48((firstSlot + sampled.SlotBias) * sampled.PeriodMs);
            writer.U8(count);
            int before = 0;
            for (int i = 0; i < count; i++)
            {
                before = HistoryCounts.Write(writer, sampled.Ring.CellAt(firstSlot + i), before);
            }
        }

        /// <summary>Writes what a block begins with: which ring it was taken from.</summary>
        public static void WriteKey(ByteWriter writer, string channel, SampledRing sampled)
        {
            writer.Name(channel);
            writer.Varint(sampled.PeriodMs);
            writer.U8(sampled.Burst | (sampled.BurstIsMedian ? MedianBit : 0));
        }

        /// <summary>True where a block begins with a key.</summary>
        public static bool HasKey(byte[] bytes, int position, int end, byte[] key)
        {
            if (end - position < key.Length)
            {
                return false;
            }

            for (int i = 0; i < key.Length; i++)
            {
                if (bytes[position + i] != key[i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Board time of a block's first instant, ms.</summary>
        public static long ReadFirstMs(ByteReader reader)
        {
            reader.Name(Limits.NameLengthMax);
            reader.Varint();
            reader.U8();
            return reader.U48();
        }
    }
}
