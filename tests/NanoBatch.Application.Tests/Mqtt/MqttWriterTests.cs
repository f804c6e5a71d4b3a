using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Application.Tests.Mqtt;

/// <summary>The packets that a board sends, byte by byte as MQTT 3.1.1 writes them.</summary>
[TestClass]
public sealed class MqttWriterTests
{
    [TestMethod]
    public void A_connection_asks_for_a_clean_session_with_a_retained_will()
    {
        byte[] packet = MqttWriter.Connect("nb01", 60, "b/status", [0, 255], "", "ignored");
        CollectionAssert.AreEqual(
            (byte[])[0x10, 30, 0, 4, .. "MQTT"u8, 4, 0b0010_1110, 0, 60, 0, 4, .. "nb01"u8, 0, 8, .. "b/status"u8, 0, 2, 0, 255], packet);
    }

    [TestMethod]
    [DataRow("ann", "", DisplayName = "an empty password")]
    [DataRow("ann", "s3cret/ä", DisplayName = "a password of UTF-8")]
    public void A_user_comes_with_a_password(string user, string password)
    {
        byte[] packet = MqttWriter.Connect("nb01", 300, "t", [1], user, password);
        byte[] secret = Utf8.Encode(password);
        byte[] head = [0x10, (byte)(packet.Length - 2), 0, 4, .. "MQTT"u8, 4, 0b1110_1110, 1, 44, 0, 4, .. "nb01"u8, 0, 1, (byte)'t', 0, 1, 1];
        CollectionAssert.AreEqual((byte[])[.. head, 0, 3, .. "ann"u8, 0, (byte)secret.Length, .. secret], packet);
    }

    [TestMethod]
    public void The_longest_profile_fits()
    {
        string user = new('u', ProfileLimits.UserBytesMax);
        string password = new('p', ProfileLimits.BrokerPasswordBytesMax);
        byte[] packet = MqttWriter.Connect(new string('c', 23), 60, new string('t', MqttReader.TopicMax), new byte[DeliveryFormat.MessageMax], user, password);
        Assert.AreEqual(packet.Length - 3, (packet[1] & 127) | (packet[2] << 7));
        Assert.IsTrue(packet[^ProfileLimits.BrokerPasswordBytesMax..].All(b => b == 'p'));
    }

    [TestMethod]
    public void A_subscription_asks_for_qos_1()
    {
        CollectionAssert.AreEqual((byte[])[0x82, 12, 0xAB, 0xCD, 0, 7, .. "b/req/+"u8, 1], MqttWriter.Subscribe(0xABCD, "b/req/+"));
    }

    [TestMethod]
    [DataRow(1, false, 0)]
    [DataRow(0xFFFF, true, 1)]
    [DataRow(258, false, 120, DisplayName = "a body of 127 bytes: the last length of one byte")]
    [DataRow(258, false, 121, DisplayName = "a body of 128 bytes: the first length of two")]
    [DataRow(2, true, DeliveryFormat.MessageMax)]
    [DataRow(2, true, 16376, DisplayName = "a body of 16 383 bytes: the last length of two bytes")]
    [DataRow(2, true, 16377, DisplayName = "a body of 16 384 bytes: the first length of three")]
    public void A_message_goes_with_qos_1(int id, bool isRetained, int bytes)
    {
        byte[] payload = [.. Enumerable.Range(0, bytes).Select(i => (byte)i)];
        byte[] packet = MqttWriter.Publish(id, "b/l", payload, isRetained);
        int body = bytes + 7;
        byte[] length = body < 128 ? [(byte)body] : body < 16384 ? [(byte)(body | 128), (byte)(body >> 7)] : [(byte)(body | 128), (byte)((body >> 7) | 128), (byte)(body >> 14)];
        CollectionAssert.AreEqual((byte[])[(byte)(isRetained ? 0x33 : 0x32), .. length, 0, 3, .. "b/l"u8, (byte)(id >> 8), (byte)id, .. payload], packet);
    }

    [TestMethod]
    public void Answers_and_pings_are_short()
    {
        CollectionAssert.AreEqual((byte[])[0x40, 2, 0xAB, 0xCD], MqttWriter.PublishAnswer(0xABCD));
        CollectionAssert.AreEqual((byte[])[0xC0, 0], MqttWriter.Ping());
    }
}
