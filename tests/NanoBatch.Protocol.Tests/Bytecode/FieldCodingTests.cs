using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

/// <summary>Varints, names, durations, decimal constants: every value has one form, and every other form is malformed.</summary>
[TestClass]
public sealed class FieldCodingTests
{
    public static IEnumerable<object[]> Varints()
    {
        for (int bit = 0; bit < 63; bit++)
        {
            yield return new object[] { 1L << bit };
            yield return new object[] { (1L << bit) - 1 };
        }

        yield return new object[] { long.MaxValue };
    }

    [TestMethod]
    [DynamicData(nameof(Varints))]
    public void Varints_come_back_and_every_cut_is_bad(long value)
    {
        byte[] bytes = PackageSketch.Varint(value);
        var reader = new ByteReader(bytes, 0, bytes.Length);
        Assert.AreEqual(value, reader.Varlong());
        Assert.IsTrue(reader.IsAtEnd);
        for (int length = 0; length < bytes.Length; length++)
        {
            reader.Reset(bytes, 0, length);
            reader.Varlong();
            Assert.IsTrue(reader.IsBad, $"cut at {length}");
        }

        reader.Reset(bytes, 0, bytes.Length);
        Assert.AreEqual(value > int.MaxValue ? 0 : (int)value, reader.Varint());
        Assert.AreEqual(value > int.MaxValue, reader.IsBad, "31 bits are the limit of a Varint");
    }

