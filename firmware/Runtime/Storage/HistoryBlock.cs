using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Up to 64 raw counts of one ring as a history record's payload (docs/PROTOCOL.md, "Raw history").</summary>
    /// <remarks>Channel name, period ms varint, burst u8 (bit 7: median), first instant ms u48, count u8, then a varint a slot: 0 for a gap, else the zigzag form
    /// of the difference from the valid count before, plus 1. A soil probe takes 1.1 bytes a sample.</remarks>
    public static class HistoryBlock
    {
        /// <summary>Slots of a block at most.</summary>
        public const int SlotsMax = 64;

        /// <summary>Longest record: header, name, 5 + 1 + 6 + 1 bytes, and two bytes a slot.</summary>
        public const int RecordBytesMax = RecordSizes.Header + RecordSizes.Crc + Limits.NameLengthMax + 13 + (2 * SlotsMax);

        private const int MedianBit = 0x80;

        /// <summary>Writes slots of a ring; they are all kept.</summary>
        public static void Write(ByteWriter writer, string channel, SampledRing sampled, long firstSlot, int count)
        {
            writer.Name(channel);
            writer.Varint(sampled.PeriodMs);
            writer.U8(sampled.Burst | (sampled.BurstIsMedian ? MedianBit : 0));
            writer.U48((firstSlot + sampled.SlotBias) * sampled.PeriodMs);
            writer.U8(count);
            int before = 0;
            for (int i = 0; i < count; i++)
            {
                int counts = sampled.Ring.CellAt(firstSlot + i);
                if (counts < 0)
                {
                    writer.U8(0);
                    continue;
                }

                int delta = counts - before;
                before = counts;
                writer.Varint(((delta << 1) ^ (delta >> 31)) + 1);
            }
        }

        /// <summary>Board time of a block's first instant, ms; the reader stands at its count afterwards.</summary>
        /// <param name="reader">At the payload.</param>
        /// <param name="rings">Rings of the board.</param>
        /// <param name="channels">Names them.</param>
        /// <param name="sampled">The ring that the block was taken from, null where no job has it now.</param>
        public static long ReadHead(ByteReader reader, RingTable rings, ChannelTable channels, out SampledRing sampled)
        {
            sampled = null;
            int channel = channels.IndexOf(reader.Name(Limits.NameLengthMax));
            int periodMs = reader.Varint();
            int burst = reader.U8();
            long firstMs = reader.U48();
            for (int r = 0; r < rings.Count && !reader.IsBad; r++)
            {
                if (rings.RingAt(r).Serves(channel, periodMs, burst & ~MedianBit, (burst & MedianBit) != 0))
                {
                    sampled = rings.RingAt(r);
                }
            }

            return firstMs;
        }

        /// <summary>Pushes a block's counts behind what a ring has, as far as they lie before a slot; between them and it are gaps.</summary>
        /// <param name="reader">At the block's count.</param>
        /// <param name="sampled">Its ring.</param>
        /// <param name="firstMs">Board time of the first instant.</param>
        /// <param name="endSlot">First slot that is not wanted.</param>
        public static void ReadInto(ByteReader reader, SampledRing sampled, long firstMs, long endSlot)
        {
            Ring ring = sampled.Ring;
            long slot = sampled.SlotAt(firstMs);
            int count = reader.U8();
            int before = 0;
            for (int i = 0; i < count; i++)
            {
                int code = reader.Varint();
                if (reader.IsBad)
                {
                    return;
                }

                if (code != 0)
                {
                    code--;
                    before += (code >> 1) ^ -(code & 1);
                    if (slot >= ring.NextSlot && slot < endSlot && (uint)before <= Calibration.MaxCounts)
                    {
                        ring.SkipTo(slot);
                        ring.Push(before);
                    }
                }

                slot++;
            }
        }
    }
}
