using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Tests;

[TestClass]
public sealed class ProfileTests
{
    private const string Good = """
        [board]
        id = "field-7"
        target = "ESP32_REV3"

        [[channel]]
        name = "soil1"
        adc = 0
        unit = "%"
        calibration = [[3100, 0], [1240, 60]]

        [[channel]]
        name = "light"
        adc = 3
        """;

    [TestMethod]
    public void The_language_pages_profile_is_read()
    {
        BoardProfile profile = ReadGood(Good);
        Assert.AreEqual("field-7", profile.Id);
        Assert.AreEqual("ESP32_REV3", profile.Target);
        Assert.AreEqual(28672, profile.ArenaBytes);
        Assert.HasCount(2, profile.Channels);
        ChannelProfile soil = profile.Channels[0];
        Assert.AreEqual(("soil1", 0, "%", true), (soil.Name, soil.Adc, soil.Unit, soil.IsCalibrated));
        CollectionAssert.AreEqual(new[] { new CalibrationPoint(3100, 0), new CalibrationPoint(1240, 60) }, soil.Calibration.ToArray());
        Assert.AreEqual(("light", 3, "raw", false), (profile.Channels[1].Name, profile.Channels[1].Adc, profile.Channels[1].Unit, profile.Channels[1].IsCalibrated));
        Assert.AreEqual(1, profile.IndexOf("light"));
        Assert.AreEqual(-1, profile.IndexOf("Light"));
    }

    [TestMethod]
    [DataRow("board = { id = \"a\" }\nchannel = [{ name = \"x\", adc = 0 }, { name = \"y\", adc = 1 }]", DisplayName = "inline tables")]
    [DataRow("board.id = \"a\"\n[[channel]]\nname = 'x'\n\"adc\" = 0x0\n[[channel]]\nname = \"y\"\nadc = 1", DisplayName = "dotted and quoted keys, hexadecimal")]
    [DataRow("[[channel]]\nname=\"x\"\nadc=0\n[[channel]]\nname=\"y\"\nadc=1\n[board]\nid=\"a\"", DisplayName = "any order")]
    [DataRow("[board]\r\nid = \"a\" # why\r\n\r\n[[channel]]\r\nname=\"x\"\r\nadc=0\r\n[[channel]]\r\nname=\"y\"\r\nadc=1\r\n", DisplayName = "CRLF")]
    public void Every_way_to_write_a_table_is_read(string text)
    {
        BoardProfile profile = ReadGood(text);
        Assert.AreEqual("a", profile.Id);
        CollectionAssert.AreEqual(new[] { "x", "y" }, profile.Channels.Select(channel => channel.Name).ToArray());
    }

    [TestMethod]
    [DataRow("wifi", "known are ssid, password, password_env, password_file")]
    [DataRow("mqtt", "known are host, port, tls, user, password, password_env, password_file, prefix, ca, cert, key")]
    [DataRow("serial", "known are port, baud, tx, rx")]
    [DataRow("sleep", "known are enabled")]
    [DataRow("power", "known are probe_pin, probe_settle, supply, write_min")]
    [DataRow("clock", "known are server")]
    [DataRow("memory", "known are arena_bytes")]
    [DataRow("led", "known are pin, active_low")]
    public void Every_table_names_its_keys(string name, string hint) =>
        Assert.Contains(hint, ProfileReader.Parse("b.toml", $"{Good}\n[{name}]\nanything = 1\n[{name}.deep]\nx = []").Errors.Select(error => error.Hint));

    [TestMethod]
    [DataRow(1024)]
    [DataRow(8 << 20)]
    public void Ring_memory_can_be_stated(int bytes) => Assert.AreEqual(bytes, ReadGood($"{Good}\n[memory]\narena_bytes = {bytes}").ArenaBytes);

    [TestMethod]
    [DataRow("a")]
    [DataRow("0")]
    [DataRow("-")]
    [DataRow("abcdefghijklmnopqrstuvw-")]
    public void Board_ids_up_to_24_characters_are_read(string id) => Assert.AreEqual(id, ReadGood(Good.Replace("field-7", id, StringComparison.Ordinal)).Id);

