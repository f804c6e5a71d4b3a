using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

[TestClass]
public sealed class FrameCodecTests
{
    [TestMethod]
    public void A_frame_is_what_the_protocol_page_shows()
    {
        // Hello 1.0 with id 1; CRC-32 of 01 01 00 01 00, little-endian.
        byte[] frame = FrameSamples.Encode(MessageType.Hello, 1, [1, 0]);
        uint crc = Crc32.Of([1, 1, 0, 1, 0], 0, 5);
        byte[] tail = BitConverter.GetBytes(crc);
        CollectionAssert.AreEqual(new byte[] { 0, 3, 1, 1, 2, 1, 5, tail[0], tail[1], tail[2], tail[3], 0 }, frame);
    }

    public static IEnumerable<object[]> Lengths() => Enumerable.Range(0, FrameFormat.PayloadMax + 1).Select(length => new object[] { length });

    [TestMethod]
    [DynamicData(nameof(Lengths))]
    public void Every_length_comes_back(int length)
    {
        byte[][] payloads =
        [
            FrameSamples.Payload(length, length), new byte[length], [.. Enumerable.Repeat((byte)255, length)], [.. Enumerable.Range(0, length).Select(i => (byte)(i + 1))],
        ];
        foreach (byte[] payload in payloads)
        {
            byte[] frame = FrameSamples.Encode(0xC0, 65535 - length, payload);
            Assert.IsLessThanOrEqualTo(FrameFormat.EncodedMax, frame.Length);
            Assert.AreEqual(0, frame[0]);
            Assert.AreEqual(0, frame[^1]);
            Assert.IsFalse(frame.AsSpan(1, frame.Length - 2).Contains((byte)0), "a zero inside the frame");
            var found = FrameSamples.Feed(new FrameDecoder(), frame);
            Assert.HasCount(1, found);
            Assert.AreEqual((0xC0, 65535 - length), (found[0].Type, found[0].Id));
            CollectionAssert.AreEqual(payload, found[0].Payload);
        }
    }

    [TestMethod]
    public void Every_truncation_is_refused_and_the_next_frame_is_whole()
    {
        byte[] frame = FrameSamples.Encode(2, 7, FrameSamples.Payload(FrameFormat.PayloadMax, 1));
        byte[] good = FrameSamples.Encode(3, 8, [9]);
        for (int length = 0; length < frame.Length - 1; length++)
        {
            // A frame that lacks only its closing zero is closed by the next one's opening zero: nothing is lost then.
            var found = FrameSamples.Feed(new FrameDecoder(), frame[..length], good);
            Assert.HasCount(length == frame.Length - 1 ? 2 : 1, found, $"cut at {length}");
            Assert.AreEqual(3, found[^1].Type, $"cut at {length}");
        }

        Assert.HasCount(2, FrameSamples.Feed(new FrameDecoder(), frame[..^1], good));
    }

    [TestMethod]
    public void Every_flip_of_one_bit_is_refused_and_the_next_frame_is_whole()
    {
        byte[] frame = FrameSamples.Encode(2, 7, FrameSamples.Payload(FrameFormat.PayloadMax, 2));
        byte[] good = FrameSamples.Encode(3, 8, [9]);
        for (int bit = 0; bit < frame.Length * 8; bit++)
        {
            byte[] hurt = [.. frame];
            hurt[bit / 8] ^= (byte)(1 << (bit % 8));
            var found = FrameSamples.Feed(new FrameDecoder(), hurt, good);
            Assert.HasCount(1, found, $"bit {bit}");
            Assert.AreEqual(3, found[0].Type, $"bit {bit}");
        }
    }

    [TestMethod]
    public void Every_split_of_a_stream_gives_the_same_frames()
    {
        byte[] stream = [.. FrameSamples.Encode(1, 1, [0, 0, 1]), .. FrameSamples.Encode(2, 2, []), .. FrameSamples.Encode(3, 3, FrameSamples.Payload(100, 4))];
        for (int split = 0; split <= stream.Length; split++)
        {
            var found = FrameSamples.Feed(new FrameDecoder(), stream[..split], stream[split..]);
            CollectionAssert.AreEqual(new[] { 1, 2, 3 }, found.Select(frame => frame.Type).ToArray(), $"split at {split}");
        }
    }

