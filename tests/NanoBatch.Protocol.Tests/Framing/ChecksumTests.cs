using System;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

[TestClass]
public sealed class ChecksumTests
{
    [TestMethod]
    [DataRow("", 0x00000000u)]
    [DataRow("123456789", 0xCBF43926u, DisplayName = "the check value of CRC-32 IEEE")]
    [DataRow("a", 0xE8B7BE43u)]
    [DataRow("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Crc_has_the_published_values(string text, uint expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.AreEqual(expected, Crc32.Of(bytes, 0, bytes.Length));
    }

    [TestMethod]
    public void Crc_is_the_platforms_at_every_length_and_in_every_split()
    {
        var random = new Random(1);
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = new byte[length + 2];
            random.NextBytes(bytes);
            uint expected = PlatformCrc(bytes.AsSpan(1, length));
            Assert.AreEqual(expected, Crc32.Of(bytes, 1, length), $"length {length}");
            int split = random.Next(length + 1);
            var running = new RunningCrc();
            running.Add(bytes, 1, split);
            running.Add(bytes, 1 + split, length - split);
            Assert.AreEqual(expected, running.Value, $"length {length} split at {split}");
        }
    }

    [TestMethod]
    [DataRow("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [DataRow("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Sha256_has_the_published_values(string text, string expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.AreEqual(expected, Convert.ToHexStringLower(Sha256.Of(bytes, 0, bytes.Length)));
    }

    [TestMethod]
    public void Sha256_is_the_platforms_at_every_length_of_a_package_and_over()
    {
        byte[] bytes = new byte[1101];
        new Random(2).NextBytes(bytes);
        for (int length = 0; length <= 1100; length++)
        {
            CollectionAssert.AreEqual(SHA256.HashData(bytes.AsSpan(1, length)), Sha256.Of(bytes, 1, length), $"length {length}");
        }
    }

    /// <summary>zlib's CRC-32, as the trailer of a gzip file carries it; an empty input has no trailer on .NET.</summary>
    private static uint PlatformCrc(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }

        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return BitConverter.ToUInt32(file.ToArray(), (int)file.Length - 8);
    }
}
