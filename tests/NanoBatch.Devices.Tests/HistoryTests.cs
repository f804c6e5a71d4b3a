using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

/// <summary>Raw counts that a board kept, over the link and decoded.</summary>
[TestClass]
public sealed class HistoryTests
{
    private const long UtcMs = 1_750_000_000_000;

    private static CancellationToken None => CancellationToken.None;

    private static byte[] Package { get; } = new PackageSketch { JobName = "raw" }.Sample(10000, "soil1")
        .Sample(PackageReader.BurstFlag, 30000, [64 | 3], "soil2").Every(60000, 0x80, PackageSketch.Last(Aggregate.Mean), (byte)Opcode.ReportAll).Build();

    [TestMethod]
    [DataRow(0, DisplayName = "a clean line")]
    [DataRow(3, DisplayName = "every third frame lost once")]
    [DataRow(1, DisplayName = "every frame lost once")]
    public void Every_count_comes_back_at_its_instant(int every)
    {
        int reading = 0;
        var taken = new Dictionary<long, int>();
        var board = new SimulatedBoard();
        var simulation = new Simulation.Simulation(board);
        board.Counts = channel =>
        {
            int count = reading++ % 11 == 5 ? -1 : (reading * 379) % 4096;
            if (channel == 0)
            {
                taken[(UtcMs + simulation.Time.NowMs) / 10000 * 10000] = count;
            }

            return count;
        };
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(board.Line, new DeviceClientOptions { FirstRequestId = 1, Attempts = 40 });
            await client.ConnectAsync(None);
            await client.SetClockAsync(UtcMs, ClockQuality.Network, None);
            await client.DeployAsync(Package, false, 0, null, None);
            simulation.Pass(5 * 3600_000);
            var hurt = new HashSet<string>();
            int frames = 0;
            KeyValuePair<long, int>[] asked = [.. taken];      // while frames are lost the board samples on
            board.Line.ToClient.Filter = bytes => every > 0 && ++frames % every == 0 && hurt.Add(Convert.ToHexString(bytes.AsSpan(6, bytes.Length - 12))) ? null : bytes;
            List<HistoryBlock> blocks = await ReadAsync(client, 0);
            CollectionAssert.AreEqual(Enumerable.Range(1, blocks.Count).Select(n => (long)n).ToArray(), blocks.Select(block => block.Number).ToArray());
            var found = new Dictionary<long, int>();
            foreach (HistoryBlock block in blocks.Where(block => block.Channel == "soil1"))
            {
                Assert.AreEqual((10000, 1, false, true, 1L), (block.PeriodMs, block.Burst, block.IsMedian, block.IsDated, block.Boot));
                for (int i = 0; i < block.Counts.Count; i++)
                {
                    found.Add(block.FirstMs + (10000L * i), block.Counts[i]);
                }
            }

            // A stretch of gaps need not be stored; everything that was read is, up to the moment of asking.
            foreach ((long instant, int count) in asked)
            {
                Assert.AreEqual(count, found.GetValueOrDefault(instant, -1), $"at {instant - UtcMs}");
            }

            Assert.IsGreaterThan(1500, asked.Length);
            Assert.AreEqual(every > 0, hurt.Count > 0);
        });
    }

    [TestMethod]
    public void Reading_begins_where_it_was_asked_to() => WithShortSegments(async (client, simulation) =>
    {
        Assert.HasCount(0, await ReadAsync(client, 0), "nothing was sampled yet");
        await client.SetClockAsync(UtcMs, ClockQuality.Network, None);
        await client.DeployAsync(Package, false, 0, null, None);
        simulation.Pass(24 * 3600_000);
        List<HistoryBlock> all = await ReadAsync(client, 0);
        List<HistoryBlock> late = await ReadAsync(client, UtcMs + (20 * 3600_000));
        Assert.IsLessThan(all.Count / 2, late.Count);
        HistoryBlock[] wanted = [.. all.Where(block => block.FirstMs + (block.PeriodMs * (long)block.Counts.Count) > UtcMs + (20 * 3600_000))];
        CollectionAssert.IsSubsetOf(wanted.Select(block => block.Number).ToArray(), late.Select(block => block.Number).ToArray());
        Assert.HasCount(0, (await ReadAsync(client, UtcMs + (1000L * 86400_000))).Where(block => block.FirstMs < UtcMs + (12 * 3600_000)).ToArray());
    });

    [TestMethod]
    public void A_board_that_keeps_no_history_gives_none()
        => Simulation.Simulation.WithClient(new SimulatedBoard(configure: config => config.HistoryBytesMax = 0), async (client, simulation) =>
        {
            await client.DeployAsync(Package, false, 0, null, None);
            simulation.Pass(7200_000);
            Assert.HasCount(0, await ReadAsync(client, 0));
        });

    [TestMethod]
    public void Firmware_without_history_refuses_in_words()
    {
        var board = new ScriptedBoard((type, _) => type == MessageType.Hello ? ScriptedBoard.Hello() : [(byte)ReplyStatus.Unsupported]);
        var simulation = new Simulation.Simulation();
        simulation.Run(async () =>
        {
            await using DeviceClient client = simulation.Client(board);
            await client.ConnectAsync(None);
            BoardRefusedException e = await Expect.ThrowsAsync<BoardRefusedException>(() => ReadAsync(client, 0));
            Assert.AreEqual("the board's firmware does not know how to send its raw history", e.Message);
        });
    }

    [TestMethod]
    public void A_block_by_hand_decodes()
    {
        // soil1, 10 s, median of 5, from 2025-06-15T15:06:40Z on: 2000, gap, 2001, 0, 4095.
        byte[] counts = [0x87, 0xD0, 0, 65, 0x80, 0x00, 0x8F, 0xFF];
        byte[] payload = [.. Name("soil1"), 0x90, 0x4E, 0x85, 0x00, 0x44, 0x59, 0x73, 0x97, 0x01, 5, .. counts];
        HistoryBlock block = HistoryDecoder.TryDecode(Seal(payload))!;
        Assert.AreEqual(("soil1", 10000, 5, true, 1L, 9L), (block.Channel, block.PeriodMs, block.Burst, block.IsMedian, block.Boot, block.Number));
        Assert.AreEqual((0x019773594400L, true), (block.FirstMs, block.IsDated));
        CollectionAssert.AreEqual(new[] { 2000, HistoryBlock.Gap, 2001, 0, 4095 }, block.Counts.ToArray());
        Assert.IsFalse(HistoryDecoder.TryDecode(Seal(payload, ClockQuality.Unknown))!.IsDated);
        Assert.IsNull(HistoryDecoder.TryDecode(Seal([.. payload, 65])), "a slot more than it says");
        Assert.IsNull(HistoryDecoder.TryDecode(Seal(payload, type: RecordType.Report)), "another type");
        for (int length = 0; length < payload.Length; length++)
        {
            Assert.IsNull(HistoryDecoder.TryDecode(Seal(payload[..length])), $"cut to {length}");
        }
    }

    [TestMethod]
    [DataRow(5, 5, "00", 1, true, DisplayName = "five gaps")]
    [DataRow(5, 64, "00", 1, true, DisplayName = "64 counts")]
    [DataRow(5, 5, "8FFF", 1, true, DisplayName = "4095")]
    [DataRow(0, 5, "00", 1, false, DisplayName = "no reading in a burst")]
    [DataRow(65, 5, "00", 1, false, DisplayName = "65 readings in a burst")]
    [DataRow(5, 0, "", 1, false, DisplayName = "no counts")]
    [DataRow(5, 65, "00", 1, false, DisplayName = "65 counts")]
    [DataRow(5, 5, "9000", 1, false, DisplayName = "4096")]
    [DataRow(5, 5, "3F", 1, false, DisplayName = "a count below 0")]
    [DataRow(5, 5, "8F", 1, false, DisplayName = "a byte of two")]
    [DataRow(5, 5, "00", 0, false, DisplayName = "no period")]
    public void Only_what_a_board_writes_is_read(int burst, int count, string first, int hundredths, bool isRead)
    {
        byte[] counts = [.. Convert.FromHexString(first), .. new byte[first == "8F" ? 0 : Math.Max(0, count - 1)]];
        byte[] record = Seal([.. Name("soil1"), .. PackageSketch.Varint(100L * hundredths), (byte)burst, 0, 0, 0, 0, 0, 0, (byte)count, .. counts]);
        Assert.AreEqual(isRead, HistoryDecoder.TryDecode(record) is not null);
    }

    [TestMethod]
    public void Any_bytes_decode_to_something_sound_or_nothing()
    {
        int seed = TestSeed.Draw(13);
        var random = new Random(seed);
        int sound = 0;
        for (int round = 0; round < 20000; round++)
        {
            byte[] noise = new byte[random.Next(40)];
            random.NextBytes(noise);
            byte[] payload = random.Next(2) == 0 ? noise : [.. Name("a"), 0x90, 0x4E, (byte)random.Next(140), 0, 0, 0, 0, 0, 0, (byte)random.Next(6), .. noise];
            if (HistoryDecoder.TryDecode(Seal(payload)) is { } block)
            {
                sound++;
                Assert.IsTrue(block.Counts.Count is >= 1 and <= 64 && block.Burst is >= 1 and <= 64, $"seed {seed} round {round}");
                Assert.IsTrue(block.Counts.All(count => count is >= -1 and <= 4095), $"seed {seed} round {round}");
            }
        }

        Assert.IsGreaterThan(100, sound, $"seed {seed}");
    }

    private static void WithShortSegments(Func<DeviceClient, Simulation.Simulation, Task> body)
        => Simulation.Simulation.WithClient(new SimulatedBoard(configure: config => config.SegmentBytes = 1024), body);

    private static async Task<List<HistoryBlock>> ReadAsync(DeviceClient client, long sinceMs)
    {
        var blocks = new List<HistoryBlock>();
        await foreach (byte[] record in client.ReadHistoryAsync(sinceMs, None))
        {
            blocks.Add(HistoryDecoder.TryDecode(record) ?? throw new AssertFailedException("the runtime wrote a block that cannot be read: " + Convert.ToHexString(record)));
        }

        return blocks;
    }

    private static byte[] Name(string name)
    {
        var writer = new ByteWriter(new byte[40]);
        writer.Name(name);
        return writer.Buffer.AsSpan(0, writer.Position).ToArray();
    }

    private static byte[] Seal(byte[] payload, ClockQuality quality = ClockQuality.Network, RecordType type = RecordType.History)
    {
        byte[] record = new byte[RecordSizes.Header + payload.Length + RecordSizes.Crc];
        payload.CopyTo(record, RecordSizes.Header);
        new RecordHeader { PayloadLength = payload.Length, Type = type, Quality = quality, Record = 9, Boot = 1, TimeMs = 1000 }.Seal(record, 0, new ByteWriter([]));
        return record;
    }
}