    [TestMethod]
    [DataRow(new byte[] { 0x80, 0x00 }, DisplayName = "padded zero")]
    [DataRow(new byte[] { 0xFF, 0x80, 0x00 }, DisplayName = "padded 127")]
    [DataRow(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, DisplayName = "64 bits")]
    [DataRow(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 }, DisplayName = "twelve bytes")]
    public void Varints_of_another_form_are_bad(byte[] bytes)
    {
        var reader = new ByteReader(bytes, 0, bytes.Length);
        Assert.AreEqual(0, reader.Varlong());
        Assert.IsTrue(reader.IsBad);
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(-1L)]
    [DataRow(1L)]
    [DataRow(63L)]
    [DataRow(-64L)]
    [DataRow(64L)]
    [DataRow(int.MaxValue)]
    [DataRow(int.MinValue)]
    [DataRow((1L << 61) - 1)]
    [DataRow(-(1L << 61))]
    public void Zigzag_comes_back(long value)
    {
        var writer = new ByteWriter(new byte[10]);
        writer.Zigzag(value);
        var reader = new ByteReader(writer.Buffer, 0, writer.Position);
        Assert.AreEqual(value, reader.Zigzag());
        Assert.IsTrue(reader.IsAtEnd);
    }

    [TestMethod]
    public void Fixed_numbers_come_back()
    {
        var writer = new ByteWriter(new byte[64]);
        writer.U8(255);
        writer.U16(65535);
        writer.U32(4294967295);
        writer.U48(0xFFFFFFFFFFFF);
        writer.U64(ulong.MaxValue - 1);
        writer.U64(0x8000000080000000);
        var reader = new ByteReader(writer.Buffer, 0, writer.Position);
        Assert.AreEqual(255, reader.U8());
        Assert.AreEqual(65535, reader.U16());
        Assert.AreEqual(4294967295, reader.U32());
        Assert.AreEqual(0xFFFFFFFFFFFF, reader.U48());
        Assert.AreEqual(ulong.MaxValue - 1, reader.U64());
        Assert.AreEqual(0x8000000080000000, reader.U64());
        Assert.IsTrue(reader.IsAtEnd);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a")]
    [DataRow("soil1")]
    [DataRow("abcdefghijklmnopqrstuvwxyz_01234")]
    public void Names_come_back_and_one_letter_over_the_limit_is_bad(string name)
    {
        var writer = new ByteWriter(new byte[64]);
        writer.Name(name);
        var reader = new ByteReader(writer.Buffer, 0, writer.Position);
        Assert.AreEqual(name, reader.Name(32));
        Assert.IsTrue(reader.IsAtEnd);
        reader.Reset(writer.Buffer, 0, writer.Position);
        if (name.Length > 0)
        {
            Assert.AreEqual(string.Empty, reader.Name(name.Length - 1));
            Assert.IsTrue(reader.IsBad);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("°C")]
    [DataRow("m3/m3")]
    [DataRow("µS/cm")]
    public void Texts_come_back(string text)
    {
        var writer = new ByteWriter(new byte[64]);
        writer.Text(text);
        var reader = new ByteReader(writer.Buffer, 0, writer.Position);
        Assert.AreEqual(text, reader.Text(30));
        Assert.IsTrue(reader.IsAtEnd);
    }

    [TestMethod]
    public void A_writer_that_is_full_says_so_and_writes_no_further()
    {
        var writer = new ByteWriter(new byte[3]);
        writer.U16(1);
        writer.U16(0x0203);
        Assert.IsTrue(writer.IsFull);
        Assert.AreEqual(3, writer.Position);
        writer.Reset(writer.Buffer, 1);
        Assert.IsFalse(writer.IsFull);
        writer.Bytes(new byte[3], 0, 3);
        Assert.IsTrue(writer.IsFull);
        Assert.AreEqual(1, writer.Position);
    }

    public static IEnumerable<object[]> Durations()
    {
        long[] values = [1, 100, 999, 1000, 1001, 59000, 60000, 61000, 3599000, 3600000, 86400000, 86400001, 7 * 86400000L, Limits.TaskPeriodMaxMs];
        return values.Select(value => new object[] { value });
    }

    [TestMethod]
    [DynamicData(nameof(Durations))]
    public void Durations_come_back(long durationMs) => Assert.AreEqual(durationMs, DurationCode.ToMs(DurationCode.Of(durationMs)));

    [TestMethod]
    public void A_duration_has_one_form()
    {
        int accepted = 0;
        for (long code = 0; code < 1 << 20; code++)
        {
            long durationMs = DurationCode.ToMs(code);
            if (durationMs >= 0)
            {
                accepted++;
                Assert.AreEqual(code, DurationCode.Of(durationMs));
            }
        }

        Assert.IsGreaterThan(100000, accepted);
    }

    [TestMethod]
    [DataRow(0L, DisplayName = "0 ms")]
    [DataRow(3L, DisplayName = "0 h")]
    [DataRow(1000L << 2, DisplayName = "1000 ms, which is 1 s")]
    [DataRow((60L << 2) | 1, DisplayName = "60 s, which is 1 min")]
    [DataRow((60L << 2) | 2, DisplayName = "60 min, which is 1 h")]
    [DataRow((8785L << 2) | 3, DisplayName = "over 366 days in hours")]
    [DataRow(long.MaxValue, DisplayName = "wild")]
    public void Durations_of_another_form_are_bad(long code) => Assert.AreEqual(-1, DurationCode.ToMs(code));

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(-1)]
    [DataRow(9)]
    [DataRow(10)]
    [DataRow(-10)]
    [DataRow(31)]
    [DataRow(-32)]
    [DataRow(-33)]
    [DataRow(100)]
    [DataRow(150)]
    [DataRow(159)]
    [DataRow(160)]
    [DataRow(161)]
    [DataRow(1590)]
    [DataRow(-320)]
    [DataRow(2143)]
    [DataRow(123456789)]
    [DataRow(999999999)]
    [DataRow(-999999999)]
    public void Constants_come_back_as_the_platform_reads_them(int mantissa)
    {
        for (int exponent = -50; exponent <= 50; exponent++)
        {
            CheckConstant(mantissa, exponent, false);
            CheckConstant(mantissa, exponent, true);
        }
    }

    [TestMethod]
    public void A_constant_has_one_form()
    {
        int seed = TestSeed.Draw(31);
        var random = new Random(seed);
        byte[] bytes = new byte[8];
        var forms = new Dictionary<double, string>();
        for (int round = 0; round < 300000; round++)
        {
            random.NextBytes(bytes);
            bytes[0] = round % 4 == 0 ? bytes[0] : (byte)(0xC0 + random.Next(64));
            bytes[1] &= (byte)(round % 3 == 0 ? 0x7F : 0xFF);
            var reader = new ByteReader(bytes, 0, bytes.Length);
            double value = DecimalConstant.Read(reader, false, out _);
            if (!reader.IsBad)
            {
                string form = Convert.ToHexString(bytes, 0, reader.Position);
                Assert.AreEqual(forms.GetValueOrDefault(value, form), form, $"seed {seed} round {round}: two forms of {value:R}");
                forms[value] = form;
            }
        }

        Assert.IsGreaterThan(10000, forms.Count);
    }

    [TestMethod]
    [DataRow(new byte[] { 0xFF }, DisplayName = "refused mark")]
    [DataRow(new byte[] { 0xFE, 33 }, DisplayName = "raw counts where none may stand")]
    [DataRow(new byte[] { 0xC0 + 39, 2 }, DisplayName = "1 in the long form")]
    [DataRow(new byte[] { 0xC0 + 39, 0 }, DisplayName = "0 in the long form")]
    [DataRow(new byte[] { 0xC0 + 40, 30 }, DisplayName = "15e1, which is one byte")]
    [DataRow(new byte[] { 0xC0 + 41, 2 }, DisplayName = "1e2, which is one byte")]
    [DataRow(new byte[] { 0xC0 + 30, 20 }, DisplayName = "a mantissa with a trailing zero")]
    [DataRow(new byte[] { 0xC0 + 39, 0x80, 0xA8, 0xD6, 0xB9, 0x07 }, DisplayName = "mantissa 10^9")]
    [DataRow(new byte[] { 0xFD, 0, 0x82, 0x04 }, DisplayName = "near exponent in the far form")]
    [DataRow(new byte[] { 0xFD, 61, 2 }, DisplayName = "exponent 61")]
    [DataRow(new byte[] { 0xFD, 0xC3, 2 }, DisplayName = "exponent -61")]
    public void Constants_of_another_form_are_bad(byte[] bytes)
    {
        var reader = new ByteReader(bytes, 0, bytes.Length);
        DecimalConstant.Read(reader, false, out bool isRaw);
        Assert.IsTrue(reader.IsBad);
        Assert.IsFalse(isRaw);
    }

    [TestMethod]
    public void Units_come_back_by_code_and_as_text()
    {
        foreach (string unit in new[] { "raw", "%", "°C", "N", "furlong", "µS/cm" })
        {
            var writer = new ByteWriter(new byte[40]);
            UnitCode.Write(writer, unit);
            var reader = new ByteReader(writer.Buffer, 0, writer.Position);
            Assert.AreEqual(unit, UnitCode.Read(reader));
            Assert.IsTrue(reader.IsAtEnd);
        }

        foreach (byte[] bytes in new byte[][] { [200], [0, 0], [0, 1, (byte)'%'], [0, 200], [] })
        {
            var reader = new ByteReader(bytes, 0, bytes.Length);
            UnitCode.Read(reader);
            Assert.IsTrue(reader.IsBad, Convert.ToHexString(bytes));
        }
    }

    private static void CheckConstant(int mantissa, int exponent, bool isRaw)
    {
        var writer = new ByteWriter(new byte[16]);
        DecimalConstant.Write(writer, mantissa, exponent, isRaw);
        var reader = new ByteReader(writer.Buffer, 0, writer.Position);
        double value = DecimalConstant.Read(reader, true, out bool wasRaw);
        Assert.IsTrue(reader.IsAtEnd);
        Assert.AreEqual(isRaw, wasRaw);
        string text = string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{exponent}");
        double expected = double.Parse(text, CultureInfo.InvariantCulture);

        // Up to 10^22 one exact operation gives the nearest double; beyond, two roundings can leave the neighbour.
        double allowed = Math.Abs(exponent) <= 21 ? 0 : Math.Abs(expected) * 4e-16;
        Assert.AreEqual(expected, value, allowed, text);
        for (int length = 0; length < writer.Position; length++)
        {
            reader.Reset(writer.Buffer, 0, length);
            DecimalConstant.Read(reader, true, out _);
            Assert.IsTrue(reader.IsBad, $"{text} cut at {length}");
        }
    }
}
