using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Tests;

[TestClass]
public sealed class SentValueCodeTests
{
    [TestMethod]
    [DataRow(0.0, 1)]
    [DataRow(1.0, 1)]
    [DataRow(-1.0, 1)]
    [DataRow(65535.0, 3, DisplayName = "the fullest bin takes three bytes")]
    [DataRow(1073741823.0, 5)]
    [DataRow(-1073741823.0, 5)]
    [DataRow(1073741824.0, 9)]
    [DataRow(0.5, 9)]
    [DataRow(-21.43, 9)]
    [DataRow(5e-324, 9)]
    [DataRow(double.MaxValue, 9)]
    public void A_value_comes_back_exactly(double value, int bytes)
    {
        var writer = new ByteWriter(new byte[16]);
        SentValueCode.Write(writer, value, ValueKind.Number);
        Assert.AreEqual(bytes, writer.Position);
        var reader = new ByteReader(writer.Buffer, 0, writer.Position);
        Assert.AreEqual(value, SentValueCode.Read(reader, out byte kind));
        Assert.AreEqual(ValueKind.Number, kind);
        Assert.IsTrue(reader.IsAtEnd);
        for (int length = 0; length < bytes; length++)
        {
            reader.Reset(writer.Buffer, 0, length);
            SentValueCode.Read(reader, out _);
            Assert.IsTrue(reader.IsBad, $"cut at {length}");
        }
    }

    [TestMethod]
    public void Null_comes_back_as_null()
    {
        var writer = new ByteWriter(new byte[16]);
        SentValueCode.Write(writer, 0, ValueKind.Null);
        Assert.AreEqual(1, writer.Position);
        Assert.AreEqual(0.0, SentValueCode.Read(new ByteReader(writer.Buffer, 0, 1), out byte kind));
        Assert.AreEqual(ValueKind.Null, kind);
    }
}