    [TestMethod]
    [DataRow("%")]
    [DataRow("kPa")]
    [DataRow("°C")]
    [DataRow("µS")]
    [DataRow("m3/m3")]
    [DataRow("mS/cm")]
    [DataRow("abcdefghijklmno", DisplayName = "15 characters")]
    public void Unit_tokens_are_read(string unit) =>
        Assert.AreEqual(unit, ReadGood(Good.Replace("\"%\"", $"\"{unit}\"", StringComparison.Ordinal)).Channels[0].Unit);

    [TestMethod]
    public void Signs_that_look_alike_are_one_unit() =>
        Assert.AreEqual("\u00B5\u03A9", ReadGood(Good.Replace("\"%\"", "\"\u03BC\u2126\"", StringComparison.Ordinal)).Channels[0].Unit);

    [TestMethod]
    [DataRow("[[0, 5], [1, 4]]", 2, DisplayName = "falling values")]
    [DataRow("[[4095, 5], [0, -4.5]]", 2, DisplayName = "falling counts")]
    [DataRow("[[1,1],[2,2],[3,4],[4,8],[5,16],[6,32],[7,64],[8,128]]", 8, DisplayName = "8 points")]
    [DataRow("[[1_0, 1e-3],\n [2_0, 2.5],]", 2, DisplayName = "TOML's ways with numbers and lines")]
    public void Calibrations_are_read(string calibration, int points) =>
        Assert.HasCount(points, ReadGood(Good.Replace("[[3100, 0], [1240, 60]]", calibration, StringComparison.Ordinal)).Channels[0].Calibration);

