using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Tests;

[TestClass]
public sealed class ReplayReaderTests
{
    private static readonly BoardProfile s_profile = new("field-7", null,
        [
            new ChannelProfile("soil1", 0, "%", [new(3100, 0), new(1240, 60)]),
            new ChannelProfile("soil2", 1, "%", [new(3100, 0), new(1240, 60)]),
            new ChannelProfile("light", 2, "raw", []),
        ],
        BoardProfile.DefaultArenaBytes);

    [TestMethod]
    [DataRow("time,soil1\n0,100\n60,200\n", "0:100 60000:200", DisplayName = "counts")]
    [DataRow("time,soil1\n0,100\n60,200", "0:100 60000:200", DisplayName = "no line end at the end")]
    [DataRow("time,soil1\r\n0,100\r\n60,200\r\n", "0:100 60000:200", DisplayName = "CRLF")]
    [DataRow("\uFEFFtime,soil1\n0,100\n", "0:100", DisplayName = "byte order mark")]
    [DataRow("\"time\",\"soil1\"\n\"0\",\"100\"\n", "0:100", DisplayName = "quotes")]
    [DataRow("time , soil1\n 0 , 100 \n", "0:100", DisplayName = "spaces around cells")]
    [DataRow("time,soil1\n0,100\n\n60,200\n\n  \n", "0:100 60000:200", DisplayName = "blank lines")]
    [DataRow("\n\ntime,soil1\n0,100\n", "0:100", DisplayName = "blank lines first")]
    [DataRow("time,soil1\n0,\n60,  \n120,\"\"\n", "0:-1 60000:-1 120000:-1", DisplayName = "empty cells are gaps")]
    [DataRow("time,soil1\n0,12.4\n1,12.5\n2,13.5\n3,-0.5\n4,-0.6\n", "0:12 1000:13 2000:14 3000:0 4000:0", DisplayName = "half up")]
    [DataRow("time,soil1\n0,4095\n1,4096\n2,99999999999\n3,-1\n4,1e300\n5,0\n", "0:4095 1000:4095 2000:4095 3000:0 4000:4095 5000:0", DisplayName = "clamped")]
    [DataRow("time,soil1\n0,+5\n1,1e2\n2,.5\n3,007\n", "0:5 1000:100 2000:1 3000:7", DisplayName = "forms of numbers")]
    [DataRow("time,soil1[%]\n0,0\n1,60\n2,14.10\n3,0.5\n4,\n5,200\n", "0:3100 1000:1240 2000:2663 3000:3085 4000:-1 5000:0", DisplayName = "units")]
    [DataRow("time,soil1[raw]\n0,77\n", "0:77", DisplayName = "raw said aloud")]
    [DataRow("time,\"soil1 [ % ]\"\n0,60\n", "0:1240", DisplayName = "spaces around the unit")]
    [DataRow("time,light,soil1\n0,1,2\n", "0:2", DisplayName = "any order of columns")]
    [DataRow("time,soil1\n2025-01-05T06:00:00+01:00,1\n2025-01-05 06:00,2\n1736060400,3", "1736053200000:1 1736056800000:2 1736060400000:3", DisplayName = "times of all kinds")]
    public void Rows_are_read(string csv, string expected)
    {
        ReplayReading reading = Read(csv, ["soil1"]);
        Assert.IsTrue(reading.IsOk, string.Join('\n', reading.Errors));
        int column = reading.Data!.ColumnOf(0);
        string actual = string.Join(' ', Enumerable.Range(0, reading.Data.RowCount).Select(row =>
            FormattableString.Invariant($"{reading.Data.TimeMs(row)}:{reading.Data.Count(row, column)}")));
        Assert.AreEqual(expected, actual);
    }

