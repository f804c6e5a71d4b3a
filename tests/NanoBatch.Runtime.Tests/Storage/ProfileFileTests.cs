using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime.Tests.BoardRuns.Support;

namespace NanoBatch.Runtime.Tests.Storage;

/// <summary>A profile in the store: the old one or the new one, at every cut; and what a board refuses to keep.</summary>
[TestClass]
public sealed class ProfileFileTests
{
    [TestMethod]
    public void A_cut_at_every_byte_leaves_the_old_profile_or_the_new_one()
    {
        byte[] record = Record(profile => profile.BoardId = "new");
        for (int cutAt = 0; cutAt <= record.Length; cutAt++)
        {
            var store = new TestStore();
            Assert.IsTrue(new ProfileFile(store).Save(Record(profile => profile.BoardId = "old"), Record(profile => profile.BoardId = "old").Length));
            Assert.IsTrue(store.Append("nbp-00000002.rec", record, 0, cutAt));      // then the power fails: nothing was deleted
            var file = new ProfileFile(store);
            Assert.AreEqual(cutAt == record.Length ? "new" : "old", file.Load().BoardId, $"cut at byte {cutAt}");
            Assert.IsTrue(file.Save(record, record.Length));
            Assert.AreEqual("new", file.Load().BoardId, $"cut at byte {cutAt}");
            CollectionAssert.AreEqual(new[] { "nbp-00000003.rec" }, store.List());
        }
    }

    [TestMethod]
    public void A_refused_write_leaves_the_old_profile()
    {
        var store = new TestStore();
        var file = new ProfileFile(store);
        byte[] old = Record(profile => profile.BoardId = "old");
        Assert.IsTrue(file.Save(old, old.Length));
        store.RefusesWrites = true;
        byte[] record = Record(profile => profile.BoardId = "new");
        Assert.IsFalse(file.Save(record, record.Length));
        CollectionAssert.AreEqual(old, file.LoadBytes());
    }

    [TestMethod]
    [DataRow("nbp-0000000G.rec")]
    [DataRow("nbp-00000009.re")]
    [DataRow("xbp-00000009.rec")]
    public void Files_of_other_names_are_no_profiles(string name)
    {
        var store = new TestStore();
        byte[] record = Record(_ => { });
        store.Append(name, record, 0, record.Length);
        Assert.IsNull(new ProfileFile(store).Load());
    }

    [TestMethod]
    [DataRow(ProfileStatus.Accepted, DisplayName = "as it is")]
    [DataRow(ProfileStatus.BadBoard, "id", DisplayName = "id of 25 characters")]
    [DataRow(ProfileStatus.BadBoard, "arena", DisplayName = "ring memory under its least")]
    [DataRow(ProfileStatus.BadChannels, "channels", DisplayName = "channel table cut short")]
    [DataRow(ProfileStatus.BadSerial, "serial", DisplayName = "port 4")]
    [DataRow(ProfileStatus.BadSerial, "baud", DisplayName = "921601 baud")]
    [DataRow(ProfileStatus.BadSerial, "pin", DisplayName = "pin 49")]
    [DataRow(ProfileStatus.BadWifi, "ssid", DisplayName = "network name of 33 bytes")]
    [DataRow(ProfileStatus.BadWifi, "short", DisplayName = "password of 7 bytes")]
    [DataRow(ProfileStatus.BadWifi, "long", DisplayName = "password of 64 bytes")]
    [DataRow(ProfileStatus.BadBroker, "host", DisplayName = "host of 65 bytes")]
    [DataRow(ProfileStatus.BadBroker, "port", DisplayName = "port 0")]
    [DataRow(ProfileStatus.BadBroker, "prefix", DisplayName = "topic prefix with a wildcard")]
    [DataRow(ProfileStatus.BadCertificate, "pem", DisplayName = "PEM of 2049 bytes")]
    [DataRow(ProfileStatus.BadClock, "clock", DisplayName = "time server with a blank")]
    [DataRow(ProfileStatus.BadPower, "settle", DisplayName = "settling 10001 ms")]
    [DataRow(ProfileStatus.BadPower, "supply", DisplayName = "unknown supply channel")]
    [DataRow(ProfileStatus.BadPower, "nan", DisplayName = "least supply not a number")]
    [DataRow(ProfileStatus.BadLed, "led", DisplayName = "LED at pin 253")]
    public void A_board_says_what_it_does_not_take(ProfileStatus expected, string what = "")
    {
        byte[] record = Record(profile => Spoil(profile, what));
        Assert.AreEqual(expected, ProfileFile.Check(record, record.Length));
    }

    [TestMethod]
    public void Values_at_their_limits_are_taken()
    {
        byte[] record = Record(profile =>
        {
            profile.BoardId = new string('a', 24);
            profile.Target = new string('T', 32);
            profile.ArenaBytes = 8 << 20;
            profile.WifiName = new string('n', 32);
            profile.WifiPassword = new string('p', 63);
            profile.BrokerHost = new string('h', 64);
            profile.BrokerUser = new string('u', 64);
            profile.BrokerPassword = new string('s', 64);
            profile.TopicPrefix = new string('t', 32);
            profile.CaCertificate = new string('c', 2048);
            profile.ClientCertificate = new string('c', 2048);
            profile.ClientKey = new string('k', 2048);
            profile.ProbeSettleMs = 10000;
        });
        Assert.AreEqual(ProfileStatus.Accepted, ProfileFile.Check(record, record.Length));
    }

