using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices;
using NanoBatch.EndToEnd.Tests.Reference;
using NanoBatch.Language.CodeGen;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.EndToEnd.Tests;

/// <summary>Goal: one runtime. Method: the same package over the same rows through replay, a board over TCP and a board behind a pseudo-terminal.</summary>
[TestClass]
public sealed class SameBytesTests
{
    private const string Job = """
        job irrigation
        sample soil1..soil4 every 30s burst 5 median keep 12h valid 0..60 %
        let drying = slope(soil1) < 0 and mean(soil1) < 22 %
        every 15m over 6h needs 80 %
            report mean(soil1..soil4), p10(soil1), p90(soil1), slope(soil1), ratio = mean(soil2) / mean(soil3), shape = hist(soil4, 0, 60, 8)
            alert dry when drying for 2 runs until mean(soil1) > 25 %
        daily at 06:00 over 1d
            report low = min(soil1), high = max(soil1), swing = range(soil1), wet_hours = above(soil1, 30 %), together = corr(soil1, soil2)
        """;

    [TestMethod]
    [DataRow("tcp")]
    [DataRow("pty")]
    public async Task A_board_sends_the_bytes_that_replay_gives(string road)
    {
        if (road == "pty" && OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no pseudo-terminals");
        }

        Bench bench = Rows();
        (_, CompileOutcome outcome) = Bench.Compile(Job);
        byte[] package = outcome.Package!;
        List<byte[]> replayed = Payloads(bench.Replay(package));
        Assert.IsGreaterThan(300, replayed.Count);

        ReplayReading reading = ReplayReader.Read("rows.csv", new System.IO.MemoryStream(System.Text.Encoding.UTF8.GetBytes(bench.Csv)), bench.Profile);
        HostLink link = road == "tcp" || OperatingSystem.IsWindows() ? new TcpLink(new IPEndPoint(IPAddress.Loopback, 0)) : new PtyLink();
        using var host = new VirtualBoardHost(
            bench.Profile, new RecordedSignal(reading.Data!), new MemoryStore(), [link], BoardClockMode.Max, reading.Data!.FirstMs, reading.Data.LastMs, 4711, TimeProvider.System);
        host.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using DeviceClient client = await DeviceClient.OpenAsync(BoardAddress.Parse(link.Address), null, TimeProvider.System, limit.Token);
        await client.DeployAsync(package, false, 0, null, limit.Token);
        Assert.IsTrue(await Task.Run(() => host.WaitForEnd(limit.Token), CancellationToken.None), "the board did not come to the end of its data");
        Assert.IsNull(host.Failure);
        var records = new List<byte[]>();
        await foreach (byte[] record in client.ReadRecordsAsync(1, ushort.MaxValue, limit.Token))
        {
            records.Add(record);
        }

        List<byte[]> sent = Payloads(records);
        Assert.HasCount(replayed.Count, sent);
        for (int i = 0; i < replayed.Count; i++)
        {
            Assert.AreEqual(Convert.ToHexString(replayed[i]), Convert.ToHexString(sent[i]), $"payload {i}");
        }
    }

    /// <summary>Type and payload of reports and alerts; record numbers and times of the store are the store's own.</summary>
    private static List<byte[]> Payloads(IEnumerable<byte[]> records)
        => [.. records.Where(r => r[2] is (byte)RecordType.Report or (byte)RecordType.Alert).Select(r => (byte[])[r[2], .. r[RecordSizes.Header..^RecordSizes.Crc]])];

    /// <summary>Four days of four channels that dry down and are watered, with gaps and rails.</summary>
    private static Bench Rows()
    {
        var random = new Random(20260101);
        long[] times = [.. Enumerable.Range(0, 4 * 288).Select(i => 1_735_689_600_000 + (i * 300_000L))];
        (string, CalibrationPoint[])[] channels =
        [
            ("soil1", [new(3100, 0), new(1240, 60)]),
            ("soil2", [new(3100, 0), new(2400, 12), new(1800, 25), new(1240, 60)]),
            ("soil3", [new(200, 0), new(3900, 60)]),
            ("soil4", [new(3050, 0), new(1300, 60)]),
        ];
        var counts = channels.Select(_ =>
        {
            double level = 1800;
            return times.Select(_ =>
            {
                level = level > 2700 && random.Next(3) == 0 ? 1700 : level + (random.NextDouble() * 8);
                return random.Next(40) switch { 0 => null, 1 => 4095, _ => (int?)(level + random.Next(-9, 10)) };
            }).ToArray();
        }).ToArray();
        return new Bench(channels, times, counts);
    }
}
