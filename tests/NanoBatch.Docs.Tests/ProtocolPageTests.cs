using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests.Docs;

/// <summary>The bytes and numbers of <c>docs/PROTOCOL.md</c> are those of the code.</summary>
[TestClass]
public sealed class ProtocolPageTests
{
    private static readonly DocPage s_page = DocPage.Read("docs/PROTOCOL.md");

    [TestMethod]
    public void Worked_frames_decode_to_what_their_comments_say()
    {
        string[] lines = s_page.Single("frames").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var decoder = new FrameDecoder();
        int type = 0;
        int id = 0;
        foreach (string line in lines)
        {
            string[] halves = line.Split(' ', 2);
            FrameEvent[] events = Array.ConvertAll(Convert.FromHexString(halves[0]), decoder.Feed);
            Assert.AreEqual(FrameEvent.Frame, events[^1], line);
            Assert.AreEqual(1, events.Count(found => found != FrameEvent.NeedMore), line);

            bool isReply = decoder.Type == (type | MessageType.ReplyBit) && decoder.Id == id;
            type = decoder.Type;
            id = decoder.Id;
            Assert.AreEqual(isReply ? $"reply to it: {(ReplyStatus)decoder.Payload[0]}".ToLowerInvariant() : Describe(decoder), halves[1].Trim());
        }

        Assert.AreEqual(lines.Length, decoder.FrameCount);
    }

    [TestMethod]
    public void The_worked_record_reads_as_the_sentence_below_it_says()
    {
        byte[] bytes = Convert.FromHexString(s_page.Single("record").Text.Trim());
        var header = new RecordHeader();
        var reader = new ByteReader();
        Assert.IsTrue(header.TryRead(bytes, 0, bytes.Length, reader));
        Assert.AreEqual(bytes.Length, header.TotalLength);
        Assert.AreEqual("", reader.Text(255));
        Assert.AreEqual(0, reader.Left);

        string time = header.TimeMs.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
        string sentence = $"is record {header.Record} of boot {header.Boot} at {time} ms: a {header.Type} record with an empty build text";
        Assert.Contains(line => line.StartsWith(sentence, StringComparison.Ordinal), s_page.Prose, sentence);
    }

