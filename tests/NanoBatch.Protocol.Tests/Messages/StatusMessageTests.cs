using System;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

/// <summary>A board's status as text: what is written is read, and anything else is refused without a fault.</summary>
[TestClass]
public sealed class StatusMessageTests
{
    private const string Whole = "online 1764097200000 5 9F86D081884C7D65 3 1200 1180 virtual_0.1.0";

    [TestMethod]
    public void What_is_written_is_read()
    {
        var written = new StatusMessage
        {
            State = BoardPresence.Online,
            UtcMs = 1764097200000,
            Boot = 5,
            Epoch = 0x9F86D081884C7D65,
            Clock = ClockQuality.Network,
            Newest = 1200,
            AcknowledgedTo = 1180,
            Build = "virtual 0.1.0",
        };
        byte[] bytes = written.Encode();
        Assert.AreEqual(Whole, Encoding.ASCII.GetString(bytes));

        var read = new StatusMessage();
        Assert.IsTrue(read.TryRead(bytes, 0, bytes.Length));
        Assert.AreEqual((written.State, written.UtcMs, written.Boot, written.Epoch, written.Clock, written.Newest, written.AcknowledgedTo, "virtual_0.1.0"),
            (read.State, read.UtcMs, read.Boot, read.Epoch, read.Clock, read.Newest, read.AcknowledgedTo, read.Build));
    }

    [TestMethod]
    public void Writing_takes_the_memory_of_the_message_and_no_more()
    {
        const int arrayHead = 24;
        long least = long.MaxValue;
        int length = 0;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            length = StatusWriter.Write(BoardPresence.Online, 1767571202450, 12, ulong.MaxValue, ClockQuality.Network, 1200, 1180, "0123456789ab+0123456789ab").Length;
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.AreEqual(78, length);
        Assert.IsLessThanOrEqualTo(arrayHead + length + 7, least);
    }

    [TestMethod]
    public void The_longest_message_fits()
    {
        var message = new StatusMessage
        {
            State = BoardPresence.Offline,
            UtcMs = 999_999_999_999_999,
            Boot = uint.MaxValue,
            Epoch = ulong.MaxValue,
            Clock = ClockQuality.Manual,
            Newest = uint.MaxValue,
            AcknowledgedTo = uint.MaxValue,
            Build = new string('é', 300),
        };
        byte[] bytes = message.Encode();
        Assert.IsTrue(bytes.Length <= StatusMessage.BytesMax && message.TryRead(bytes, 0, bytes.Length), Encoding.ASCII.GetString(bytes));
        Assert.AreEqual(new string('_', StatusMessage.BuildBytesMax), message.Build);
    }

    [TestMethod]
    [DataRow(Whole, true, DisplayName = "whole")]
    [DataRow("offline 0 1", true, DisplayName = "three fields alone")]
    [DataRow("asleep 0 1 0000000000000000 0 0 0 -", true, DisplayName = "nothing known")]
    [DataRow(Whole + " later fields", true, DisplayName = "fields of a later version")]
    [DataRow("", false, DisplayName = "empty")]
    [DataRow("online", false, DisplayName = "no time")]
    [DataRow("online 1", false, DisplayName = "no boot")]
    [DataRow("online 1 ", false, DisplayName = "an empty boot")]
    [DataRow("online  1 1", false, DisplayName = "two spaces")]
    [DataRow("onlinex 1 1", false, DisplayName = "an unknown state")]
    [DataRow("Online 1 1", false, DisplayName = "a capital")]
    [DataRow("online -1 1", false, DisplayName = "a negative time")]
    [DataRow("online 1 4294967296", false, DisplayName = "a boot past 32 bits")]
    [DataRow("online 1234567890123456 1", false, DisplayName = "a time of 16 digits")]
    [DataRow("online 1 1 9F86D081884C7D6", false, DisplayName = "an epoch of 15 digits")]
    [DataRow("online 1 1 9f86d081884c7d65 3 2 1 b", false, DisplayName = "an epoch in small letters")]
    [DataRow("online 1 1 9F86D081884C7D65 4 2 1 b", false, DisplayName = "an unknown clock quality")]
    [DataRow("online 1 1 9F86D081884C7D65 3 1 2 b", false, DisplayName = "more acknowledged than there is")]
    [DataRow("online 1 1 9F86D081884C7D65 3 2 1", false, DisplayName = "no build")]
    public void Anything_else_is_refused(string text, bool isStatus)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.AreEqual(isStatus, new StatusMessage().TryRead(bytes, 0, bytes.Length));
    }

    [TestMethod]
    public void No_damage_makes_a_reader_fail()
    {
        int seed = TestSeed.Draw(4711);
        var random = new Random(seed);
        byte[] good = Encoding.ASCII.GetBytes(Whole);
        for (int length = 0; length <= good.Length; length++)
        {
            for (int turn = 0; turn < 50; turn++)
            {
                byte[] bytes = good[..length];
                for (int hits = random.Next(4); hits > 0 && length > 0; hits--)
                {
                    bytes[random.Next(length)] = (byte)random.Next(256);
                }

                var message = new StatusMessage();
                if (message.TryRead(bytes, 0, length))
                {
                    byte[] again = message.Encode();
                    Assert.IsTrue(new StatusMessage().TryRead(again, 0, again.Length), $"seed {seed}: {Encoding.ASCII.GetString(bytes)}");
                }
            }
        }
    }
}
