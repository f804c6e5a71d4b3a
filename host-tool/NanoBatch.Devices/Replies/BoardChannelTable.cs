using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>A board's channels with wiring, unit and calibration.</summary>
/// <param name="Revision">Counts up with every change.</param>
/// <param name="Crc">CRC-32 of the record; reports carry it, so that a value can be traced to its calibration.</param>
/// <param name="Channels">In the board's order.</param>
public sealed record BoardChannelTable(int Revision, uint Crc, IReadOnlyList<BoardChannelEntry> Channels)
{
    /// <summary>Reads the record: revision u16, count u8, then for each channel name, ADC input u8, unit, points u8, and raw and value of each point as binary64.</summary>
    /// <returns>Null where the bytes are no such record.</returns>
    public static BoardChannelTable? TryRead(byte[] record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var reader = new ByteReader(record, 0, record.Length);
        int revision = reader.U16();
        int count = reader.U8();
        var channels = new List<BoardChannelEntry>(count);
        for (int c = 0; c < count && !reader.IsBad; c++)
        {
            string name = reader.Name(Limits.NameLengthMax);
            int input = reader.U8();
            string unit = UnitCode.Read(reader);
            int pointCount = reader.U8();
            var points = new List<BoardCalibrationPoint>(pointCount);
            for (int p = 0; p < pointCount && !reader.IsBad; p++)
            {
                points.Add(new BoardCalibrationPoint(ReadDouble(reader), ReadDouble(reader)));
            }

            channels.Add(new BoardChannelEntry(name, input, unit, points));
        }

        return reader.IsAtEnd ? new BoardChannelTable(revision, Crc32.Of(record, 0, record.Length), channels) : null;
    }

    private static double ReadDouble(ByteReader reader) => BitConverter.UInt64BitsToDouble(reader.U64());
}