    [TestMethod]
    public void Frames_that_are_none_are_told_apart()
    {
        byte[] record = Record(profile => profile.WifiPassword = "12345678");
        Assert.AreEqual(ProfileStatus.TooShort, ProfileFile.Check(record, ProfileCodec.Head + ProfileCodec.Crc - 1));
        Assert.AreEqual(ProfileStatus.TooLong, ProfileFile.Check(new byte[8193], 8193));
        Assert.AreEqual(ProfileStatus.BadMagic, Check(record, 0, 'X'));
        Assert.AreEqual(ProfileStatus.UnsupportedFormat, Check(record, 2, 2));
        Assert.AreEqual(ProfileStatus.BadCrc, ProfileFile.Check([.. record, 0], record.Length + 1));
        Assert.AreEqual(ProfileStatus.AuthenticationUnsupported, Check(record, 3, 1));
        Assert.AreEqual(ProfileStatus.BadSections, Check(record, 4, record[4] + 1));
        byte[] redacted = new byte[record.Length];
        Assert.AreEqual(ProfileStatus.Redacted, ProfileFile.Check(redacted, ProfileCodec.Redact(record, record.Length, redacted)));
    }

    [TestMethod]
    public void Unknown_sections_are_stepped_over_and_stay()
    {
        byte[] record = Record(_ => { });
        byte[] body = [.. record[..^4], 0x70, 2, 0, 1, 2, 0xF0, 2, 0, 3, 4];
        byte[] longer = Seal(body);
        Assert.AreEqual(ProfileStatus.Accepted, ProfileFile.Check(longer, longer.Length));
        byte[] redacted = new byte[longer.Length];
        int length = ProfileCodec.Redact(longer, longer.Length, redacted);
        Assert.IsTrue(redacted.AsSpan(0, length).IndexOf((byte[])[0x70, 2, 0, 1, 2]) > 0, "an unknown section stays");
        Assert.IsTrue(redacted.AsSpan(0, length).IndexOf((byte[])[0xF0, 0, 0]) > 0, "an unknown secret does not leave the board");

        byte[] twice = Seal([.. record[..^4], .. record.AsSpan(ProfileCodec.Head, 3 + record[7])]);
        Assert.AreEqual(ProfileStatus.BadSections, ProfileFile.Check(twice, twice.Length));
    }

    [TestMethod]
    public void Any_bytes_behind_a_fitting_checksum_are_read_or_refused()
    {
        const int Seed = 4711;
        Console.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        byte[] record = Record(profile => profile.WifiPassword = "12345678");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] body = record[..^4];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                body[random.Next(ProfileCodec.Head, body.Length)] = (byte)random.Next(256);
            }

            byte[] bytes = Seal(body);
            ProfileStatus status = ProfileFile.Check(bytes, bytes.Length);
            Assert.IsTrue(Enum.IsDefined(status), $"seed {Seed}, turn {i}");
        }
    }

    private static ProfileStatus Check(byte[] record, int at, int value)
    {
        byte[] copy = [.. record];
        copy[at] = (byte)value;
        BitConverter.GetBytes(Crc32.Of(copy, 0, copy.Length - 4)).CopyTo(copy, copy.Length - 4);
        return ProfileFile.Check(copy, copy.Length);
    }

    /// <summary>Head and sections with length and CRC that fit.</summary>
    private static byte[] Seal(byte[] bytes)
    {
        BitConverter.GetBytes((ushort)(bytes.Length - ProfileCodec.Head)).CopyTo(bytes, 4);
        return [.. bytes, .. BitConverter.GetBytes(Crc32.Of(bytes, 0, bytes.Length))];
    }

    private static byte[] Record(Action<ProfileRecord> change)
    {
        var table = new ChannelTable();
        table.Add(new BoardChannel { Name = "battery", AdcInput = 9, Unit = "V", Calibration = Calibration.TryCreate([0, 4095], [0, 6.6], 2) });
        byte[] room = new byte[ChannelTable.RecordBytesMax];
        var profile = new ProfileRecord { Channels = room[..table.WriteRecord(room)] };
        change(profile);
        byte[] buffer = new byte[16384];
        return buffer[..ProfileCodec.Write(profile, buffer)];
    }

    private static void Spoil(ProfileRecord profile, string what)
    {
        switch (what)
        {
            case "id": profile.BoardId = new string('a', 25); break;
            case "arena": profile.ArenaBytes = 1023; break;
            case "channels": profile.Channels = [.. profile.Channels.SkipLast(1)]; break;
            case "serial": profile.SerialPort = 4; break;
            case "baud": profile.SerialBaud = 921601; break;
            case "pin": profile.SerialTxPin = 49; break;
            case "ssid": profile.WifiName = new string('n', 33); break;
            case "short": profile.WifiPassword = "1234567"; break;
            case "long": profile.WifiPassword = new string('p', 64); break;
            case "host": profile.BrokerHost = new string('h', 65); break;
            case "port": profile.BrokerPort = 0; break;
            case "prefix": profile.TopicPrefix = "a/+"; break;
            case "pem": profile.CaCertificate = new string('c', 2049); break;
            case "clock": profile.TimeServer = "pool ntp"; break;
            case "settle": profile.ProbeSettleMs = 10001; break;
            case "supply": profile.SupplyChannel = "none"; break;
            case "nan": profile.SupplyWriteMin = double.NaN; break;
            case "led": profile.LedPin = 253; break;
            default: Assert.AreEqual("", what); break;
        }
    }
}
