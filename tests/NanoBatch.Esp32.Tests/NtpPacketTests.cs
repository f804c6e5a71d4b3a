using System;
using System.Buffers.Binary;
using System.Globalization;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Esp32.Tests;

/// <summary>Requests to time servers and what is made of their answers.</summary>
[TestClass]
public sealed class NtpPacketTests
{
    private const uint High = 0xFEDCBA98;
    private const uint Low = 0x76543210;

    [TestMethod]
    public void A_request_is_of_a_client_and_carries_the_number_by_chance()
    {
        byte[] packet = new byte[NtpPacket.Bytes];
        Array.Fill(packet, (byte)0xAA);
        NtpPacket.WriteRequest(packet, High, Low);
        Assert.AreEqual("23" + new string('0', 78) + "FEDCBA9876543210", Convert.ToHexString(packet));
    }

    [TestMethod]
    [DataRow("1970-01-01T00:00:01Z", 2208988801L, 0L)]
    [DataRow("2026-11-25T12:00:00.5Z", 4004596800L, 0x80000000L)]
    [DataRow("2036-02-07T06:28:15Z", 0xFFFFFFFFL, 0L, DisplayName = "the last second of the first era")]
    [DataRow("2036-02-07T06:28:16Z", 0L, 0L, DisplayName = "the first of the second")]
    [DataRow("2036-02-07T06:28:16.999Z", 0L, 0xFFFFFFFFL)]
    public void A_servers_time(string expected, long seconds, long fraction)
    {
        long utcMs = NtpPacket.ReadAnswer(Answer((uint)seconds, (uint)fraction), NtpPacket.Bytes, High, Low);
        Assert.AreEqual(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), utcMs);
    }

    [TestMethod]
    [DataRow(0, 0x23, DisplayName = "a request that came back")]
    [DataRow(0, 0xE4, DisplayName = "a server whose own clock is not set")]
    [DataRow(1, 0, DisplayName = "a refusal of the server")]
    [DataRow(1, 16, DisplayName = "a server without a source")]
    [DataRow(24, 0, DisplayName = "an answer to another request, first byte")]
    [DataRow(31, 0, DisplayName = "an answer to another request, last byte")]
    public void What_is_no_answer(int at, int value)
    {
        byte[] packet = Answer(3988310400, 0);
        packet[at] = (byte)value;
        Assert.AreEqual(0, NtpPacket.ReadAnswer(packet, NtpPacket.Bytes, High, Low));
    }

    [TestMethod]
    public void A_cut_answer_is_none()
    {
        for (int length = 0; length < NtpPacket.Bytes; length++)
        {
            Assert.AreEqual(0, NtpPacket.ReadAnswer(Answer(3988310400, 0), length, High, Low), $"{length} bytes");
        }
    }

    /// <summary>As a synchronised server answers the request with the two numbers.</summary>
    internal static byte[] Answer(uint seconds, uint fraction, uint high = High, uint low = Low)
    {
        byte[] packet = new byte[NtpPacket.Bytes];
        packet[0] = 0x24;
        packet[1] = 2;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(24), high);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(28), low);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(40), seconds);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(44), fraction);
        return packet;
    }
}