    [TestMethod]
    public void The_worked_status_reads_and_is_written_the_same()
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(s_page.Single("status").Text.Trim());
        var status = new StatusMessage();
        Assert.IsTrue(status.TryRead(bytes, 0, bytes.Length));
        CollectionAssert.AreEqual(bytes, status.Encode());
        Assert.Contains(line => line.Contains($"at most {StatusMessage.BytesMax} bytes, single spaces", StringComparison.Ordinal), s_page.Prose);
        string sizes = $"at most {DeliveryFormat.ToBoardMax} bytes, from it at most {Spaced(DeliveryFormat.MessageMax)}";
        Assert.Contains(line => line.Contains(sizes, StringComparison.Ordinal), s_page.Prose);
    }

    [TestMethod]
    public void Message_types_are_those_of_the_code()
    {
        var expected = ConstantsOf(typeof(MessageType), "X2").Where(name => !name.EndsWith(nameof(MessageType.ReplyBit), StringComparison.Ordinal));
        var actual = Table("type", "request").SelectMany(row => Regex.Matches(row[0], @"[0-9A-F]{2} \w+").Select(match => match.Value));
        AssertSame(expected, actual);
    }

    [TestMethod]
    public void Record_types_are_those_of_the_code()
        => AssertSame(NamesOf<RecordType>(), Table("type", "payload").Select(row => row[0]));

    [TestMethod]
    public void Field_tags_are_those_of_the_code()
        => AssertSame(ConstantsOf(typeof(FieldTag), "0"), Table("tag", "value").Select(row => row[0]));

    [TestMethod]
    public void Reply_statuses_are_those_of_the_code()
        => AssertSame(NamesOf<ReplyStatus>(), Table("status", "means").Select(row => row[0]));

    [TestMethod]
    public void Reasons_to_refuse_a_package_are_those_of_the_code()
        => AssertSame(NamesOf<PackageStatus>().Where(name => name != "0 Accepted"), Table("status", "the package").Select(row => row[0]));

    [TestMethod]
    public void Reasons_to_refuse_a_profile_are_those_of_the_code()
        => AssertSame(NamesOf<ProfileStatus>().Where(name => name != "0 Accepted"), Table("status", "the profile").Select(row => row[0]));

    [TestMethod]
    public void Sections_of_a_profile_are_those_of_the_code()
    {
        var expected = ConstantsOf(typeof(ProfileSection), "X2").Where(name => !name.EndsWith(nameof(ProfileSection.SecretBit), StringComparison.Ordinal));
        AssertSame(expected.Order(StringComparer.Ordinal), Table("section", "fields").Select(row => row[0]));
    }

    [TestMethod]
    public void The_worked_profile_reads_as_the_sentence_below_it_says()
    {
        byte[] bytes = Convert.FromHexString(s_page.Single("profile").Text.Trim());
        ProfileRecord? profile = ProfileCodec.TryRead(bytes, bytes.Length, out ProfileStatus status);
        Assert.IsNotNull(profile, status.ToString());
        string sentence = $"is the profile of board \"{profile.BoardId}\" with {Spaced(profile.ArenaBytes)} bytes of ring memory and nothing else said.";
        Assert.Contains(sentence, s_page.Prose);
    }

    [TestMethod]
    public void Sizes_are_those_of_the_code()
    {
        int least = FrameFormat.HeaderBytes + FrameFormat.CrcBytes;
        string[] expected =
        [
            $"payload: 0–{FrameFormat.PayloadMax}", $"before stuffing: {least}–{FrameFormat.ContentMax}",
            $"on the line, both delimiters included: {least + 3}–{FrameFormat.EncodedMax}",
        ];
        AssertSame(expected, Table("", "bytes").Select(row => $"{row[0]}: {row[1]}"));

        string[] limits =
        [
            $"frame payload: {FrameFormat.PayloadMax} bytes", $"package: {Spaced(Limits.PackageBytesMax)} bytes", $"jobs on a board: {Limits.BoardJobsMax}",
            $"tasks on a board: {Limits.BoardTasksMax}", $"profile record: {Spaced(ProfileLimits.RecordBytesMax)} bytes", $"record payload: {Spaced(RecordSizes.PayloadMax)} bytes",
        ];
        CollectionAssert.IsSubsetOf(limits, Table("what", "limit").Select(row => $"{row[0]}: {row[1]}").ToArray());
    }

    private static string Spaced(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Describe(FrameDecoder frame)
    {
        var reader = new ByteReader(frame.Payload, 0, frame.PayloadLength);
        string text = frame.Type switch
        {
            MessageType.Hello => $"hello, id {frame.Id}: protocol {reader.U8()}.{reader.U8()}",
            MessageType.RunJob => $"run, id {frame.Id}: job \"{reader.Name(Limits.NameLengthMax)}\"",
            MessageType.ReadRecords => $"read records, id {frame.Id}: from record {reader.U32()}, at most {reader.U16()}",
            _ => $"a frame of type {frame.Type:X2} that this test cannot describe",
        };
        Assert.IsTrue(reader.Left == 0 && !reader.IsBad, text);
        return text;
    }

    private static IEnumerable<string> ConstantsOf(Type type, string format)
        => type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => $"{((int)field.GetRawConstantValue()!).ToString(format, CultureInfo.InvariantCulture)} {field.Name}");

    private static IEnumerable<string> NamesOf<T>()
        where T : struct, Enum
        => Enum.GetValues<T>().Select(value => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToInt32(value, CultureInfo.InvariantCulture)} {value}"));

    /// <summary>Rows of the table whose header begins with these two cells, up to the next header.</summary>
    private static string[][] Table(string first, string second)
    {
        string[][] rows = [.. s_page.TableRows];
        int header = Array.FindIndex(rows, row => row.Length >= 2 && row[0] == first && row[1] == second);
        Assert.IsGreaterThanOrEqualTo(0, header, $"no table of '{first}' and '{second}'");
        int end = Array.FindIndex(rows, header + 2, row => row.Length > 1 && row[1].StartsWith("--", StringComparison.Ordinal));
        return rows[(header + 2)..(end < 0 ? rows.Length : end - 1)];
    }

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual)
        => Assert.AreEqual(string.Join('\n', expected), string.Join('\n', actual));
}
