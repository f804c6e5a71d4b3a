using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Tests;

/// <summary>Links, network and power of a profile: read, refused in their place, and made into the record that a board takes.</summary>
[TestClass]
public sealed class DeviceSettingsTests
{
    private const string Head = "[board]\nid = \"a\"\n[[channel]]\nname = \"battery\"\nadc = 7\nunit = \"V\"\ncalibration = [[0, 0], [4095, 6.6]]\n";

    [TestMethod]
    [DataRow("[serial]\nport = 0\nbaud = 9600\ntx = 0\nrx = 48")]
    [DataRow("[serial]\nport = 3\nbaud = 921600")]
    [DataRow("[wifi]\nssid = \"12345678901234567890123456789012\"\npassword = \"x\"", DisplayName = "32 bytes")]
    [DataRow("[mqtt]\nhost = \"b\"\nport = 1")]
    [DataRow("[mqtt]\nhost = \"192.168.1.2\"\nport = 65535\ntls = \"off\"\nuser = \"u\"\npassword_env = \"P\"\nprefix = \"a/b\"")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = \"1.2\"\nca = \"ca.pem\"\ncert = \"c.pem\"\nkey = \"k.pem\"")]
    [DataRow("[clock]\nserver = \"\"")]
    [DataRow("[power]\nprobe_pin = 25\nprobe_settle = \"10s\"\nsupply = \"battery\"\nwrite_min = 3")]
    [DataRow("[power]\nprobe_pin = \"none\"\nprobe_settle = \"10000ms\"")]
    [DataRow("[sleep]\nenabled = true\n[led]\npin = \"none\"\nactive_low = true")]
    public void Settings_at_their_limits_are_read(string tables) => Assert.IsEmpty(Parse(tables).Errors);

    [TestMethod]
    [DataRow("[serial]\nport = 4", "9:1: error 'port' must be a COM port, or 0 for none, 0 to 3")]
    [DataRow("[serial]\nbaud = 9599", "9:1: error 'baud' must be bits per second, 9600 to 921600")]
    [DataRow("[serial]\nbaud = 921601", "9:1: error 'baud' must be")]
    [DataRow("[serial]\ntx = 49", "9:1: error 'tx' must be a GPIO number, 0 to 48")]
    [DataRow("[wifi]\npassword = \"12345678\"", "8:2: error the network has no name")]
    [DataRow("[wifi]\nssid = \"123456789012345678901234567890123\"", "9:1: error 'ssid' takes 33 bytes, and a board keeps 32")]
    [DataRow("[wifi]\nssid = \"\U0001F331\"", "9:1: error 'ssid' has a character that boards cannot read")]
    [DataRow("[wifi]\nssid = \"\"", "9:1: error 'ssid' is empty")]
    [DataRow("[wifi]\nssid = \"n\"\npassword = \"12345678\"\npassword_env = \"X\"", "11:1: error 'password' is given twice")]
    [DataRow("[wifi]\nssid = \"n\"\npasword = \"12345678\"", "10:1: error unknown key 'pasword' in [wifi]")]
    [DataRow("[mqtt]\nport = 1883", "8:2: error the broker has no host")]
    [DataRow("[mqtt]\nhost = \"mqtt://b\"", "9:1: error 'mqtt://b' is no host name or address")]
    [DataRow("[mqtt]\nhost = \"b\"\nport = 0", "10:1: error 'port' must be a TCP port, 1 to 65535")]
    [DataRow("[mqtt]\nhost = \"b\"\nport = 65536", "10:1: error 'port' must be")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = \"1.1\"", "10:1: error '1.1' is no version of TLS")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = 1.3", "10:1: error 'tls' must be text")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = \"1.3\"", "10:1: error with TLS the board must know whose certificates to trust")]
    [DataRow("[mqtt]\nhost = \"b\"\nca = \"ca.pem\"", "10:1: error 'ca' is of no use without TLS")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = \"1.3\"\nca = \"a\"\ncert = \"c\"", "12:1: error a board's own certificate needs its key")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = \"1.3\"\nca = \"a\"\nkey = \"c\"", "12:1: error a key needs the certificate")]
    [DataRow("[mqtt]\nhost = \"b\"\npassword_file = \"p\"", "10:1: error a broker's password needs a user")]
    [DataRow("[mqtt]\nhost = \"b\"\nprefix = \"a//b\"", "10:1: error 'a//b' cannot begin a topic")]
    [DataRow("[mqtt]\nhost = \"b\"\nprefix = \"a/#\"", "10:1: error 'a/#' cannot begin a topic")]
    [DataRow("[clock]\nserver = \"pool ntp\"", "9:1: error 'pool ntp' is no host name or address")]
    [DataRow("[power]\nprobe_pin = 25\nprobe_settle = \"10001ms\"", "10:1: error '10001ms' is no time that probes take to settle")]
    [DataRow("[power]\nprobe_pin = 25\nprobe_settle = \"11s\"", "10:1: error '11s' is no time")]
    [DataRow("[power]\nprobe_settle = \"1s\"", "9:1: error 'probe_settle' needs the pin that feeds the probes")]
    [DataRow("[power]\nsupply = \"batery\"", "9:1: error there is no channel 'batery'")]
    [DataRow("[power]\nwrite_min = 3.4", "9:1: error 'write_min' needs the channel that it is compared with")]
    [DataRow("[power]\nsupply = \"battery\"\nwrite_min = inf", "10:1: error 'write_min' must be a number")]
    [DataRow("[sleep]\nenabled = 1", "9:1: error 'enabled' must be true or false")]
    [DataRow("[led]\npin = \"on\"", "9:1: error 'pin' must be a GPIO number or \"none\", 0 to 48")]
    public void A_mistake_is_named_in_its_place(string tables, string expected)
    {
        ProfileReading reading = Parse(tables);
        Assert.HasCount(1, reading.Errors, string.Join('\n', reading.Errors));
        Assert.StartsWith("b.toml:" + expected, reading.Errors[0].ToString());
    }

    [TestMethod]
    [DataRow("ESP32_REV3", 7)]
    [DataRow("ESP32_PSRAM_REV3", 7)]
    [DataRow("ESP32_S3", 9)]
    [DataRow("ESP32_C3", 4)]
    [DataRow("ESP32_C6_THREAD", 6)]
    [DataRow("SOMETHING_ELSE", 9)]
    public void A_target_says_how_many_channels_there_are(string target, int last)
    {
        string profile(int adc) => $"[board]\nid = \"a\"\ntarget = \"{target}\"\n[[channel]]\nname = \"x\"\nadc = {adc}\n";
        Assert.IsEmpty(ProfileReader.Parse("b.toml", profile(last)).Errors);
        Assert.Contains($"0 to {last}", ProfileReader.Parse("b.toml", profile(last + 1)).Errors.Single().Message);
    }

    [TestMethod]
    public void A_board_has_at_most_32_channels()
    {
        string profile(int count) => "[board]\nid = \"a\"\n" + string.Concat(Enumerable.Range(0, count).Select(c => $"[[channel]]\nname = \"c{c}\"\nadc = 0\n"));
        Assert.IsEmpty(ProfileReader.Parse("b.toml", profile(32)).Errors);
        Assert.Contains("at most 32 channels", ProfileReader.Parse("b.toml", profile(33)).Errors.Single().Message);
    }

    [TestMethod]
    public void A_profile_becomes_the_record_that_a_board_accepts()
    {
        using var folder = new SecretFolder();
        string tables = "[wifi]\nssid = \"n\"\npassword_file = \"wifi.txt\"\n[mqtt]\nhost = \"b\"\ntls = \"1.3\"\nca = \"ca.pem\"\nuser = \"u\"\npassword_env = \"P\"\n"
            + "[power]\nsupply = \"battery\"\nwrite_min = 3.4\n[sleep]\nenabled = true";
        folder.Write("wifi.txt", "12345678\r\n");
        folder.Write("ca.pem", SecretFolder.Certificate);
        var builder = new ProfileRecordBuilder(folder["b.toml"], name => name == "P" ? "secret" : null);
        ProfileRecord? record = builder.Build(Parse(tables).Profile!, 7);
        Assert.IsNotNull(record, string.Join('\n', builder.Errors));
        byte[] bytes = builder.Encode(record)!;
        Assert.AreEqual(ProfileStatus.Accepted, ProfileFile.Check(bytes, bytes.Length));
        ProfileRecord read = ProfileCodec.TryRead(bytes, bytes.Length, out _);
        Assert.AreEqual("12345678", read.WifiPassword);
        Assert.AreEqual("secret", read.BrokerPassword);
        Assert.AreEqual(8883, read.BrokerPort);
        Assert.AreEqual(13, read.BrokerTls);
        Assert.AreEqual(SecretFolder.Certificate.TrimEnd('\n'), read.CaCertificate);
        Assert.AreEqual(3.4, read.SupplyWriteMin);
        Assert.IsTrue(read.Sleeps);
        Assert.AreEqual(7, ChannelTable.TryRead(read.Channels).Revision);
    }

    [TestMethod]
    [DataRow("[wifi]\nssid = \"n\"\npassword = \"1234567\"", "10:1: error a Wi-Fi password has at least 8 characters")]
    [DataRow("[wifi]\nssid = \"n\"\npassword = \"1234567890123456789012345678901234567890123456789012345678901234\"",
        "10:1: error 'password' takes 64 bytes, and a board keeps 63")]
    [DataRow("[wifi]\nssid = \"n\"\npassword_env = \"NONE\"", "10:1: error the environment variable NONE is not set")]
    [DataRow("[wifi]\nssid = \"n\"\npassword_file = \"none.txt\"", "10:1: error 'none.txt': there is no such file")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = \"1.3\"\nca = \"no.pem\"", "11:1: error 'no.pem' has no -----BEGIN CERTIFICATE-----")]
    [DataRow("[mqtt]\nhost = \"b\"\ntls = \"1.3\"\nca = \"long.pem\"", "11:1: error 'ca' takes 2049 bytes, and a board keeps 2048")]
    public void A_secret_that_cannot_be_had_is_named_in_its_place(string tables, string expected)
    {
        using var folder = new SecretFolder();
        folder.Write("no.pem", "nothing");
        folder.Write("long.pem", SecretFolder.Certificate + new string('x', 2049 - SecretFolder.Certificate.Length));
        var builder = new ProfileRecordBuilder(folder["b.toml"], _ => null);
        Assert.IsNull(builder.Build(Parse(tables).Profile!, 1));
        Assert.StartsWith($"{folder["b.toml"]}:{expected}", builder.Errors.Single().ToString());
    }

    [TestMethod]
    public void A_record_that_no_board_keeps_is_refused_here()
    {
        var builder = new ProfileRecordBuilder("b.toml", _ => null);
        ProfileRecord record = builder.Build(Parse("").Profile!, 1)!;
        int rest = ProfileLimits.RecordBytesMax - builder.Encode(record)!.Length;
        record.Channels = [.. record.Channels, .. new byte[rest]];
        Assert.HasCount(ProfileLimits.RecordBytesMax, builder.Encode(record)!);
        record.Channels = [.. record.Channels, 0];
        Assert.IsNull(builder.Encode(record));
        Assert.StartsWith("b.toml: error the profile takes 8193 bytes, and a board keeps 8192", builder.Errors.Single().ToString());
    }

    private static ProfileReading Parse(string tables) => ProfileReader.Parse("b.toml", Head + tables);

    private sealed class SecretFolder : IDisposable
    {
        public const string Certificate = "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n";

        private readonly string _path = Directory.CreateTempSubdirectory("nanobatch-secrets").FullName;

        public string this[string name] => Path.Combine(_path, name);

        public void Write(string name, string text) => File.WriteAllText(this[name], text);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
