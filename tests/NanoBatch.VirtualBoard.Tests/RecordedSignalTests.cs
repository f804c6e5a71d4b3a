using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Tests;

[TestClass]
public sealed class RecordedSignalTests
{
    private static readonly BoardProfile s_profile = new("b", null,
        [new ChannelProfile("a", 0, "raw", []), new ChannelProfile("b", 1, "raw", [])], BoardProfile.DefaultArenaBytes);

    [TestMethod]
    [DataRow("0 10 20 30", 20_000L, DisplayName = "regular")]
    [DataRow("0 10 21", 21_000L, DisplayName = "two spacings: the mean")]
    [DataRow("0 10 21 33", 22_000L, DisplayName = "three spacings: the middle one")]
    [DataRow("0 1 3 6 10", 5_000L, DisplayName = "1 2 3 4: 2.5 s")]
    [DataRow("0 0.001 0.003", 3L, DisplayName = "1 ms and 2 ms: 1.5 ms")]
    [DataRow("5", 0L, DisplayName = "one row")]
    [DataRow("0 100000000", 200_000_000_000L, DisplayName = "beyond 32 bits")]
    public void The_median_spacing_is_exact(string seconds, long twiceMs)
    {
        string csv = "time,a\n" + string.Concat(seconds.Split(' ').Select(second => second + ",1\n"));
        Assert.AreEqual(twiceMs, Read(csv).TwiceMedianMs);
    }

    [TestMethod]
    [DataRow("0,1 10,2 20,3", "-1:-1 0:1 9999:1 10000:2 19999:2 20000:3 29999:3 30000:-1", DisplayName = "a value holds until the next row")]
    [DataRow("0,1 10, 20,3", "0:1 10000:-1 19999:-1 20000:3", DisplayName = "an empty cell is a gap")]
    [DataRow("0,1 10,2 25,3 35,4", "10000:2 24999:2 25000:3", DisplayName = "1.5 medians away: no gap")]
    [DataRow("0,1 10,2 25.001,3 35,4", "10000:2 19999:2 20000:-1 25000:-1 25001:3", DisplayName = "a millisecond more: a gap after the median")]
    [DataRow("0,1 10,2 21,3", "0:1 9999:1 20999:2 21000:3 31499:3 31500:-1", DisplayName = "an even number of spacings: median 10.5 s")]
    [DataRow("0,1 0.001,2 0.003,3 0.007,4", "3:3 4:3 5:-1 6:-1 7:4 8:4 9:-1", DisplayName = "1 2 4 ms, median 2 ms: the last but one is a gap")]
    [DataRow("0,1 0.001,2 0.003,3 0.007,4 0.010,5", "3:3 5:3 6:-1 7:4 9:4 10:5", DisplayName = "1 2 3 4 ms: median 2.5 ms holds at 2, not at 3")]
    [DataRow("7,5", "6999:-1 7000:5 7001:-1", DisplayName = "one row holds for its own instant")]
    [DataRow("0,1 100,2", "0:1 99999:1 100000:2", DisplayName = "two rows are their own median")]
    public void Values_hold_and_gaps_stay(string rows, string expected)
    {
        ReplayData data = Read("time,a\n" + rows.Replace(' ', '\n'));
        foreach (bool isForward in new[] { true, false })
        {
            var signal = new RecordedSignal(data);
            IEnumerable<string> checks = isForward ? expected.Split(' ') : expected.Split(' ').Reverse();
            foreach (string check in checks)
            {
                int colon = check.LastIndexOf(':');
                long ms = long.Parse(check[..colon], CultureInfo.InvariantCulture);
                Assert.AreEqual(check[(colon + 1)..], signal.CountAt(0, ms).ToString(CultureInfo.InvariantCulture), $"at {ms} ms, forward: {isForward}");
            }
        }
    }

    [TestMethod]
    public void A_channel_that_was_not_kept_is_a_gap()
    {
        var signal = new RecordedSignal(Read("time,a\n0,5\n"));
        Assert.AreEqual((5, -1), (signal.CountAt(0, 0), signal.CountAt(1, 0)));
    }