    [TestMethod]
    [DataRow("", "d.csv: error the file is empty")]
    [DataRow("\n\n", "d.csv: error the file is empty")]
    [DataRow("time,soil1\n", "d.csv: error there is no row below the header")]
    [DataRow("time\n0\n", "d.csv:1: error there is no column for channel 'soil1'")]
    [DataRow("time,soil2\n0,1\n", "d.csv:1: error there is no column for channel 'soil1'")]
    [DataRow("time,soil1,soil3\n0,1,1\n", "d.csv:1:12: error unknown channel 'soil3'")]
    [DataRow("time,soil1,\n0,1,\n", "d.csv:1:12: error a column has no name")]
    [DataRow("time,soil1,soil1[%]\n0,1,1\n", "d.csv:1:12: error channel 'soil1' has two columns")]
    [DataRow("time,soil1[kPa]\n0,1\n", "d.csv:1:6: error channel 'soil1' is not measured in 'kPa'")]
    [DataRow("time,soil1,light[lx]\n0,1,1\n", "d.csv:1:12: error channel 'light' is not measured in 'lx'")]
    [DataRow("Time,soil1\n0,1\n", "d.csv:1:1: error the first column must be 'time'")]
    [DataRow("soil1,time\n1,0\n", "d.csv:1:1: error the first column must be 'time'")]
    [DataRow("time;soil1\n0;1\n", "d.csv:1:1: error the first column must be 'time'")]
    [DataRow("0,1\n60,2\n", "d.csv:1:1: error the first column must be 'time'")]
    [DataRow("time,soil1\n0\n", "d.csv:2: error the row has 1 cells where the header has 2")]
    [DataRow("time,soil1\n0,1,2\n", "d.csv:2: error the row has 3 cells where the header has 2")]
    [DataRow("time,soil1\n0,1,\n", "d.csv:2: error the row has 3 cells where the header has 2")]
    [DataRow("time,soil1\n0,1\n1,abc\n", "d.csv:3:3: error 'abc' is no number")]
    [DataRow("time,soil1\n0,1\n1,NaN\n", "d.csv:3:3: error 'NaN' is no number")]
    [DataRow("time,soil1\n0,Infinity\n", "d.csv:2:3: error 'Infinity' is no number")]
    [DataRow("time,soil1\n0,1e999\n", "d.csv:2:3: error '1e999' is no number")]
    [DataRow("time,soil1\n0,\"1,5\"\n", "d.csv:2:3: error '1,5' is no number")]
    [DataRow("time,soil1\n0,1 2\n", "d.csv:2:3: error '1 2' is no number")]
    [DataRow("time,soil1\n0,0x10\n", "d.csv:2:3: error '0x10' is no number")]
    [DataRow("time,light,soil1\n0,x,1\n", "d.csv:2:3: error 'x' is no number", DisplayName = "columns that the job does not need are checked too")]
    [DataRow("time,soil1\n0,1\n\n,2\n", "d.csv:4:1: error '' is no time")]
    [DataRow("time,soil1\n0,1\n0,2\n", "d.csv:3:1: error '0' is not later than the row before")]
    [DataRow("time,soil1\n10,1\n9,2\n", "d.csv:3:1: error '9' is not later than the row before")]
    [DataRow("time,soil1\n2025-02-30,1\n", "d.csv:2:1: error '2025-02-30' is no day of the calendar")]
    [DataRow("time,soil1\n0,\"1\"2\n", "d.csv:2: error a quotation mark is out of place or has no partner")]
    [DataRow("time,soil1\n0,1\n1,\"2\n3,4\n", "d.csv:3: error a quotation mark is out of place or has no partner")]
    [DataRow("time,soil1,soil2\r\n0,\"1\r\n2\",x\r\n", "d.csv:2:3: error '1 2' is no number|d.csv:3:4: error 'x' is no number", DisplayName = "a cell over two lines")]
    [DataRow("time,soil1\r0,1\r1,x\r", "d.csv:3:3: error 'x' is no number", DisplayName = "lone CR")]
    public void A_mistake_is_named_in_its_place(string csv, string expected) =>
        Assert.AreEqual(expected, string.Join('|', Read(csv, ["soil1"]).Errors.Select(error => error.Headline)));

    [TestMethod]
    [DataRow("time,soill\n0,1\n", "did you mean 'soil1'?")]
    [DataRow("time,soil1,windspeed\n0,1,2\n", "the profile of field-7 has soil1, soil2, light")]
    [DataRow("time;soil1\n0;1\n", "separate the columns with commas")]
    [DataRow("time,soil1[kPa]\n0,1\n", "the profile says '%': write soil1[%]")]
    [DataRow("time,soil1\n1736078400000,1\n", "write 2025-01-05T06:00:00Z or unix seconds")]
    public void A_mistake_has_a_hint(string csv, string hint) => Assert.AreEqual(hint, Read(csv, ["soil1"]).Errors.Single().Hint);

