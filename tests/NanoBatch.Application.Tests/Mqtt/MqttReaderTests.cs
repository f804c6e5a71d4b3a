using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Application.Tests.Mqtt;

/// <summary>The reader of a broker's packets: whatever comes, in whatever pieces, it goes on or says that it cannot.</summary>
[TestClass]
public sealed class MqttReaderTests
{
    private static readonly string s_longest = new('t', MqttReader.TopicMax);

    /// <summary>Bytes of one packet, and what they say: type, id, code, topic, and the payload's length or -1.</summary>
    private static readonly (string Name, byte[] Bytes, string Says)[] s_packets =
    [
        ("connection granted", [0x20, 2, 0, 0], "2 0 0 - -1"),
        ("connection refused", [0x20, 2, 0, 5], "2 0 5 - -1"),
        ("connection's answer cut short", [0x20, 1, 0], "2 0 255 - -1"),
        ("connection's answer without a word", [0x20, 0], "2 0 255 - -1"),
        ("subscription granted", [0x90, 3, 0, 7, 1], "9 7 1 - -1"),
        ("subscription refused", [0x90, 3, 0xFF, 0xFE, 0x80], "9 65534 128 - -1"),
        ("subscription's answer without a word", [0x90, 2, 0, 7], "9 7 255 - -1"),
        ("subscription's answer too long", [0x90, 5, 0, 7, 1, 2, 2], "9 7 1 - -1"),
        ("message taken", [0x40, 2, 1, 2], "4 258 255 - -1"),
        ("ping answered", [0xD0, 0], "13 0 255 - -1"),
        ("message without an answer", [0x30, 7, 0, 3, .. "a/b"u8, 1, 2], "3 0 0 a/b 2"),
        ("message to be answered", [0x32, 9, 0, 3, .. "a/b"u8, 0xFF, 0xFF, 1, 2], "3 65535 0 a/b 2"),
        ("again, and retained", [0x3B, 9, 0, 3, .. "a/b"u8, 0, 1, 1, 2], "3 1 0 a/b 2"),
        ("message of nothing", [0x32, 7, 0, 3, .. "a/b"u8, 0, 1], "3 1 0 a/b 0"),
        ("message of nothing without an answer", [0x30, 5, 0, 3, .. "a/b"u8], "3 0 0 a/b 0"),
        ("message without a topic", [0x32, 5, 0, 0, 0, 1, 9], "3 1 0  1"),
        ("topic of no text", [0x32, 6, 0, 2, 0xC3, 0x28, 0, 1], "3 1 0 ?( 0"),
        ("longest topic", Message(s_longest, 1, 3), $"3 1 0 {s_longest} 3"),
        ("topic too long by one", Message(s_longest + "t", 2, 3), "3 2 0 - -1"),
        ("topic of 65535 bytes", Message(new string('t', 65535), 3, 3), "3 3 0 - -1"),
        ("longest payload", Message("a/b", 4, DeliveryFormat.ToBoardMax), $"3 4 0 a/b {DeliveryFormat.ToBoardMax}"),
        ("payload too long by one", Message("a/b", 5, DeliveryFormat.ToBoardMax + 1), "3 5 0 a/b -1"),
        ("payload of a megabyte", Message("a/b", 6, 1 << 20), "3 6 0 a/b -1"),
        ("both too long", Message(s_longest + "ttt", 7, 5000), "3 7 0 - -1"),
        ("a type that there is not", [0xF0, 4, 1, 2, 3, 4], "15 0 2 - -1"),
    ];

