using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests;

/// <summary>The board's log: the newest lines stay, whole; a reader goes on where it stopped.</summary>
[TestClass]
public sealed class LogRingTests
{
    [TestMethod]
    [DataRow(LogRing.BytesMin)]
    [DataRow(2048)]
    public void The_newest_lines_stay_and_are_read_in_order(int bytes)
    {
        var log = new LogRing(bytes);
        for (int i = 1; i <= 500; i++)
        {
            log.Write(1000L * i, (LogLevel)(i % 3), new string('x', i % 37) + i);
            List<(uint Number, long Ms, int Level, string Text)> lines = ReadAll(log);
            Assert.AreEqual((uint)i, lines[^1].Number);
            for (int n = 0; n < lines.Count; n++)
            {
                int expected = i - lines.Count + 1 + n;
                Assert.AreEqual(((uint)expected, 1000L * expected, expected % 3, new string('x', expected % 37) + expected), lines[n]);
            }
        }

        Assert.IsGreaterThanOrEqualTo(bytes - (8 + 40), ReadAll(log).Sum(line => 8 + line.Text.Length), "room is used");
    }

    [TestMethod]
    [DataRow(103, 103)]
    [DataRow(104, 104)]
    [DataRow(105, 104)]
    public void A_line_is_cut_at_its_room(int length, int expected)
    {
        var log = new LogRing(2048);
        log.Write(0, LogLevel.Note, new string('x', length));
        Assert.AreEqual(expected, ReadAll(log).Single().Text.Length);
    }

    [TestMethod]
    public void A_line_is_not_cut_within_a_character()
    {
        var log = new LogRing(2048);
        log.Write(0, LogLevel.Note, new string('x', 103) + "\u00E4");
        Assert.AreEqual(new string('x', 103), ReadAll(log).Single().Text);
    }

    [TestMethod]
    public void What_does_not_fit_the_reader_waits()
    {
        var log = new LogRing(2048);
        log.Write(0, LogLevel.Note, "one");
        log.Write(0, LogLevel.Note, "two");
        var writer = new ByteWriter(new byte[12 + 3]);
        Assert.AreEqual(2u, log.Read(0, writer));
        Assert.AreEqual(15, writer.Position);
        writer.Reset(writer.Buffer, 1);
        Assert.AreEqual(2u, log.Read(2, writer));
        Assert.AreEqual(1, writer.Position, "no part of a line");
    }

    private static List<(uint Number, long Ms, int Level, string Text)> ReadAll(LogRing log)
    {
        var writer = new ByteWriter(new byte[8192]);
        Assert.AreEqual(log.Next, log.Read(0, writer));
        var reader = new ByteReader(writer.Buffer, 0, writer.Position);
        var lines = new List<(uint, long, int, string)>();
        while (reader.Left > 0)
        {
            lines.Add((reader.U32(), reader.U48(), reader.U8(), reader.Text(255)));
        }

        Assert.IsFalse(reader.IsBad);
        return lines;
    }
}
