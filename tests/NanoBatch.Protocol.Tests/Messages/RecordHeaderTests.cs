using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

[TestClass]
public sealed class RecordHeaderTests
{
    private static readonly byte[] s_payload = [1, 0, 2, 255, 0];

    [TestMethod]
    public void What_is_sealed_reads_back()
    {
        byte[] record = Sealed(3);
        var header = new RecordHeader();
        var reader = new ByteReader();
        Assert.IsTrue(header.TryRead(record, 3, record.Length - 3, reader));
        Assert.AreEqual((RecordType.Alert, ClockQuality.Manual, 4000000000u, 7u, 0xFEDCBA987654L), (header.Type, header.Quality, header.Record, header.Boot, header.TimeMs));
        Assert.AreEqual(s_payload.Length, reader.Left);
        byte[] payload = new byte[s_payload.Length];
        reader.Bytes(payload, 0, payload.Length);
        CollectionAssert.AreEqual(s_payload, payload);
        Assert.IsTrue(reader.IsAtEnd);
    }

    [TestMethod]
    public void Every_truncation_and_every_flip_of_one_bit_is_refused()
    {
        byte[] record = Sealed(0);
        var header = new RecordHeader();
        var reader = new ByteReader();
        for (int length = 0; length < record.Length; length++)
        {
            Assert.IsFalse(header.TryRead(record, 0, length, reader), $"cut at {length}");
        }

        for (int bit = 0; bit < record.Length * 8; bit++)
        {
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(header.TryRead(record, 0, record.Length, reader), $"bit {bit}");
            record[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.IsTrue(header.TryRead(record, 0, record.Length, reader));
    }

    private static byte[] Sealed(int offset)
    {
        byte[] buffer = new byte[offset + RecordSizes.Header + s_payload.Length + RecordSizes.Crc];
        s_payload.CopyTo(buffer, offset + RecordSizes.Header);
        var header = new RecordHeader
        {
            PayloadLength = s_payload.Length,
            Type = RecordType.Alert,
            Quality = ClockQuality.Manual,
            Record = 4000000000,
            Boot = 7,
            TimeMs = 0xFEDCBA987654,
        };
        Assert.AreEqual(buffer.Length - offset, header.Seal(buffer, offset, new ByteWriter([])));
        return buffer;
    }
}