    private static IEnumerable<object[]> Names => s_packets.Select(packet => new object[] { packet.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Says_what_a_packet_says_in_whatever_pieces(string name)
    {
        (_, byte[] bytes, string says) = Array.Find(s_packets, packet => packet.Name == name);
        byte[] twice = [.. bytes, .. bytes];
        int step = Math.Max(1, twice.Length / 300);
        foreach (int piece in new[] { int.MaxValue, 1, 2, 3, 7 }.Where(p => twice.Length < 10_000 || p > 3))
        {
            CollectionAssert.AreEqual(new[] { says, says }, Read(new MqttReader(), twice, _ => piece), $"pieces of {piece}");
        }

        for (int cut = 1; cut < twice.Length; cut += step)
        {
            CollectionAssert.AreEqual(new[] { says, says }, Read(new MqttReader(), twice, at => at < cut ? cut - at : int.MaxValue), $"cut at {cut}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_packet_that_is_cut_off_says_nothing(string name)
    {
        byte[] bytes = Array.Find(s_packets, packet => packet.Name == name).Bytes;
        for (int length = 0; length < Math.Min(bytes.Length, 700); length++)
        {
            var reader = new MqttReader();
            Assert.IsEmpty(Read(reader, bytes[..length], _ => int.MaxValue), $"{length} bytes");
            Assert.IsFalse(reader.IsBroken);
        }
    }

    [TestMethod]
    [DataRow(new byte[] { 0x30, 0x80, 0x80, 0x80, 0x80, 1 }, DisplayName = "a length of five bytes")]
    [DataRow(new byte[] { 0x30, 1, 0 }, DisplayName = "a message too short for its topic's length")]
    [DataRow(new byte[] { 0x30, 4, 0, 3, 1, 1 }, DisplayName = "a topic longer than its message")]
    [DataRow(new byte[] { 0x32, 6, 0, 3, 1, 1, 1, 0 }, DisplayName = "a message too short for its id")]
    [DataRow(new byte[] { 0x34, 7, 0, 3, 1, 1, 1, 0, 1 }, DisplayName = "a QoS that nobody asked for")]
    [DataRow(new byte[] { 0x36, 7, 0, 3, 1, 1, 1, 0, 1 }, DisplayName = "a QoS that there is not")]
    public void What_is_no_mqtt_is_told(byte[] bytes)
    {
        var reader = new MqttReader();
        Assert.IsEmpty(Read(reader, bytes, _ => int.MaxValue));
        Assert.IsTrue(reader.IsBroken);
    }

    [TestMethod]
    public void The_greatest_announcement_takes_no_memory()
    {
        var reader = new MqttReader();
        Read(reader, [0x32, 0xFF, 0xFF, 0xFF, 0x7F, 0, 3, .. "a/b"u8, 0, 1], _ => int.MaxValue);
        byte[] flood = new byte[1 << 16];
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < 3 && allocated != 0; attempt++)
        {
            // A collection that another thread causes charges this one with the rest of its allocation buffer; not three times in a row.
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int at = 0; at < flood.Length;)
            {
                int count = Math.Min(reader.Count, flood.Length - at);
                reader.Took(count);
                at += count;
            }

            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.AreEqual(0, allocated);
        Assert.IsFalse(reader.IsBroken);
    }

    [TestMethod]
    public void Any_bytes_are_read_to_their_end()
    {
        var random = new Random(TestSeed.Draw(1883));
        byte[][] good = [.. s_packets.Where(packet => packet.Bytes.Length < 2000).Select(packet => packet.Bytes)];
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. good[random.Next(good.Length)], .. good[random.Next(good.Length)]];
            for (int flips = random.Next(4); flips >= 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            Read(new MqttReader(), bytes, _ => 1 + random.Next(9));
        }
    }

    /// <summary>Feeds bytes as a stream would: never more than is asked for, never more than a piece.</summary>
    private static string[] Read(MqttReader reader, byte[] bytes, Func<int, int> pieceAt)
    {
        var said = new List<string>();
        for (int at = 0; at < bytes.Length && !reader.IsBroken;)
        {
            Assert.IsGreaterThan(0, reader.Count);
            Assert.IsLessThanOrEqualTo(reader.Target.Length, reader.Offset + reader.Count);
            int count = Math.Min(Math.Min(reader.Count, bytes.Length - at), pieceAt(at));
            bytes.AsSpan(at, count).CopyTo(reader.Target.AsSpan(reader.Offset));
            at += count;
            if (reader.Took(count))
            {
                said.Add($"{reader.Type} {reader.PacketId} {reader.Code} {reader.Topic ?? "-"} {reader.Payload?.Length ?? -1}");
                Assert.IsTrue(reader.Payload is null || reader.Payload.AsSpan().SequenceEqual(bytes.AsSpan(at - reader.Payload.Length, reader.Payload.Length)));
            }
        }

        return [.. said];
    }

    private static byte[] Message(string topic, int id, int payload)
    {
        int body = topic.Length + 4 + payload;
        var bytes = new List<byte> { 0x32 };
        for (int rest = body; ; rest >>= 7)
        {
            bytes.Add((byte)(rest > 127 ? (rest & 127) | 128 : rest));
            if (rest <= 127)
            {
                break;
            }
        }

        bytes.AddRange([(byte)(topic.Length >> 8), (byte)topic.Length, .. Utf8.Encode(topic), (byte)(id >> 8), (byte)id]);
        bytes.AddRange(Enumerable.Range(0, payload).Select(i => (byte)i));
        return [.. bytes];
    }
}
