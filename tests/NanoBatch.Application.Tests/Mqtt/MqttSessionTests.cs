using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Application.Tests.Mqtt;

/// <summary>A session over a scripted stream: what it waits for, how long, and what it says to whatever comes.</summary>
[TestClass]
public sealed class MqttSessionTests
{
    private static readonly byte[] s_granted = [0x20, 2, 0, 0];

    private readonly StillMachine _machine = new();
    private readonly List<(string Topic, byte[] Payload)> _arrived = [];
    private readonly ScriptedStream _stream;
    private readonly MqttSession _session;

    public MqttSessionTests()
    {
        _stream = new ScriptedStream(_machine);
        _session = new MqttSession(_stream, new Inbox(_arrived), _machine, "nb0123");
    }

    [TestMethod]
    public void Connects_with_its_will_and_its_user()
    {
        _stream.Answers = _ => s_granted;
        var profile = new ProfileRecord { BrokerUser = "ann", BrokerPassword = "secret" };
        Assert.IsFalse(_session.IsUp);
        Assert.IsTrue(_session.Connect(profile, "nb/1/b/status", [7, 8]));
        Assert.IsTrue(_session.IsUp);
        CollectionAssert.AreEqual(MqttWriter.Connect("nb0123", MqttSession.KeepAliveSeconds, "nb/1/b/status", [7, 8], "ann", "secret"), _stream.Sent.Single());
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(MqttSession.AnswerMs - 1, true, DisplayName = "in the last moment")]
    [DataRow(MqttSession.AnswerMs + 1, false, DisplayName = "a moment too late")]
    public void A_connection_waits_for_its_answer(int afterMs, bool expected)
    {
        _stream.Answers = _ => s_granted;
        _stream.AnswerAfterMs = afterMs;
        Assert.AreEqual(expected, _session.Connect(new ProfileRecord(), "t", [1]));
        Assert.AreEqual(expected, _session.IsUp);
    }

    [TestMethod]
    [DataRow(new byte[] { 0x20, 2, 0, 5 }, DisplayName = "refused")]
    [DataRow(new byte[] { 0x20, 1, 0 }, DisplayName = "half an answer")]
    [DataRow(new byte[] { 0xD0, 0 }, DisplayName = "another one's answer")]
    [DataRow(new byte[] { 72, 84, 84, 80, 47, 49, 46, 49, 32, 52, 48, 48 }, DisplayName = "a web server")]
    public void What_does_not_grant_a_connection_refuses_it(byte[] answer)
    {
        _stream.Answers = _ => answer;
        Assert.IsFalse(_session.Connect(new ProfileRecord(), "t", [1]));
        Assert.IsFalse(_session.IsUp);
    }

    [TestMethod]
    public void A_stream_that_does_not_open_or_ends_is_no_session()
    {
        _stream.Opens = false;
        Assert.IsFalse(_session.Connect(new ProfileRecord(), "t", [1]));
        Assert.IsEmpty(_stream.Sent);
        _stream.Opens = true;
        _stream.IsEnded = true;
        Assert.IsFalse(_session.Connect(new ProfileRecord(), "t", [1]));
        Assert.AreEqual(1_000_000, _machine.NowMs, "the end of a connection is not waited out");
    }

    [TestMethod]
    [DataRow(new byte[] { 0x90, 3, 0, 1, 0 }, true, DisplayName = "QoS 0")]
    [DataRow(new byte[] { 0x90, 3, 0, 1, 2 }, true, DisplayName = "QoS 2")]
    [DataRow(new byte[] { 0x90, 3, 0, 1, 0x80 }, false, DisplayName = "refused")]
    [DataRow(new byte[] { 0x90, 2, 0, 1 }, false, DisplayName = "an answer without a word")]
    [DataRow(new byte[] { 0x90, 3, 0, 2, 1 }, false, DisplayName = "another one's")]
    [DataRow(new byte[] { 0x40, 2, 0, 1 }, false, DisplayName = "an answer to something else")]
    [DataRow(new byte[] { }, false, DisplayName = "none")]
    public void A_subscription_waits_for_its_own_answer(byte[] answer, bool expected)
    {
        Connect();
        _stream.Answers = _ => answer;
        long startMs = _machine.NowMs;
        Assert.AreEqual(expected, _session.Subscribe("b/req/+", 500));
        Assert.IsLessThanOrEqualTo(500, _machine.NowMs - startMs);
        Assert.IsTrue(_session.IsUp, "a refusal ends no session");
        CollectionAssert.AreEqual(MqttWriter.Subscribe(1, "b/req/+"), _stream.Sent[^1]);
    }

    [TestMethod]
    public void What_comes_before_an_answer_is_not_lost()
    {
        Connect();
        _stream.Bring(0x32, 9, 0, 3, (byte)'b', (byte)'/', (byte)'r', 0, 9, 5, 6);
        _stream.Answers = packet => packet[0] >> 4 == MqttPacketType.Subscribe ? [0x90, 3, 0, 1, 1] : [];
        Assert.IsTrue(_session.Subscribe("b/req/+", 500));
        Assert.AreEqual("b/r", _arrived.Single().Topic);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(int.MaxValue)]
    public void A_message_is_handed_on_and_answered(int piece)
    {
        Connect();
        _stream.Piece = piece;
        _stream.Bring(0x32, 9, 0, 3, (byte)'b', (byte)'/', (byte)'r', 1, 2, 5, 6);
        _stream.Bring(0x30, 6, 0, 3, (byte)'b', (byte)'/', (byte)'r', 7);
        _session.Receive();
        CollectionAssert.AreEqual(new[] { "b/r", "b/r" }, _arrived.Select(m => m.Topic).ToArray());
        CollectionAssert.AreEqual(new byte[] { 5, 6, 7 }, _arrived.SelectMany(m => m.Payload).ToArray());
        CollectionAssert.AreEqual(new byte[] { 0x40, 2, 1, 2 }, _stream.Sent[^1], "of the two only QoS 1 is answered");
        Assert.HasCount(2, _stream.Sent);
    }

