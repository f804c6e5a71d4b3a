using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.BoardRuns;

/// <summary>Requests and replies over a message bus: the frames of the cable, each client's replies to that client.</summary>
[TestClass]
public sealed class BusRequestTests
{
    private const string EveryTen = "job j\nsample ch1 every 10s\nevery 10s report mean(ch1)";

    [TestMethod]
    public void Each_client_is_answered_on_its_own_topic()
    {
        (Rig rig, ScriptedBus bus) = Board();
        bus.Ask("anna", Frame(MessageType.GetClock, 7));
        bus.Ask("ben", Frame(MessageType.GetClock, 9));
        rig.RunFor(1);
        Assert.AreEqual("anna:8F/7 ben:8F/9", string.Join(' ', bus.Replies.SelectMany(r => Frames(r.Bytes).Select(f => $"{r.Client}:{f.Type:X2}/{f.Id}"))));
    }

    [TestMethod]
    public void A_retried_request_is_answered_again_and_not_done_again()
    {
        (Rig rig, ScriptedBus bus) = Board();
        byte[] run = Frame(MessageType.RunJob, 3, "j");
        bus.Ask("anna", run);
        rig.RunFor(1);
        int reports = rig.Reports().Count;
        bus.Ask("anna", run);
        rig.RunFor(1);
        Assert.HasCount(2, bus.Replies);
        CollectionAssert.AreEqual(bus.Replies[0].Bytes, bus.Replies[1].Bytes);
        Assert.HasCount(reports, rig.Reports());
    }

    [TestMethod]
    public void A_stream_of_records_fills_messages_and_none_is_too_long()
    {
        (Rig rig, ScriptedBus bus) = Board();
        rig.RunTo(600_000);
        bus.Ask("anna", Frame(MessageType.ReadRecords, 5, from: 1, count: 1000));
        rig.RunFor(1);
        (int Type, int Id, byte[] Payload)[] frames = [.. bus.Replies.SelectMany(r => Frames(r.Bytes))];
        Assert.AreEqual(MessageType.ReadRecords | MessageType.ReplyBit, frames[^1].Type);
        Assert.HasCount(rig.Records.Count + 1, frames, "a part of each record, and the reply");
        Assert.IsLessThan(frames.Length / 5, bus.Replies.Count, "several frames ride in a message");
        Assert.IsTrue(bus.Replies.All(r => r.Bytes.Length <= DeliveryFormat.MessageMax));
    }

    [TestMethod]
    public void A_reply_waits_for_room_and_a_new_session_forgets_it()
    {
        (Rig rig, ScriptedBus bus) = Board();
        bus.IsFull = true;
        bus.Ask("anna", Frame(MessageType.GetClock, 7));
        rig.RunFor(1);
        Assert.IsEmpty(bus.Replies);
        bus.IsFull = false;
        rig.RunFor(1);
        Assert.HasCount(1, bus.Replies);

        bus.IsFull = true;
        bus.Ask("anna", Frame(MessageType.GetClock, 8));
        rig.RunFor(1);
        bus.ConnectionNumber++;
        bus.IsFull = false;
        rig.RunFor(1);
        Assert.HasCount(1, bus.Replies, "its client asks again over the new session");
    }

    [TestMethod]
    public void Garbage_changes_nothing_and_the_next_request_is_answered()
    {
        (Rig rig, ScriptedBus bus) = Board();
        byte[] noise = new byte[DeliveryFormat.ToBoardMax];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)(i * 37);
        }

        for (int i = 0; i < 20; i++)
        {
            bus.Ask("mallory", noise);
        }

        bus.Ask("anna", Frame(MessageType.GetClock, 7));
        rig.RunFor(1);
        Assert.AreEqual("anna", bus.Replies.Single().Client);
        Assert.AreEqual(1, rig.Board.Jobs.Count);
    }

    [TestMethod]
    public void A_client_that_takes_over_ends_the_stream_of_the_other()
    {
        (Rig rig, ScriptedBus bus) = Board();
        rig.RunTo(60_000);
        bus.Ask("anna", Frame(MessageType.ReadRecords, 5, from: 1, count: 1000));
        rig.Step();
        bus.Ask("ben", Frame(MessageType.GetClock, 1));
        rig.RunFor(1);
        Assert.AreEqual("ben", bus.Replies[^1].Client);
        Assert.IsFalse(bus.Replies.SelectMany(r => Frames(r.Bytes)).Any(f => f.Type == (MessageType.ReadRecords | MessageType.ReplyBit)), "anna asks again");
    }

    /// <summary>Readers and batches share one room: between two parts of a record others are committed there, and the parts still make the record.</summary>
    [TestMethod]
    public void A_record_that_goes_in_parts_stays_whole_while_others_are_committed()
    {
        (Rig rig, ScriptedBus bus) = Board();
        byte[][] packages = [.. new[] { "a", "b" }.Select(name => Jobs.Package("job long\nsample ch1 every 10s\nevery 10s report "
            + string.Join(", ", Enumerable.Range(1, 20).Select(i => $"{name}_field_with_a_long_name_{i} = mean(ch1) + {i}.5"))))];
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(packages[0]));
        byte[] record = rig.Records.Last(r => RecordLog.TypeOf(r) == RecordType.Descriptor);
        Assert.IsGreaterThan(3 * FrameFormat.PayloadMax, record.Length);
        bus.Ask("anna", Frame(MessageType.ReadRecords, 5, from: RecordLog.NumberOf(record), count: 1));
        int before = rig.Records.Count;
        for (int step = 0; step < 20; step++)
        {
            rig.Step();
            Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(packages[(step + 1) % 2]));
        }

        Assert.IsGreaterThanOrEqualTo(before + 20, rig.Records.Count, "a commit behind each step");
        byte[][] parts = [.. bus.Replies.SelectMany(r => Frames(r.Bytes)).Where(f => f.Type == MessageType.RecordPart).Select(f => f.Payload)];
        Assert.IsGreaterThan(3, parts.Length);
        CollectionAssert.AreEqual(record, parts.SelectMany(part => part.Skip(8)).ToArray());
    }

    private static (Rig Rig, ScriptedBus Bus) Board()
    {
        var rig = new Rig();
        var bus = new ScriptedBus();
        rig.Board.Attach(bus);
        Assert.AreEqual(PackageStatus.Accepted, rig.Deploy(EveryTen));
        return (rig, bus);
    }

    private static byte[] Frame(int type, int id, string? name = null, uint from = 0, int count = 0)
    {
        var payload = new ByteWriter(new byte[FrameFormat.PayloadMax]);
        if (name is not null)
        {
            payload.Name(name);
        }

        if (count > 0)
        {
            payload.U32(from);
            payload.U16(count);
        }

        byte[] frame = new byte[FrameFormat.EncodedMax];
        int length = FrameEncoder.Encode(type, id, payload.Buffer, 0, payload.Position, frame);
        return frame[..length];
    }

    private static List<(int Type, int Id, byte[] Payload)> Frames(byte[] bytes)
    {
        var decoder = new FrameDecoder();
        var frames = new List<(int, int, byte[])>();
        foreach (byte value in bytes)
        {
            if (decoder.Feed(value) == FrameEvent.Frame)
            {
                frames.Add((decoder.Type, decoder.Id, decoder.Payload[..decoder.PayloadLength]));
            }
        }

        return frames;
    }
}
