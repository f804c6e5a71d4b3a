using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

/// <summary>The same records over a cable and through a hub into one results store: the key (epoch, record) lets each in once.</summary>
[TestClass]
public sealed class TwoRoadsTests
{
    private const long UtcMs = 1_750_000_000_000;

    // What a board delivers to its hub; the rest means nothing to a receiver.
    private static readonly RecordType[] s_delivered =
    [
        RecordType.Descriptor, RecordType.Report, RecordType.Alert, RecordType.JobState, RecordType.ClockSync, RecordType.Dropped, RecordType.Channels, RecordType.Boot,
    ];

    [TestMethod]
    public void Each_result_is_there_once_whichever_road_was_faster()
    {
        int seed = TestSeed.Draw(48);
        byte[][] records = Records();
        string[] expected = Collect(store => StoreAll(store, records, int.MaxValue));
        Assert.IsGreaterThan(60, expected.Length);
        for (int round = 0; round < 20; round++)
        {
            var random = new Random(seed + round);
            string[] both = Collect(store =>
            {
                List<byte[][]> cable = Batches(records, random);
                List<byte[][]> hub = Batches([.. records.Where(record => s_delivered.Contains((RecordType)record[2]))], random);
                hub.Insert(random.Next(hub.Count), hub[random.Next(hub.Count)]);      // an acknowledgement was lost
                while (cable.Count + hub.Count > 0)
                {
                    List<byte[][]> road = hub.Count == 0 || (cable.Count > 0 && random.Next(2) == 0) ? cable : hub;
                    StoreAll(store, road[0], int.MaxValue);
                    road.RemoveAt(0);
                }

                Assert.AreEqual(records.Length, store.StoredRanges(SimulatedBoard.Epoch).Sum(range => range.Last - range.First + 1), $"seed {seed + round}");
            });
            CollectionAssert.AreEqual(expected, both, $"seed {seed + round}");
        }
    }

    /// <summary>One delivery, by a receiver that knows what the store knows and nothing else: each may be a process of its own.</summary>
    private static void StoreAll(ResultStore store, byte[][] records, int most)
    {
        var decoder = new RecordDecoder(SimulatedBoard.Epoch, "field-7");
        foreach (LedgerRecord earlier in store.OthersOf(SimulatedBoard.Epoch, (int)RecordType.Descriptor).Concat(store.OthersOf(SimulatedBoard.Epoch, (int)RecordType.ClockSync)))
        {
            decoder.AddEarlier(earlier);
        }

        DecodedRecords decoded = decoder.Decode([.. records.Take(most)]);
        store.Add(decoded.ToBatch(null));
        foreach (BootOrigin origin in decoded.Origins)
        {
            store.ResolveTimes(SimulatedBoard.Epoch, origin.Boot, origin.UtcMs);
        }
    }

    private static List<byte[][]> Batches(byte[][] records, Random random)
    {
        var batches = new List<byte[][]>();
        for (int at = 0; at < records.Length; at += batches[^1].Length)
        {
            batches.Add([.. records.Skip(at).Take(1 + random.Next(20))]);
        }

        return batches;
    }

    private static string[] Collect(Action<ResultStore> deliver)
    {
        string folder = Directory.CreateTempSubdirectory("nanobatch-roads").FullName;
        try
        {
            using ResultStore store = ResultStore.Open(Path.Combine(folder, "results.db"));
            deliver(store);
            return [.. store.Query(new ResultQuery()).Select(stored => Text(stored.Result))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>An hour before the clock is known, an hour after, a restart, and another hour.</summary>
    private static byte[][] Records()
    {
        var board = new SimulatedBoard();
        var simulation = new Simulation.Simulation(board);
        Assert.AreEqual(PackageStatus.Accepted, board.Board.Deploy(PackageSketch.Minimal().Build(), false, 0, 0, out _));
        simulation.Pass(1800_000);
        board.Board.SetClock(UtcMs, ClockQuality.Network, simulation.Time.NowMs);
        simulation.Pass(1800_000);
        board.Restart(simulation.Time.NowMs);
        simulation.Pass(600_000);
        return [.. board.Records];
    }

    private static string Text(Result result)
    {
        using var text = new StringWriter();
        using (var writer = new JsonLinesWriter(text))
        {
            writer.Write(result);
        }

        return text.ToString();
    }
}
