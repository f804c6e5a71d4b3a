using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The board's channels, a versioned record: jobs know names, the table knows wiring and calibration (DECISIONS 36).</summary>
    /// <remarks>Record: revision u16, count u8, then for each channel name, ADC input u8, unit, points u8, and raw and value of each point as binary64.</remarks>
    public sealed class ChannelTable
    {
        public const int ChannelsMax = 32;

        /// <summary>Longest record: 32 channels of full length with 8 points each.</summary>
        public const int RecordBytesMax = HeadBytes + (ChannelsMax * (Limits.NameLengthMax + ChannelBytesMax + (PointBytes * Calibration.MaxPoints)));

        private const int HeadBytes = 3;

        // ADC input, number of points, unit.
        private const int ChannelBytesMax = 2 + 32;
        private const int PointBytes = 16;

        // Most boards have four; room for all that there can be would take 300 bytes more.
        private const int RoomStep = 4;

        public int Count;
        public BoardChannel[] Channels = new BoardChannel[RoomStep];

        /// <summary>Counts up with every change.</summary>
        public int Revision = 1;

        /// <summary>CRC-32 of the record; reports carry it, so that a value can be traced to its calibration.</summary>
        public uint Crc;

        /// <summary>Appends a channel; false when the table is full or has the name.</summary>
        public bool Add(BoardChannel channel)
        {
            if (Count == ChannelsMax || IndexOf(channel.Name) >= 0)
            {
                return false;
            }

            if (Count == Channels.Length)
            {
                BoardChannel[] larger = new BoardChannel[Count + RoomStep];
                System.Array.Copy(Channels, 0, larger, 0, Count);
                Channels = larger;
            }

            Channels[Count++] = channel;
            return true;
        }

        /// <summary>Place of a channel, or -1.</summary>
        public int IndexOf(string name)
        {
            for (int i = 0; i < Count; i++)
            {
                if (Channels[i].Name == name)
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>Bytes that the record takes at most, for these channels: some 300 for four, where any table could have 6 KB.</summary>
        public int RecordBytesBound
        {
            get
            {
                int bytes = HeadBytes;
                for (int i = 0; i < Count; i++)
                {
                    bytes += Channels[i].Name.Length + ChannelBytesMax + (PointBytes * Channels[i].Calibration.PointCount);
                }

                return bytes;
            }
        }

        /// <summary>Writes the record and sets <see cref="Crc"/>.</summary>
        /// <returns>Bytes written, or 0 where they did not fit.</returns>
        public int WriteRecord(byte[] buffer)
        {
            ByteWriter writer = new ByteWriter(buffer);
            writer.U16(Revision);
            writer.U8(Count);
            for (int i = 0; i < Count; i++)
            {
                BoardChannel channel = Channels[i];
                writer.Name(channel.Name);
                writer.U8(channel.AdcInput);
                UnitCode.Write(writer, channel.Unit);
                WritePoints(writer, channel.Calibration);
            }

            Crc = Crc32.Of(buffer, 0, writer.Position);
            return writer.IsFull ? 0 : writer.Position;
        }

        /// <summary>Reads a record.</summary>
        /// <returns>Null for anything but a whole record of known names, units and calibrations; no bytes at all are a table without channels.</returns>
        public static ChannelTable TryRead(byte[] bytes)
        {
            ChannelTable table = new ChannelTable();
            if (bytes.Length == 0)
            {
                return table;
            }

            ByteReader reader = new ByteReader(bytes, 0, bytes.Length);
            table.Revision = reader.U16();
            int count = reader.U8();
            for (int i = 0; i < count && !reader.IsBad; i++)
            {
                BoardChannel channel = ReadChannel(reader);
                if (channel == null || !table.Add(channel))
                {
                    return null;
                }
            }

            table.Crc = Crc32.Of(bytes, 0, bytes.Length);
            return reader.IsAtEnd ? table : null;
        }

        private static BoardChannel ReadChannel(ByteReader reader)
        {
            BoardChannel channel = new BoardChannel();
            channel.Name = reader.Name(Limits.NameLengthMax);
            channel.AdcInput = reader.U8();
            channel.Unit = UnitCode.Read(reader);
            int points = reader.U8();
            if (reader.IsBad || points > Calibration.MaxPoints || channel.AdcInput > ProfileLimits.AdcInputMax || !NameRule.IsName(channel.Name, false))
            {
                return null;
            }

            double[] raw = new double[points];
            double[] value = new double[points];
            for (int p = 0; p < points; p++)
            {
                raw[p] = ReadDouble(reader);
                value[p] = ReadDouble(reader);
            }

            channel.Calibration = Calibration.TryCreate(raw, value, points);
            bool isRaw = channel.Unit == "raw";
            return reader.IsBad || channel.Calibration == null || isRaw != channel.Calibration.IsIdentity ? null : channel;
        }

        private static void WritePoints(ByteWriter writer, Calibration calibration)
        {
            int points = calibration.IsIdentity ? 0 : calibration.PointCount;
            writer.U8(points);
            for (int p = 0; p < points; p++)
            {
                WriteDouble(writer, calibration.RawOf(p));
                WriteDouble(writer, calibration.ValueOf(p));
            }
        }

        private static double ReadDouble(ByteReader reader)
        {
            long low = reader.U32();
            long high = reader.U32();
            return System.BitConverter.Int64BitsToDouble((high << 32) | low);
        }

        private static void WriteDouble(ByteWriter writer, double value)
        {
            long bits = System.BitConverter.DoubleToInt64Bits(value);
            writer.U32((uint)(bits & 0xFFFFFFFFL));
            writer.U32((uint)((bits >> 32) & 0xFFFFFFFFL));
        }
    }
}