    [TestMethod]
    public void A_message_that_is_none_of_ours_is_answered_all_the_same()
    {
        Connect();
        string topic = new('t', MqttReader.TopicMax + 1);
        _stream.Bring(MqttWriter.Publish(1, topic, [1], false));
        _stream.Bring(MqttWriter.Publish(2, "b/r", new byte[DeliveryFormat.ToBoardMax + 1], false));
        _stream.Bring(MqttWriter.Publish(3, "b/r", [9], true));
        _stream.Bring(MqttWriter.Publish(4, "b/r", new byte[DeliveryFormat.ToBoardMax], false));
        _session.Receive();
        Assert.AreEqual(DeliveryFormat.ToBoardMax, _arrived.Single().Payload.Length);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4 }, _stream.Sent.Skip(1).Select(packet => packet[3]).ToArray());
    }

    [TestMethod]
    public void A_flood_waits_in_the_network()
    {
        Connect();
        for (int i = 0; i < 1000; i++)
        {
            _stream.Bring(MqttWriter.Publish(1 + i, "b/r", [1], false));
        }

        _session.Receive();
        int first = _arrived.Count;
        Assert.IsGreaterThan(0, first);
        Assert.IsLessThan(100, first);
        for (int i = 0; i < 1000; i++)
        {
            _session.Receive();
        }

        Assert.HasCount(1000, _arrived);
    }

    [TestMethod]
    public void A_quiet_board_asks_for_a_sign_of_life()
    {
        Connect();
        _stream.Answers = packet => packet[0] == 0xC0 ? [0xD0, 0] : [];
        for (int second = 0; second < 300; second++)
        {
            _machine.Advance(1000);
            _session.Receive();
            Assert.IsTrue(_session.IsUp);
        }

        Assert.IsLessThanOrEqualTo(11, _stream.SentTypes.Count(type => type == MqttPacketType.Ping));
        Assert.IsGreaterThanOrEqualTo(9, _stream.SentTypes.Count(type => type == MqttPacketType.Ping));
    }

    [TestMethod]
    public void A_broker_that_gives_none_is_gone_before_it_would_end_the_session_itself()
    {
        Connect();
        long startMs = _machine.NowMs;
        while (_session.IsUp)
        {
            _machine.Advance(100);
            _session.Receive();
            Assert.IsLessThan(90_000, _machine.NowMs - startMs);
        }

        Assert.IsGreaterThanOrEqualTo(MqttSession.PingAfterMs + MqttSession.AnswerMs, _machine.NowMs - startMs);
        Assert.IsLessThanOrEqualTo(MqttSession.KeepAliveSeconds * 1000, _machine.NowMs - startMs);
    }

    [TestMethod]
    public void Whatever_comes_is_a_sign_of_life()
    {
        Connect();
        _machine.Advance(MqttSession.PingAfterMs);
        _session.Receive();
        Assert.AreEqual(MqttPacketType.Ping, _stream.SentTypes[^1]);
        _machine.Advance(MqttSession.AnswerMs - 1);
        _stream.Bring(0x40);        // the beginning of an answer to a message
        _session.Receive();
        _machine.Advance(5000);
        _session.Receive();
        Assert.IsTrue(_session.IsUp);
    }

    [TestMethod]
    public void Ids_begin_again_after_the_last_and_are_never_0()
    {
        Connect();
        for (int i = 0; i < 0x10001; i++)
        {
            _session.Publish("t", [], false);
        }

        int[] ids = [.. _stream.Sent.Skip(1).Select(packet => (packet[5] << 8) | packet[6])];
        Assert.AreEqual((1, 0xFFFF, 1, 2), (ids[0], ids[0xFFFE], ids[0xFFFF], ids[0x10000]));
        Assert.DoesNotContain(0, ids);
    }

    [TestMethod]
    public void The_end_of_a_connection_and_what_is_no_mqtt_end_the_session()
    {
        Connect();
        _stream.Bring(0x32, 9, 0, 3, (byte)'b', (byte)'/', (byte)'r', 1, 2, 5, 6);
        _stream.IsEnded = true;
        _session.Receive();
        Assert.IsFalse(_session.IsUp);
        Assert.HasCount(1, _arrived, "what came before the end counts");

        _stream.IsEnded = false;
        Connect();
        _stream.Bring(0x36, 2, 0, 0);
        _session.Receive();
        Assert.IsFalse(_session.IsUp);
        _session.Receive();
    }

    [TestMethod]
    public void Closing_says_no_farewell()
    {
        Connect();
        _session.Close();
        Assert.IsTrue(_stream.IsClosed);
        Assert.IsFalse(_session.IsUp);
        Assert.HasCount(1, _stream.Sent, "so the broker publishes the will");
        _session.Close();
    }

    private void Connect()
    {
        _stream.Answers = _ => s_granted;
        Assert.IsTrue(_session.Connect(new ProfileRecord(), "t", [1]));
        _stream.Answers = _ => [];
    }

    private sealed class Inbox(List<(string Topic, byte[] Payload)> arrived) : IMqttInbox
    {
        public void Arrived(string topic, byte[] payload) => arrived.Add((topic, payload));
    }
}
