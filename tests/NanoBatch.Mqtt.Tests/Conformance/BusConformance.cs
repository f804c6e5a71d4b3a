using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Mqtt.Tests.Conformance;

/// <summary>What every <see cref="IMessageBus"/> does, whatever client library is behind it.</summary>
internal static class BusConformance
{
    /// <summary>Without a session nothing is taken and nothing comes.</summary>
    public static async Task NothingGoesWithoutASession(IBusBench bench)
    {
        Assert.AreEqual(0, bench.Bus.ConnectionNumber);
        Assert.IsFalse(bench.Bus.Publish(BusTopic.Live, [1], 0, 1));
        Assert.IsFalse(bench.Bus.Reply("me", [1], 0, 1));
        Assert.IsNull(bench.Bus.Receive(out _));
        await bench.ConnectAsync();
        Assert.AreNotEqual(0, bench.Bus.ConnectionNumber);
        Assert.IsNull(bench.Bus.Receive(out _));
    }

    /// <summary>What the board publishes arrives byte for byte on the topic that it belongs to, the longest too.</summary>
    public static async Task MessagesOfTheBoardArriveWhereTheyBelong(IBusBench bench)
    {
        await bench.ConnectAsync();
        byte[] bytes = [.. Enumerable.Range(0, DeliveryFormat.MessageMax + 2).Select(i => (byte)i)];
        (string Tail, Func<bool> Publish, byte[] Expected)[] cases =
        [
            ("live", () => bench.Bus.Publish(BusTopic.Live, bytes, 0, 1), [0]),
            ("past", () => bench.Bus.Publish(BusTopic.Past, bytes, 1, DeliveryFormat.MessageMax), bytes[1..^1]),
            ("rep/me", () => bench.Bus.Reply("me", bytes, 2, 3), [2, 3, 4]),
            ("rep/another-one", () => bench.Bus.Reply("another-one", bytes, 0, DeliveryFormat.MessageMax), bytes[..^2]),
        ];
        foreach ((string tail, Func<bool> publish, byte[] expected) in cases)
        {
            await bench.UntilAsync(publish, "room for a message to " + tail);
            (string Tail, byte[] Payload) came = await bench.NextAsync();
            Assert.AreEqual(tail, came.Tail);
            CollectionAssert.AreEqual(expected, came.Payload, tail);
        }
    }

    /// <summary>What is for the board arrives in order, with its kind and the client's name; what is too long or empty does not, and does no harm.</summary>
    /// <remarks>Never more than two wait: that is what a board keeps.</remarks>
    public static async Task MessagesForTheBoardArriveInOrder(IBusBench bench)
    {
        await bench.ConnectAsync();
        byte[] longest = new byte[DeliveryFormat.ToBoardMax];
        longest.AsSpan().Fill(7);
        var came = new List<(BusTopic Topic, string Client, byte[] Bytes)>();
        await bench.SendAsync("req/me", [1]);
        await bench.SendAsync("req/me", new byte[DeliveryFormat.ToBoardMax + 1]);
        await bench.SendAsync("req/other", longest);
        await TakeAsync(bench, came, 2);
        await bench.SendAsync("ack", []);
        await bench.SendAsync("ack", [3, 4]);
        await TakeAsync(bench, came, 3);
        Assert.AreEqual((BusTopic.Request, "me"), (came[0].Topic, came[0].Client));
        CollectionAssert.AreEqual(new byte[] { 1 }, came[0].Bytes);
        Assert.AreEqual((BusTopic.Request, "other"), (came[1].Topic, came[1].Client));
        CollectionAssert.AreEqual(longest, came[1].Bytes);
        Assert.AreEqual(BusTopic.Acknowledgement, came[2].Topic);
        CollectionAssert.AreEqual(new byte[] { 3, 4 }, came[2].Bytes);
    }

    private static Task TakeAsync(IBusBench bench, List<(BusTopic Topic, string Client, byte[] Bytes)> came, int count)
    {
        return bench.UntilAsync(() =>
        {
            while (bench.Bus.Receive(out BusTopic topic) is { } message)
            {
                came.Add((topic, topic == BusTopic.Request ? bench.Bus.RequestClient : "", message));
            }

            return came.Count == count;
        }, $"{count} messages");
    }

    /// <summary>A new session has a higher number, and nothing of the old one comes up in it.</summary>
    public static async Task ASessionThatEndsTakesItsMessagesAlong(IBusBench bench)
    {
        await bench.ConnectAsync();
        int first = bench.Bus.ConnectionNumber;
        await bench.SendAsync("req/me", [1]);
        await bench.CutAsync();
        await bench.UntilAsync(() => bench.Bus.ConnectionNumber > first, "a second session");
        await bench.SendAsync("req/me", [2]);
        byte[]? message = null;
        await bench.UntilAsync(() => (message = bench.Bus.Receive(out _)) is not null, "a message in the second session");
        CollectionAssert.AreEqual(new byte[] { 2 }, message);
        await bench.UntilAsync(() => bench.Bus.Publish(BusTopic.Past, [9], 0, 1), "room in the second session");
        Assert.AreEqual("past", (await bench.NextAsync()).Tail);
    }

    /// <summary>A board that does not read is not buried: what is too much is dropped, and what comes after it was read arrives.</summary>
    public static async Task AFloodIsCutOff(IBusBench bench)
    {
        await bench.ConnectAsync();
        for (int i = 0; i < 300; i++)
        {
            await bench.SendAsync("req/flood", [(byte)(i & 127), 1]);
        }

        int count = 0;
        bool isThrough = false;
        await bench.UntilAsync(() => bench.Bus.Receive(out _) is not null, "the beginning of the flood");
        for (int tries = 0; !isThrough && tries < 1000; tries++)
        {
            await bench.SendAsync("ack", [200]);        // comes through once the board has read what waited
            while (bench.Bus.Receive(out BusTopic topic) is not null)
            {
                count += topic == BusTopic.Request ? 1 : 0;
                isThrough |= topic == BusTopic.Acknowledgement;
            }
        }

        Assert.IsTrue(isThrough, "nothing came after the flood");
        Assert.IsLessThan(299, count);
    }
}