    [TestMethod]
    public void Random_files_agree_with_a_naive_reader()
    {
        const int Seed = 20_250_105;
        var random = new Random(Seed);
        for (int file = 0; file < 300; file++)
        {
            (string csv, List<(long Ms, int[] Counts)> rows) = RandomFile(random);
            ReplayReading reading = ReplayReader.Read("r.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)), s_profile);
            Assert.IsTrue(reading.IsOk, $"seed {Seed}, file {file}: {string.Join('\n', reading.Errors)}");
            var signal = new RecordedSignal(reading.Data!);
            long ms = rows[0].Ms - 5000;
            while (ms < rows[^1].Ms + 60_000)
            {
                for (int channel = 0; channel < 2; channel++)
                {
                    Assert.AreEqual(Naive(rows, channel, ms), signal.CountAt(channel, ms), $"seed {Seed}, file {file}, channel {channel} at {ms} ms\n{csv}");
                }

                ms += random.Next(20) == 0 ? -random.Next(60_000) : random.Next(1, 15_000);
            }
        }
    }

    /// <summary>The rules of the language page, word by word, over the whole list each time.</summary>
    private static int Naive(List<(long Ms, int[] Counts)> rows, int channel, long ms)
    {
        int row = rows.FindLastIndex(candidate => candidate.Ms <= ms);
        if (row < 0)
        {
            return -1;
        }

        decimal[] spacings = rows.Skip(1).Zip(rows, (next, previous) => (decimal)(next.Ms - previous.Ms)).Order().ToArray();
        if (spacings.Length == 0)
        {
            return ms == rows[0].Ms ? rows[0].Counts[channel] : -1;
        }

        decimal median = (spacings[(spacings.Length - 1) / 2] + spacings[spacings.Length / 2]) / 2;
        bool isBeforeGap = row + 1 == rows.Count || rows[row + 1].Ms - rows[row].Ms > 1.5m * median;
        return isBeforeGap && ms >= rows[row].Ms + median ? -1 : rows[row].Counts[channel];
    }

    private static (string Csv, List<(long Ms, int[] Counts)> Rows) RandomFile(Random random)
    {
        bool isSwapped = random.Next(2) == 0;
        string end = random.Next(2) == 0 ? "\r\n" : "\n";
        var csv = new StringBuilder(random.Next(2) == 0 ? "\uFEFF" : string.Empty).Append(isSwapped ? "time,b,a" : "\"time\",a[raw],\"b\"").Append(end);
        var rows = new List<(long, int[])>();
        long ms = random.Next(1_000_000);
        for (int i = random.Next(1, 40); i > 0; i--)
        {
            (string textA, int countA) = RandomCell(random);
            (string textB, int countB) = RandomCell(random);
            csv.Append(CultureInfo.InvariantCulture, $"{TimeText(random, ms)},{(isSwapped ? textB : textA)},{(isSwapped ? textA : textB)}").Append(end);
            rows.Add((ms, [countA, countB]));
            if (random.Next(10) == 0)
            {
                csv.Append(end);
            }

            ms += random.Next(5) == 0 ? random.Next(1, 100_000) : 10_000;
        }

        return (csv.ToString(), rows);
    }

    private static string TimeText(Random random, long ms) => random.Next(4) switch
    {
        0 => FormattableString.Invariant($"{ms / 1000m}"),
        1 => FormattableString.Invariant($"{DateTimeOffset.FromUnixTimeMilliseconds(ms):yyyy-MM-ddTHH:mm:ss.fff}Z"),
        2 => FormattableString.Invariant($"\"{DateTimeOffset.FromUnixTimeMilliseconds(ms):yyyy-MM-dd HH:mm:ss.fffffff}\""),
        _ => FormattableString.Invariant($"{DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(TimeSpan.FromMinutes(-150)):yyyy-MM-ddTHH:mm:ss.fffzzz}"),
    };

    private static (string Text, int Count) RandomCell(Random random)
    {
        int count = random.Next(4096);
        return random.Next(5) switch
        {
            0 => (string.Empty, -1),
            1 => (FormattableString.Invariant($"{count - 0.5m}"), count),
            2 => (FormattableString.Invariant($"\"{count}.49\""), count),
            3 => (FormattableString.Invariant($"{count * 10000L}e-4"), count),
            _ => (FormattableString.Invariant($" {count}"), count),
        };
    }

    private static ReplayData Read(string csv)
    {
        ReplayReading reading = ReplayReader.Read("r.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)), s_profile, ["a"]);
        Assert.IsTrue(reading.IsOk, string.Join('\n', reading.Errors));
        return reading.Data!;
    }
}
