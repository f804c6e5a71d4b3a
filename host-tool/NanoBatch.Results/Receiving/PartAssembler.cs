using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>Puts records together that were longer than a message. Parts may come in any order and more than once; memory is bounded.</summary>
internal sealed class PartAssembler
{
    /// <summary>Records under way at once; one more pushes out the one that was touched longest ago.</summary>
    public const int RecordsMax = 64;

    private const int TotalMax = RecordSizes.Header + RecordSizes.PayloadMax + RecordSizes.Crc;

    private readonly List<LongRecord> _records = [];

    /// <summary>Records that were pushed out since the start.</summary>
    public long ForgottenCount { get; private set; }

    /// <summary>Takes the part that a reader stands at.</summary>
    /// <param name="key">Epoch, and the number after which the record follows.</param>
    /// <param name="reader">At the part's head; bad afterwards where it is none.</param>
    /// <param name="message">The array that the reader reads.</param>
    /// <returns>All bytes of the record once they are here, else null.</returns>
    public byte[]? Add((ulong Epoch, uint Previous) key, ByteReader reader, byte[] message)
    {
        uint number = reader.U32();
        int total = reader.U16();
        int offset = reader.U16();
        int count = reader.Left;
        reader.IsBad |= number <= key.Previous || total > TotalMax || count == 0 || count > total - offset;
        if (reader.IsBad)
        {
            return null;
        }

        LongRecord record = Touch(key, number, total);
        if (!record.Add(message, reader.Position, offset, count))
        {
            return null;
        }

        _records.Remove(record);
        return record.Bytes;
    }

    private LongRecord Touch((ulong Epoch, uint Previous) key, uint number, int total)
    {
        LongRecord? record = _records.Find(r => r.Key == key && r.Number == number && r.Bytes.Length == total);
        if (record is not null)
        {
            _records.Remove(record);
        }
        else if (_records.Count == RecordsMax)
        {
            _records.RemoveAt(0);
            ForgottenCount++;
        }

        record ??= new LongRecord(key, number, total);
        _records.Add(record);
        return record;
    }

    private sealed class LongRecord((ulong Epoch, uint Previous) key, uint number, int total)
    {
        private readonly bool[] _has = new bool[total];
        private int _missing = total;

        public (ulong Epoch, uint Previous) Key => key;

        public uint Number => number;

        public byte[] Bytes { get; } = new byte[total];

        /// <summary>Takes bytes at an offset.</summary>
        /// <returns>True where none is missing any more.</returns>
        public bool Add(byte[] source, int from, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Bytes[offset + i] = source[from + i];
                _missing -= _has[offset + i] ? 0 : 1;
                _has[offset + i] = true;
            }

            return _missing == 0;
        }
    }
}