    [TestMethod]
    [DataRow("id = \"field-7\"", "id = \"Field 7\"", "2:1: error 'Field 7' is no board id")]
    [DataRow("id = \"field-7\"", "id = \"abcdefghijklmnopqrstuvwxy\"", "2:1: error 'abcdefghijklmnopqrstuvwxy' is no board id")]
    [DataRow("id = \"field-7\"", "id = \"\"", "2:1: error '' is no board id")]
    [DataRow("id = \"field-7\"", "id = 7", "2:1: error 'id' must be text")]
    [DataRow("id = \"field-7\"", "", "1:2: error the board has no id")]
    [DataRow("target =", "taget =", "3:1: error unknown key 'taget' in [board]")]
    [DataRow("name = \"soil1\"", "name = \"1soil\"", "6:1: error '1soil' cannot be a channel's name: a name begins with a letter")]
    [DataRow("name = \"soil1\"", "name = \"soil-1\"", "6:1: error 'soil-1' cannot be a channel's name")]
    [DataRow("name = \"soil1\"", "name = \"mean\"", "6:1: error 'mean' cannot be a channel's name: it is a word of the job language")]
    [DataRow("name = \"soil1\"", "name = \"p99\"", "6:1: error 'p99' cannot be a channel's name")]
    [DataRow("name = \"soil1\"", "name = \"raw\"", "6:1: error 'raw' cannot be a channel's name")]
    [DataRow("name = \"soil1\"", "name = \"a23456789012345678901234567890123\"",
        "6:1: error 'a23456789012345678901234567890123' cannot be a channel's name: a name has at most 32")]
    [DataRow("name = \"soil1\"", "name = \"light\"", "12:1: error channel 'light' is described twice, first at line 6")]
    [DataRow("name = \"soil1\"", "", "5:3: error the channel has no name")]
    [DataRow("adc = 0", "adc = -1", "7:1: error 'adc' must be an ADC1 channel number, 0 to 7")]
    [DataRow("adc = 0", "adc = 10", "7:1: error 'adc' must be an ADC1 channel number, 0 to 7")]
    [DataRow("adc = 0", "adc = 9223372036854775807", "7:1: error 'adc' must be")]
    [DataRow("adc = 0", "adc = 1.0", "7:1: error 'adc' must be")]
    [DataRow("adc = 0", "", "5:3: error the channel has no adc")]
    [DataRow("unit = \"%\"", "unit = \"% rh\"", "8:1: error '% rh' is no unit")]
    [DataRow("unit = \"%\"", "unit = \"m/3\"", "8:1: error 'm/3' is no unit")]
    [DataRow("unit = \"%\"", "unit = \"3m\"", "8:1: error '3m' is no unit")]
    [DataRow("unit = \"%\"", "unit = \"abcdefghijklmnop\"", "8:1: error 'abcdefghijklmnop' is no unit")]
    [DataRow("unit = \"%\"", "unit = \"in\"", "8:1: error 'in' is no unit")]
    [DataRow("unit = \"%\"", "unit = \"raw\"", "8:1: error 'raw' always means ADC counts")]
    [DataRow("unit = \"%\"", "", "9:1: error a calibrated channel needs its unit")]
    [DataRow("calibration =", "kalibration =", "9:1: error unknown key 'kalibration' in [[channel]]")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, 0]]", "9:1: error a calibration has 2 to 8 points, this one has 1")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[1,1],[2,2],[3,3],[4,4],[5,5],[6,6],[7,7],[8,8],[9,9]]", "9:1: error a calibration has 2 to 8 points, this one has 9")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, 0], [1240]]", "9:27: error a calibration point is two finite numbers")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, 0], [1240, 60, 1]]", "9:27: error a calibration point is two finite numbers")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, nan], [1240, 60]]", "9:16: error a calibration point is two finite numbers")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, 0], [1240, inf]]", "9:27: error a calibration point is two finite numbers")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, 0], \"x\"]", "9:27: error a calibration point is two finite numbers")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, 0], [3100, 60]]", "9:27: error the raw counts of a calibration must all rise or all fall")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[3100, 0], [1240, 0]]", "9:27: error the values of a calibration must all rise or all fall")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[1, 0], [2, 60], [2.5, 50]]", "9:33: error the values of a calibration must all rise or all fall")]
    [DataRow("[[3100, 0], [1240, 60]]", "[[1, 0], [3, 60], [2, 70]]", "9:33: error the raw counts of a calibration must all rise or all fall")]
    [DataRow("[[3100, 0], [1240, 60]]", "\"3100\"", "9:1: error 'calibration' must be a list of points")]
    [DataRow("calibration = [[3100, 0], [1240, 60]]", "", "8:1: error unit '%' without a calibration")]
    [DataRow("[[channel]]\nname = \"light\"", "[[chanel]]\nname = \"light\"", "11:3: error unknown key 'chanel' in the profile")]
    [DataRow("[board]", "[board]\nid = \"x\"", "3:1: error 'id' is given twice, first at line 2")]
    [DataRow("[[channel]]\nname = \"light\"\n", "[board]\n", "11:2: error 'board' is given twice, first at line 1")]
    [DataRow("adc = 3", "adc = 3\n[memory]\narena_bytes = 1023", "15:1: error 'arena_bytes' must be a number of bytes, 1024 to 8388608")]
    [DataRow("adc = 3", "adc = 3\n[memory]\narena_bytes = 8388609", "15:1: error 'arena_bytes' must be")]
    [DataRow("[board]", "[board", "1:7: error this is not TOML")]
    [DataRow("[board]", "x = \"\\q\"\n[board]", "1:")]
    public void A_mistake_is_named_in_its_place(string from, string to, string expected)
    {
        StringAssert.Contains(Good, from.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        ProfileReading reading = ProfileReader.Parse("b.toml", Good.Replace(from, to, StringComparison.Ordinal));
        Assert.HasCount(1, reading.Errors, string.Join('\n', reading.Errors));
        Assert.StartsWith("b.toml:" + expected, reading.Errors[0].ToString());
        Assert.IsFalse(reading.IsOk);
    }

    [TestMethod]
    [DataRow("taget", "[board]", "did you mean 'target'?")]
    [DataRow("ID", "[board]", "did you mean 'id'?")]
    [DataRow("whatever", "[board]", "known are id, target")]
    public void A_misspelt_key_gets_the_nearest_one(string key, string table, string hint)
    {
        ProfileReading reading = ProfileReader.Parse("b.toml", Good.Replace(table, $"{table}\n{key} = 1", StringComparison.Ordinal));
        Assert.AreEqual(hint, reading.Errors.Single().Hint);
    }

    [TestMethod]
    public void All_independent_mistakes_come_in_file_order()
    {
        string text = Good.Replace("field-7", "Field", StringComparison.Ordinal).Replace("adc = 0", "adc = 12", StringComparison.Ordinal)
            .Replace("\"light\"", "\"in\"", StringComparison.Ordinal);
        CollectionAssert.AreEqual(new[] { 2, 7, 12 }, ProfileReader.Parse("b.toml", text).Errors.Select(error => error.Line).ToArray());
    }

    [TestMethod]
    [DataRow("", "b.toml: error the file is empty")]
    [DataRow(" \n\t\r\n", "b.toml: error the file is empty")]
    [DataRow("# nothing", "b.toml: error the [board] table is missing|b.toml: error there is no [[channel]]")]
    [DataRow("[board]\nid=\"a\"", "b.toml: error there is no [[channel]]")]
    [DataRow("[board]\nid=\"a\"\nchannel=3", "b.toml:3:1: error unknown key 'channel' in [board]|b.toml: error there is no [[channel]]")]
    [DataRow("channel=[]\n[board]\nid=\"a\"", "b.toml:1:1: error 'channel' must be a list of tables")]
    [DataRow("board=3\n[[channel]]\nname=\"a\"\nadc=0", "b.toml:1:1: error 'board' must be a table")]
    [DataRow("[board]\nid=\"a\"\n[channel]\nname=\"a\"\nadc=0", "b.toml:3:2: error 'channel' must be a list of tables")]
    public void Incomplete_files_say_what_is_missing(string text, string expected)
    {
        string[] headlines = ProfileReader.Parse("b.toml", text).Errors.Select(error => error.Headline).Order().ToArray();
        CollectionAssert.AreEqual(expected.Split('|').Order().ToArray(), headlines);
    }

    [TestMethod]
    public void Nesting_that_would_exhaust_the_stack_is_an_error()
    {
        string text = "x = " + new string('[', 100_000);
        Assert.IsNotEmpty(ProfileReader.Parse("b.toml", text).Errors);
        Assert.IsNotEmpty(ProfileReader.Parse("b.toml", string.Concat(Enumerable.Repeat("x={", 50_000))).Errors);
        Assert.IsNotEmpty(ProfileReader.Parse("b.toml", string.Join('.', Enumerable.Repeat("x", 50_000)) + " = 1").Errors);
    }

    [TestMethod]
    public void Files_that_are_no_text_are_errors_not_exceptions()
    {
        string folder = Directory.CreateTempSubdirectory("nanobatch-profile").FullName;
        try
        {
            CheckFile(Path.Combine(folder, "none.toml"), null, ": error there is no such file");
            CheckFile(Path.Combine(folder, "no", "none.toml"), null, ": error there is no such file");
            CheckFile(folder, null, ": error this is a folder, not a file");
            CheckFile(Path.Combine(folder, "utf8.toml"), [.. "[board]\n# ä"u8, 0xFF, .. "\n"u8], ":2:4: error the file is not UTF-8 here");
            CheckFile(Path.Combine(folder, "utf16.toml"), Encoding.Unicode.GetPreamble(), ":1:1: error the file is not UTF-8 here");
            CheckFile(Path.Combine(folder, "cut.toml"), [.. "[board]\n\n"u8, 0xC3], ":3:1: error the file is not UTF-8 here");
            CheckFile(Path.Combine(folder, "zero.toml"), [.. "[board]\n"u8, 0], ":2:1: error this is not TOML");
            CheckFile(Path.Combine(folder, "big.toml"), new byte[10 << 20], ": error the file has 10485760 bytes, at most 1048576 are read");
            CheckFile(Path.Combine(folder, "empty.toml"), [], ": error the file is empty");
            CheckFile(Path.Combine(folder, "bom.toml"), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)], null);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static void CheckFile(string path, byte[]? bytes, string? expected)
    {
        if (bytes is not null)
        {
            File.WriteAllBytes(path, bytes);
        }

        ProfileReading reading = ProfileReader.Read(path);
        Assert.AreEqual(expected is null, reading.IsOk, string.Join('\n', reading.Errors));
        if (expected is not null)
        {
            Assert.StartsWith(path + expected, reading.Errors.Single().ToString());
        }
    }

    private static BoardProfile ReadGood(string text)
    {
        ProfileReading reading = ProfileReader.Parse("b.toml", text);
        Assert.IsTrue(reading.IsOk, string.Join('\n', reading.Errors));
        return reading.Profile!;
    }
}
