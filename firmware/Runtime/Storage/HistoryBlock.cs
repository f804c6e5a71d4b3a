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
            WriteKey(writer, channel, sampled);
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

        /// <summary>Decodes a block's counts.</summary>
        /// <param name="bytes">Array that holds it.</param>
        /// <param name="position">Of its count.</param>
        /// <param name="end">Behind its last byte.</param>
        /// <param name="counts">Takes counts and gaps; room for two times <see cref="SlotsMax"/>, as a block's bytes may be.</param>
        /// <returns>How many there are; 0 where they do not end where the block ends.</returns>
        /// <remarks>By hand, 45 IL instructions a sample: a start decodes all that the rings hold.</remarks>
        public static int Decode(byte[] bytes, int position, int end, short[] counts)
        {
            int count = position < end ? bytes[position++] : 0;
            if (end - position > counts.Length)
            {
                return 0;       // every byte may be a count
            }

            int before = 0;
            int i = 0;
            while (position < end)
            {
                int code = bytes[position++];
                if (code > 127)
                {
                    if (position == end)
                    {
                        return 0;
                    }

                    code = (code & 127) | (bytes[position++] << 7);
                }

                if (code == 0)
                {
                    counts[i++] = Ring.Gap;
                    continue;
                }

                code--;
                before += (code >> 1) ^ -(code & 1);
                if ((uint)before > Calibration.MaxCounts)
                {
                    return 0;
                }

                counts[i++] = (short)before;
            }

            return i == count ? count : 0;
        }
    }
}
