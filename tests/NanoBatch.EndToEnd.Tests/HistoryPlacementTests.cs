using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Cli.Replaying;
using NanoBatch.Devices;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.EndToEnd.Tests.Reference;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Tests;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.EndToEnd.Tests;

/// <summary>Goal: counts from before a board's clock was set lie where the board itself put them. Method: its reports after that equal a replay's.</summary>
[TestClass]
public sealed class HistoryPlacementTests
{
    private const string Job = """
        job field
        sample soil1 every 10s burst 3 median
        sample soil2 every 1m
        every 5m over 6h
            report first(soil1), last(soil1), mean(soil1), slope(soil1), gaps(soil1)
        every 30m over 6h
            report first(soil2), mean(soil2), slope(soil2), gaps(soil2)
        """;

    private static CancellationToken None => CancellationToken.None;

    [TestMethod]
    public void Counts_from_before_the_clock_was_set_are_where_the_board_has_them()
    {
        int seed = TestSeed.Draw(21);
        int undated = 0;
        for (int round = 0; round < 12; round++)
        {
            undated += Check(seed + round);
        }

        Assert.IsGreaterThan(50, undated, $"seed {seed}: blocks that only a clock record places");
    }

    /// <returns>Blocks that had to be placed.</returns>
    private static int Check(int seed)
    {
        var random = new Random(seed);
        byte[] package = Bench.Compile(Job).Outcome.Package!;
        var board = new SimulatedBoard(configure: config => config.ArenaBytes = 1 << 20) { Counts = channel => 1500 + random.Next(1000) + channel };
        int burst = 0;
        int held = 0;
        Func<int, int> counts = board.Counts;
        board.Counts = channel => channel != 0 ? counts(channel) : burst++ % 3 == 0 ? held = counts(channel) : held;
        var simulation = new Simulation(board);
        int undated = 0;
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(board.Line);
            await client.ConnectAsync(None);
            await client.DeployAsync(package, force: false, statedSteps: 0, progress: null, None);
            simulation.Pass(random.Next(3 * 3600_000));
            long utcMs = 1_750_000_000_000 + random.Next(1000_000);
            long bootMs = simulation.Time.NowMs;
            await client.SetClockAsync(utcMs, ClockQuality.Network, None);
            simulation.Pass(5 * 3600_000);

            var decoder = new RecordDecoder(SimulatedBoard.Epoch);
            DecodedRecords sent = decoder.Decode(board.Records);
            var history = new BoardHistory(sent.Origins);
            await foreach (byte[] record in client.ReadHistoryAsync(0, None))
            {
                HistoryBlock block = HistoryDecoder.TryDecode(record)!;
                undated += block.IsDated ? 0 : 1;
                history.Add(block);
            }

            Assert.AreEqual(0, history.UndatedCount, $"seed {seed}");
            BoardChannelTable table = await client.ReadChannelsAsync(None);
            List<string> expected = Texts(sent.Results.Where(result => result.TimeMs > utcMs), bootMs);
            List<string> replayed = Texts(Replay(package, table, history, utcMs + (5 * 3600_000)).Where(result => result.TimeMs > utcMs), bootMs);
            Assert.IsGreaterThan(60, expected.Count, $"seed {seed}");
            for (int i = 0; i < Math.Max(expected.Count, replayed.Count); i++)
            {
                Assert.AreEqual(expected.ElementAtOrDefault(i), replayed.ElementAtOrDefault(i), $"seed {seed}, report {i}");
            }
        });
        return undated;
    }

    private static List<Result> Replay(byte[] package, BoardChannelTable table, BoardHistory history, long lastMs)
    {
        ChannelProfile[] channels =
        [
            .. table.Channels.Select(channel => new ChannelProfile(
                channel.Name, channel.AdcInput, channel.Unit, [.. channel.Points.Select(p => new CalibrationPoint(p.Raw, p.Value))])),
        ];
        var profile = new BoardProfile("field-7", null, channels, 1 << 20, table.Revision);
        var series = new Dictionary<string, RawSeries>
        {
            ["soil1"] = history.Find("soil1", 10_000, 3, true)!,
            ["soil2"] = history.Find("soil2", 60_000, 1, false)!,
        };
        var signal = new HistorySignal(profile, series);
        var decoder = new RecordDecoder(epoch: null);
        var results = new List<Result>();
        var runner = new ReplayRunner(profile, signal, series.Values.Min(found => found.FirstMs), lastMs, record => results.AddRange(decoder.Decode(record).Results));
        Assert.AreEqual(PackageStatus.Accepted, runner.Deploy(package));
        runner.Run(null, null);
        return results;
    }

    /// <summary>Task, time and fields: before the clock was set the board counted its reports at other times than UTC has.</summary>
    private static List<string> Texts(IEnumerable<Result> results, long bootMs) =>
    [
        .. results.OfType<ReportResult>().Select(report => FormattableString.Invariant(
            $"{report.Task} {report.TimeMs} {string.Join(' ', report.Fields.Select(field => $"{field.Key}={field.Value}"))} after {bootMs}")),
    ];
}