    [TestMethod]
    public void Bytes_that_are_no_utf8_are_named_in_their_place()
    {
        CheckBytes([.. "time,soil1\n0,1\n60,"u8, 0xFF, .. "2\n"u8], "d.csv:3:4: error the file is not UTF-8 here");
        CheckBytes([.. "time,so"u8, 0xE4, .. "l1\n0,1\n"u8], "d.csv:1:6: error the header is not UTF-8 here");
        CheckBytes([.. "time,soil1\n0,1\n1,2"u8, 0xC3], "d.csv:3:3: error the file is not UTF-8 here");
    }

    [TestMethod]
    public void A_wrong_file_stops_after_ten_mistakes()
    {
        string csv = "time,soil1\n" + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{i},x\n")));
        Assert.HasCount(ReplayReader.ErrorsMax, Read(csv, ["soil1"]).Errors);
    }

    [TestMethod]
    public void Only_needed_channels_are_kept_and_by_default_all_are_needed()
    {
        ReplayReading some = Read("time,soil1,light\n0,1,2\n", ["light"]);
        Assert.AreEqual((-1, -1, 0), (some.Data!.ColumnOf(0), some.Data.ColumnOf(1), some.Data.ColumnOf(2)));
        Assert.AreEqual(2, some.Data.Count(0, 0));
        CollectionAssert.AreEqual(new[] { "d.csv:1: error there is no column for channel 'soil2'" },
            Read("time,soil1,light\n0,1,2\n", null).Errors.Select(error => error.Headline).ToArray());
    }

    [TestMethod]
    public void A_row_longer_than_any_row_is_an_error() =>
        Assert.AreEqual("d.csv:3: error the row is longer than a million characters",
            Read("time,soil1\n0,1\n1,\"" + new string('x', 2_000_000), ["soil1"]).Errors.Single().Headline);

    [TestMethod]
    public void Files_that_cannot_be_read_are_errors_not_exceptions()
    {
        string folder = Directory.CreateTempSubdirectory("nanobatch-replay").FullName;
        try
        {
            string missing = Path.Combine(folder, "none.csv");
            Assert.AreEqual($"{missing}: error there is no such file", ReplayReader.Read(missing, s_profile).Errors.Single().Headline);
            Assert.AreEqual($"{folder}: error this is a folder, not a file", ReplayReader.Read(folder, s_profile).Errors.Single().Headline);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [TestMethod]
    public void Many_chunks_keep_their_rows_and_progress_rises_to_one()
    {
        const int Rows = (3 * RowChunk.Rows) + 1;
        string path = Path.GetTempFileName();
        try
        {
            using (var writer = new StreamWriter(path))
            {
                writer.WriteLine("time,soil1,soil2");
                for (int i = 0; i < Rows; i++)
                {
                    writer.WriteLine(FormattableString.Invariant($"{i * 10L},{i % 4096},{(i * 7) % 4096}"));
                }
            }

            var progress = new Steps();
            ReplayReading reading = ReplayReader.Read(path, s_profile, ["soil1", "soil2"], progress);
            Assert.IsTrue(reading.IsOk);
            Assert.AreEqual((Rows, 0L, (Rows - 1) * 10_000L, 20_000L), (reading.Data!.RowCount, reading.Data.FirstMs, reading.Data.LastMs, reading.Data.TwiceMedianMs));
            foreach (int row in new[] { 0, 1, RowChunk.Rows - 1, RowChunk.Rows, RowChunk.Rows + 1, Rows - 2, Rows - 1 })
            {
                Assert.AreEqual((row * 10_000L, row % 4096, row * 7 % 4096), (reading.Data.TimeMs(row), reading.Data.Count(row, 0), reading.Data.Count(row, 1)));
            }

            Assert.HasCount(5, progress.Values);
            CollectionAssert.AreEqual(progress.Values.Order().ToArray(), progress.Values.ToArray());
            Assert.AreEqual(1.0, progress.Values[^1]);
            Assert.ThrowsExactly<OperationCanceledException>(() => ReplayReader.Read(path, s_profile, ["soil1"], null, new CancellationToken(true)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void CheckBytes(byte[] bytes, string expected)
    {
        ReplayReading reading = ReplayReader.Read("d.csv", new MemoryStream(bytes), s_profile, ["soil1"]);
        Assert.AreEqual(expected, reading.Errors.Single().Headline);
    }

    private static ReplayReading Read(string csv, IReadOnlyCollection<string>? needed) =>
        ReplayReader.Read("d.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)), s_profile, needed);

    private sealed class Steps : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }
}