    [TestMethod]
    public void A_lost_zero_costs_no_frame_and_an_added_one_none()
    {
        byte[] first = FrameSamples.Encode(1, 1, [1]);
        byte[] second = FrameSamples.Encode(2, 2, [2]);
        Assert.HasCount(2, FrameSamples.Feed(new FrameDecoder(), first[..^1], second));
        Assert.HasCount(2, FrameSamples.Feed(new FrameDecoder(), first, second[1..]));
        Assert.HasCount(2, FrameSamples.Feed(new FrameDecoder(), first, [0, 0, 0], second));
        Assert.HasCount(0, FrameSamples.Feed(new FrameDecoder(), first[..^1], second[1..]), "without any zero between them both are lost");
    }

    [TestMethod]
    public void A_good_frame_decodes_after_any_garbage()
    {
        int seed = TestSeed.Draw(4711);
        var random = new Random(seed);
        byte[] good = FrameSamples.Encode(3, 8, [1, 2, 3]);
        for (int round = 0; round < 2000; round++)
        {
            byte[] garbage = new byte[random.Next(1200)];
            random.NextBytes(garbage);
            var decoder = new FrameDecoder();
            var found = FrameSamples.Feed(decoder, garbage, good);
            Assert.HasCount(1, found, $"seed {seed} round {round}");
            CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, found[0].Payload);
            Assert.AreEqual(1, decoder.FrameCount);
        }
    }

    public static IEnumerable<object[]> Faults()
    {
        byte[] full = FrameSamples.Encode(1, 1, new byte[FrameFormat.PayloadMax]);
        yield return new object[] { "one byte too many", (byte[])[0, .. Enumerable.Repeat((byte)1, FrameFormat.EncodedMax - 1), 0], FrameEvent.Overrun };
        yield return new object[] { "a megabyte without a zero", (byte[])[.. Enumerable.Repeat((byte)1, 1 << 20), 0], FrameEvent.Overrun };
        yield return new object[] { "code past the end", (byte[])[0, 9, 1, 0], FrameEvent.BadStuffing };
        yield return new object[] { "full group", (byte[])[0, 0xFF, .. Enumerable.Repeat((byte)1, 247), 0], FrameEvent.BadStuffing };
        yield return new object[] { "header alone", (byte[])[0, 4, 1, 1, 1, 0], FrameEvent.BadStuffing };
        yield return new object[] { "one byte short of header and CRC", (byte[])[0, 7, 1, 1, 1, 1, 1, 1, 0], FrameEvent.BadStuffing };
        yield return new object[] { "header and CRC that is none", (byte[])[0, 8, 1, 1, 1, 1, 1, 1, 1, 0], FrameEvent.BadCrc };
        yield return new object[] { "full frame with a wrong last byte", (byte[])[.. full[..^2], (byte)(full[^2] ^ 0x10), 0], FrameEvent.BadCrc };
    }

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public void A_fault_has_its_name_and_is_counted_once(string name, byte[] bytes, FrameEvent expected)
    {
        var decoder = new FrameDecoder();
        FrameEvent[] events = [.. bytes.Select(decoder.Feed).Where(value => value != FrameEvent.NeedMore)];
        CollectionAssert.AreEqual(new[] { expected }, events, name);
        Assert.AreEqual(expected == FrameEvent.Overrun ? 1 : 0, decoder.OverrunCount);
        Assert.AreEqual(expected == FrameEvent.BadStuffing ? 1 : 0, decoder.BadStuffingCount);
        Assert.AreEqual(expected == FrameEvent.BadCrc ? 1 : 0, decoder.BadCrcCount);
    }

    [TestMethod]
    public void Reset_forgets_half_a_frame()
    {
        byte[] frame = FrameSamples.Encode(1, 1, [1, 2, 3]);
        var decoder = new FrameDecoder();
        Assert.HasCount(0, FrameSamples.Feed(decoder, frame[..6]));
        decoder.Reset();
        Assert.HasCount(1, FrameSamples.Feed(decoder, frame));
        Assert.AreEqual(0, decoder.BadStuffingCount + decoder.BadCrcCount + decoder.OverrunCount);
    }
}
